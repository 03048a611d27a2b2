"""The logos that a page's document names by address, and the images that are shown for them.

An address is fetched once, by the worker, when it is new: no guest's browser or mail program ever asks another host.
Until then, and when it fails, there is no logo. Saving the page again fetches an address that had failed anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import outbox
from webapp.errors import InvalidInput
from webapp.extensions import db, transaction
from webapp.lib import text
from webapp.lib.pictures import Picture
from webapp.models import Attempt, Configuration, Image, Logo, OutboxEntry, new_id
from webapp.models.outbox import LOGO
from webapp.services import images
from webapp.services.configurations.view import ConfigurationView, view_of

ON_PAGE, IN_MAILS = "appearance.company_logo_url", "scheduler.email_template.logo"
_KEY_ON_PAGE = "company_logo_url"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoState:
    """How a logo stands. `field`: its place in the document. `image_id`: what is shown for it, None for nothing yet.

    `failure`: what was wrong at the last attempt, as `delivery/logo.py` says it; None before the first. `is_final`:
    nothing more is tried until the page is saved again.
    """

    field: str
    address: str
    image_id: str | None
    failure: str | None
    is_final: bool


def address(value: str, *, field: str) -> str:
    """An address that a logo may have: one of our own images, or a web address. Raises InvalidInput."""
    return value if images.id_of(value) else text.web_address(value, field=field)


def follow(session: Session, page: Configuration, *, now: int) -> None:
    """Bring a page's logos in line with its document, and promise to fetch those that are new or had failed.

    To be called in the transaction that changes the document. Raises InvalidInput for an image of ours that is not
    there.
    """
    named = _named(view_of(page))
    _check_own_images(session, named)
    known = {
        logo.address: logo for logo in session.scalars(select(Logo).where(Logo.configuration_id == page.id))
    }
    for gone in known.keys() - set(named.values()):
        session.delete(known[gone])
    waiting = _waiting_streams(session, known.values())
    for wanted in dict.fromkeys(named.values()):
        logo = known.get(wanted) or _entered(session, page, wanted, now=now)
        if logo.image_id is None and _stream(logo) not in waiting:
            _promise(session, logo, now=now)


def keep(logo_id: str, picture: Picture, *, now: int) -> None:
    """Store the picture that was fetched for a logo, unless the page names it no more."""
    with transaction() as session:
        logo = session.get(Logo, logo_id)
        if logo is not None and logo.image_id is None:
            logo.image_id = images.store(session, picture, now=now)


def on_page(configuration: Configuration) -> str | None:
    """The path of the logo that a page shows, None without one."""
    image_id = _image_id(configuration, ON_PAGE)
    return image_id and images.path(image_id)


def in_mails(configuration: Configuration) -> str | None:
    """The absolute address of the logo that the mails of a page show, None without one."""
    image_id = _image_id(configuration, IN_MAILS)
    return image_id and images.absolute(image_id)


def states(configuration: Configuration) -> list[LogoState]:
    """How each logo stands that the page's document names."""
    rows = db.session.scalars(select(Logo).where(Logo.configuration_id == configuration.id))
    known = {logo.address: logo for logo in rows}
    tries = _last_tries([_stream(logo) for logo in known.values() if logo.image_id is None])
    found = []
    for field, named in _named(view_of(configuration)).items():
        if (logo := known.get(named)) is None:
            continue
        failure, is_final = tries.get(_stream(logo), (None, False))
        found.append(
            LogoState(field=field, address=named, image_id=logo.image_id, failure=failure, is_final=is_final)
        )
    return found


def _named(view: ConfigurationView) -> dict[str, str]:
    """The addresses of logos by their fields. What is no address names no logo: `appearance` can hold any text."""
    given = {ON_PAGE: view.appearance.get(_KEY_ON_PAGE), IN_MAILS: view.scheduler.email_template.logo}
    named = {field: _usable(value) for field, value in given.items()}
    return {field: value for field, value in named.items() if value}


def _usable(value: str | None) -> str | None:
    try:
        return address(value, field="") if value else None
    except InvalidInput:
        return None


def _check_own_images(session: Session, named: dict[str, str]) -> None:
    own = {field: image_id for field, value in named.items() if (image_id := images.id_of(value))}
    there = set(session.scalars(select(Image.id).where(Image.id.in_(own.values())))) if own else set()
    for field, image_id in own.items():
        if image_id not in there:
            raise InvalidInput("logo.unknown_image", field=field)


def _entered(session: Session, page: Configuration, wanted: str, *, now: int) -> Logo:
    logo = Logo(
        id=new_id(),
        configuration_id=page.id,
        address=wanted,
        image_id=images.id_of(wanted),
        created_at=now,
    )
    session.add(logo)
    return logo


def _promise(session: Session, logo: Logo, *, now: int) -> None:
    outbox.promise(
        session,
        kind=LOGO,
        name=LOGO,
        stream=_stream(logo),
        destination=logo.address,
        payload={"logo_id": logo.id},
        booking_id=None,
        now=now,
    )


def _stream(logo: Logo) -> str:
    return f"{LOGO}:{logo.id}"


def _waiting_streams(session: Session, logos: Iterable[Logo]) -> set[str]:
    """The streams of those whose fetching is promised and not settled."""
    streams = [_stream(logo) for logo in logos if logo.image_id is None]
    if not streams:
        return set()
    waiting = select(OutboxEntry.stream).where(
        OutboxEntry.stream.in_(streams), OutboxEntry.settled_at.is_(None)
    )
    return set(session.scalars(waiting))


def _last_tries(streams: list[str]) -> dict[str, tuple[str | None, bool]]:
    """What the last attempt of each stream said, and whether it was the last of all."""
    if not streams:
        return {}
    entries = db.session.scalars(
        select(OutboxEntry).where(OutboxEntry.stream.in_(streams)).order_by(OutboxEntry.id)
    ).all()
    tries = select(Attempt).where(Attempt.entry_id.in_([entry.id for entry in entries])).order_by(Attempt.id)
    details = {attempt.entry_id: attempt.detail for attempt in db.session.scalars(tries)}
    return {entry.stream: (details.get(entry.id), entry.settled_at is not None) for entry in entries}


def _image_id(configuration: Configuration, field: str) -> str | None:
    named = _named(view_of(configuration)).get(field)
    own = images.id_of(named) if named else None
    if named is None or own:
        return own  # also of a page that is not saved yet, which has no row
    return db.session.scalar(
        select(Logo.image_id).where(Logo.configuration_id == configuration.id, Logo.address == named)
    )
