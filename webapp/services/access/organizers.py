"""Organizers: those who sign in. Each is created with a grant, and so has a calendar at once."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from webapp.errors import InvalidInput, NotFound
from webapp.extensions import db, transaction
from webapp.lib import text
from webapp.models import Configuration, Grant, Organizer, SignIn
from webapp.providers import builtin
from webapp.services import applications
from webapp.services.access import account_links, sign_ins
from webapp.services.calendars import grants, hours_followed

PASSWORD_AT_LEAST = 8
SHOWN_AT_MOST = 500


@dataclass(frozen=True)
class Profile:
    """An organizer's address in small letters, name without spaces around it, and zone of the IANA database."""

    email: str
    name: str
    timezone: str


@dataclass(frozen=True)
class Removed:
    """What a removed organizer leaves to programs: grants, and the scheduling pages of these grants."""

    grants: int
    pages: int


def by_address(email: str) -> Organizer | None:
    """The organizer with this address, in any case; None when there is none."""
    return db.session.scalar(select(Organizer).where(func.lower(Organizer.email) == email.strip().lower()))


def of_grant(grant: Grant) -> Organizer | None:
    """Whose dashboard shows a grant's pages; None for a grant of programs."""
    return db.session.get(Organizer, grant.organizer_id) if grant.organizer_id else None


def find(email: str) -> Organizer:
    """The organizer with this address. Raises NotFound."""
    organizer = by_address(email)
    if organizer is None:
        raise NotFound("organizer.unknown")
    return organizer


def listing() -> list[Organizer]:
    """All organizers, oldest first."""
    return list(db.session.scalars(select(Organizer).order_by(Organizer.created_at, Organizer.id)))


def of_application(application_id: str) -> list[Organizer]:
    """Everybody with an account, by name; no more than a page shows."""
    theirs = select(Organizer).where(Organizer.application_id == application_id)
    by_name = theirs.order_by(func.lower(Organizer.name), Organizer.id)
    return list(db.session.scalars(by_name.limit(SHOWN_AT_MOST)))


def check_new(email: str, *, name: str, timezone: str) -> Profile:
    """What a new organizer would be called. Raises InvalidInput, also when the address is there already."""
    address = text.email(email, field="email").lower()
    if by_address(address) is not None:
        raise InvalidInput("organizer.there_already", field="email")
    return Profile(
        email=address,
        name=text.clean(name, field="name", at_most=200, required=True),
        timezone=text.zone(timezone, field="timezone"),
    )


def check_password(password: str, *, field: str = "password") -> str:
    """A new password, if it has a length that is allowed. Raises InvalidInput."""
    if len(password) < PASSWORD_AT_LEAST:
        raise InvalidInput("password.too_short", field=field, at_least=PASSWORD_AT_LEAST)
    if len(password) > sign_ins.PASSWORD_AT_MOST:
        raise InvalidInput("text.too_long", field=field, at_most=sign_ins.PASSWORD_AT_MOST)
    return password


def create(
    email: str, *, name: str, timezone: str, password: str, now: int, is_admin: bool = False
) -> Organizer:
    """A new organizer of the default application, with a virtual calendar. Raises InvalidInput.

    Grants with the address that programs made before, and that are nobody's, become theirs.
    """
    profile = check_new(email, name=name, timezone=timezone)
    password_hash = sign_ins.hash_password(check_password(password))
    application = applications.default(now=now)
    with transaction() as session:
        return enter(
            session, application.id, profile, password_hash=password_hash, is_admin=is_admin, now=now
        )


def enter(
    session: Session,
    application_id: str,
    profile: Profile,
    *,
    password_hash: str,
    is_admin: bool,
    now: int,
    language: str = "",
) -> Organizer:
    """The same in a transaction that does more, for a profile and a password that were judged before it."""
    organizer = Organizer(
        application_id=application_id,
        email=profile.email,
        name=profile.name,
        password_hash=password_hash,
        timezone=profile.timezone,
        language=language,
        is_admin=is_admin,
        created_at=now,
    )
    session.add(organizer)
    session.flush()
    session.execute(
        update(Grant)
        .where(
            Grant.application_id == application_id,
            Grant.email == profile.email,
            Grant.organizer_id.is_(None),
        )
        .values(organizer_id=organizer.id, updated_at=now)
    )
    grants.enter(session, application_id, builtin.KIND, {"email": profile.email}, now=now)
    return organizer


def is_anybody_there() -> bool:
    """Whether somebody can sign in."""
    return db.session.scalar(select(Organizer.id).limit(1)) is not None


def is_administered() -> bool:
    """Whether somebody who can sign in is an administrator."""
    can_sign_in = Organizer.is_admin, Organizer.deactivated_at.is_(None)
    return db.session.scalar(select(Organizer.id).where(*can_sign_in).limit(1)) is not None


def make_admin(email: str) -> Organizer:
    """Make an organizer an administrator. Raises NotFound."""
    organizer = find(email)
    with transaction() as session:
        session.execute(update(Organizer).where(Organizer.id == organizer.id).values(is_admin=True))
    return organizer


def reset_password(email: str, password: str, *, now: int) -> Organizer:
    """Give an organizer a new password, and end all sign-ins. Raises NotFound and InvalidInput."""
    organizer = find(email)
    password_hash = sign_ins.hash_password(check_password(password))
    with transaction() as session:
        session.execute(
            update(Organizer).where(Organizer.id == organizer.id).values(password_hash=password_hash)
        )
        account_links.end_password_links(session, organizer)
        sign_ins.revoke_all(session, organizer, now=now)
    return organizer


def remove(email: str, *, now: int) -> Removed:
    """Let somebody sign in no more. Raises NotFound.

    Grants, scheduling pages and bookings stay: they belong to programs now, until somebody is given the grants. Pages
    that follow the working hours have them as their own from now on.
    """
    organizer = find(email)
    theirs = Grant.organizer_id == organizer.id
    with transaction() as session:
        pages = select(func.count()).select_from(Configuration).join(Grant)
        left = Removed(
            grants=session.scalar(select(func.count()).select_from(Grant).where(theirs)) or 0,
            pages=session.scalar(pages.where(theirs, Configuration.deleted_at.is_(None))) or 0,
        )
        hours_followed.write_out(session, organizer.id, now=now)
        session.execute(update(Grant).where(theirs).values(organizer_id=None))
        session.execute(delete(SignIn).where(SignIn.organizer_id == organizer.id))
        session.execute(delete(Organizer).where(Organizer.id == organizer.id))
    return left
