"""Grants: which account at which calendar provider an application may use.

Each kind of provider says what its accounts consist of (`webapp/providers/`). A grant of another application is not
found. E-mail addresses are stored in lower case, because case means nothing in them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from webapp import providers
from webapp.errors import InvalidInput, NotAllowedNow, NotFound
from webapp.extensions import db, transaction
from webapp.lib import text
from webapp.lib.ids import is_id
from webapp.models import Calendar, Configuration, Grant, Organizer
from webapp.models.grant import VALID
from webapp.models.webhook import GRANT_CREATED, GRANT_DELETED, GRANT_UPDATED
from webapp.providers import builtin
from webapp.services import locks
from webapp.services.calendars import calendars, channel_rows, grant_news, hours_followed, meant


def find(application_id: str, identifier: str) -> Grant:
    """The grant with this id, `grant:<id>`, e-mail address or `email:<address>` (wire contract section 1).

    When several grants have the address, the oldest valid one is taken of those that it means (`meant.py`). Raises
    NotFound, and InvalidInput for `me`.
    """
    if identifier == "me":
        raise InvalidInput("grant.me", field="grant_id")
    if is_id(identifier.removeprefix("grant:")):
        grant = _by_id(application_id, identifier.removeprefix("grant:"))
    else:
        address = identifier.removeprefix("email:")
        grant = by_addresses(application_id, [address]).get(address)
    if grant is None:
        raise NotFound("grant.unknown")
    return grant


def by_addresses(application_id: str, addresses: Iterable[str]) -> dict[str, Grant]:
    """The grant of each e-mail address that has one, by the address as it was given. One query.

    When several grants have an address, the oldest valid one is taken of those that it means.
    """
    lowered = {given: given.lower() for given in addresses if not any(map(text.is_control, given))}
    found: dict[str, Grant] = {}
    theirs = _of_addresses(application_id, lowered.values()).where(meant.is_meant())
    for grant in db.session.scalars(theirs):
        found.setdefault(grant.email, grant)
    return {given: found[address] for given, address in lowered.items() if address in found}


def ids_of(organizer: Organizer) -> list[str]:
    """The ids of an organizer's grants. One query."""
    return list(db.session.scalars(select(Grant.id).where(Grant.organizer_id == organizer.id)))


def listing(
    application_id: str,
    *,
    limit: int,
    offset: int = 0,
    email: str | None = None,
    provider: str | None = None,
    status: str | None = None,
    oldest_first: bool = False,
) -> list[Grant]:
    """An application's grants, newest first by default."""
    query = select(Grant).where(Grant.application_id == application_id)
    if email is not None:
        query = query.where(Grant.email == email.lower())
    if provider is not None:
        query = query.where(Grant.provider == provider)
    if status is not None:
        query = query.where(Grant.status == status)
    newest = (Grant.created_at.desc(), Grant.id.desc())
    order = (Grant.created_at, Grant.id) if oldest_first else newest
    return list(db.session.scalars(query.order_by(*order).limit(limit).offset(offset)))


def create(
    application_id: str,
    kind: str,
    settings: Mapping[str, Any],
    *,
    now: int,
) -> Grant:
    """A new grant to an account of this kind, with its first calendar; the existing grant if there is one.

    The grant belongs to the application's organizer with the account's e-mail, else to programs alone. Raises
    InvalidInput for settings that the kind does not take, KeyError for an unknown kind.
    """
    with transaction() as session:
        return enter(session, application_id, kind, settings, now=now)


def enter(
    session: Session,
    application_id: str,
    kind: str,
    settings: Mapping[str, Any],
    *,
    now: int,
) -> Grant:
    """The same, in a transaction that does more."""
    provider = providers.of_kind(kind)
    account = provider.account(settings)
    locks.application(session, application_id)  # two requests at once for one account get one grant
    known = session.scalar(
        _of_addresses(application_id, [account.email]).where(Grant.provider == kind).limit(1)
    )
    if known is not None:
        return known
    organizer = _organizer(session, application_id, account.email)
    grant = Grant(
        application_id=application_id,
        organizer_id=organizer.id if organizer else None,
        provider=kind,
        email=account.email,
        settings=account.settings,
        created_at=now,
        updated_at=now,
    )
    session.add(grant)
    session.flush()
    timezone = organizer.timezone if organizer else None
    session.add(calendars.primary(grant, name=provider.first_calendar, timezone=timezone, now=now))
    grant_news.announce(session, grant, GRANT_CREATED, now=now)
    return grant


def create_virtual(application_id: str, email: str, *, now: int) -> Grant:
    """A new grant to calendars of our own; the existing grant if the e-mail has one. `email` may be any text."""
    return create(application_id, builtin.KIND, {"email": email}, now=now)


def update_scope(grant: Grant, scope: Sequence[str], *, now: int) -> Grant:
    """Replace the list of scopes."""
    with transaction() as session:
        locked = locks.grant(session, grant.id)
        locked.scope = list(scope)
        locked.updated_at = now
        grant_news.announce(session, locked, GRANT_UPDATED, now=now)
        return locked


def give(grant: Grant, organizer: Organizer, *, now: int) -> Grant:
    """Show a grant's scheduling pages on this organizer's dashboard, and on nobody else's.

    Raises NotFound for the grant of another application.
    """
    if grant.application_id != organizer.application_id:
        raise NotFound("grant.unknown")
    with transaction() as session:
        locked = locks.grant(session, grant.id)
        locked.organizer_id = organizer.id
        locked.updated_at = now
        session.flush()
        hours_followed.spread(session, organizer.id, now=now)
        return locked


def destroy(grant: Grant, *, now: int) -> None:
    """Delete a grant with its calendars and events.

    Raises NotAllowedNow when it has scheduling pages, or its calendars are in use.
    """
    of_grant = Calendar.grant_id == grant.id
    with transaction() as session:
        locked = locks.grant(session, grant.id)
        locks.calendars(session, session.scalars(select(Calendar.id).where(of_grant)))
        if session.scalar(select(Configuration.id).where(Configuration.grant_id == grant.id).limit(1)):
            raise NotAllowedNow("grant.has_configurations")
        channel_rows.end_of_grant(session, locked, now=now)
        for calendar in session.scalars(select(Calendar).where(of_grant)).all():
            calendars.refuse_while_used(session, calendar, now=now)
            session.delete(calendar)
        session.flush()
        grant_news.announce(session, locked, GRANT_DELETED, now=now)
        session.delete(locked)


def _by_id(application_id: str, grant_id: str) -> Grant | None:
    return db.session.scalar(
        select(Grant).where(Grant.application_id == application_id, Grant.id == grant_id)
    )


def _of_addresses(application_id: str, addresses: Iterable[str]) -> Select[Grant]:
    """The grants with these addresses, given in lower case, in order: the first of each address is taken."""
    return (
        select(Grant)
        .where(Grant.application_id == application_id, Grant.email.in_(addresses))
        .order_by(case((Grant.status == VALID, 0), else_=1), Grant.created_at, Grant.id)
    )


def _organizer(session: Session, application_id: str, address: str) -> Organizer | None:
    return session.scalar(
        select(Organizer).where(
            Organizer.application_id == application_id, func.lower(Organizer.email) == address
        )
    )
