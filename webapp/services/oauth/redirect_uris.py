"""The addresses to which an application may send organizers back. No other address ever gets a code."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from webapp.errors import InvalidInput, NotFound
from webapp.extensions import db, transaction
from webapp.lib import redirect_addresses
from webapp.lib.ids import is_id
from webapp.models import RedirectUri
from webapp.services import locks

WEB, JS, DESKTOP = "web", "js", "desktop"
PLATFORMS = (WEB, JS, DESKTOP)
AT_MOST = 50


def create(application_id: str, url: str, *, platform: str = WEB, now: int) -> RedirectUri:
    """Register an address. Raises InvalidInput for one that cannot be registered, and for one too many."""
    url = _checked(url, platform)
    with transaction() as session:
        locks.application(session, application_id)
        _refuse_twice(session, application_id, url)
        if _how_many(session, application_id) >= AT_MOST:
            raise InvalidInput("redirect_uri.too_many", field="url", at_most=AT_MOST)
        made = RedirectUri(application_id=application_id, url=url, platform=platform, created_at=now)
        session.add(made)
    return made


def update(found: RedirectUri, *, url: str | None = None, platform: str | None = None) -> RedirectUri:
    """Change the address or its platform. Raises InvalidInput."""
    new_url, new_platform = url or found.url, platform or found.platform
    _checked(new_url, new_platform)
    with transaction() as session:
        locks.application(session, found.application_id)
        row = session.get(RedirectUri, found.id)
        if row is None:
            raise NotFound("redirect_uri.unknown")
        if new_url != row.url:
            _refuse_twice(session, row.application_id, new_url)
        row.url, row.platform = new_url, new_platform
    return row


def destroy(found: RedirectUri) -> None:
    """Take an address back. Tokens that came over it stay."""
    with transaction() as session:
        row = session.get(RedirectUri, found.id)
        if row is not None:
            session.delete(row)


def find(application_id: str, identifier: str) -> RedirectUri:
    """An application's address by its id. Raises NotFound."""
    mine = select(RedirectUri).where(RedirectUri.application_id == application_id)
    found = db.session.scalar(mine.where(RedirectUri.id == identifier)) if is_id(identifier) else None
    if found is None:
        raise NotFound("redirect_uri.unknown")
    return found


def find_by_url(application_id: str, url: str) -> RedirectUri:
    """The same by the address itself. Raises NotFound."""
    mine = select(RedirectUri).where(RedirectUri.application_id == application_id)
    found = (
        db.session.scalar(mine.where(RedirectUri.url == url)) if redirect_addresses.is_plain(url) else None
    )
    if found is None:
        raise NotFound("redirect_uri.unknown")
    return found


def listing(application_id: str) -> Sequence[RedirectUri]:
    """An application's addresses, oldest first."""
    mine = select(RedirectUri).where(RedirectUri.application_id == application_id)
    return db.session.scalars(mine.order_by(RedirectUri.created_at, RedirectUri.id)).all()


def is_registered(application_id: str, url: str) -> bool:
    """Whether organizers may be sent to this address."""
    if not redirect_addresses.is_plain(url):
        return False
    candidates = select(RedirectUri).where(
        RedirectUri.application_id == application_id,
        or_(RedirectUri.url == url, RedirectUri.platform == DESKTOP),
    )
    return any(
        redirect_addresses.is_same(url, row.url, any_port=row.platform == DESKTOP)
        for row in db.session.scalars(candidates)
    )


def _checked(url: str, platform: str) -> str:
    if platform not in PLATFORMS:
        raise InvalidInput("document.no_choice", field="platform", choices=list(PLATFORMS))
    return redirect_addresses.check(url, any_port=platform == DESKTOP, field="url")


def _refuse_twice(session: Session, application_id: str, url: str) -> None:
    same = select(RedirectUri.id).where(RedirectUri.application_id == application_id, RedirectUri.url == url)
    if session.scalar(same) is not None:
        raise InvalidInput("redirect_uri.there_already", field="url")


def _how_many(session: Session, application_id: str) -> int:
    mine = select(func.count()).select_from(RedirectUri).where(RedirectUri.application_id == application_id)
    return session.scalar(mine) or 0
