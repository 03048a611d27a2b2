"""What organizers say about themselves, and how they read."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.errors import InvalidInput
from webapp.extensions import db, repeat_on_deadlock, transaction
from webapp.lib import pictures, slugs, text
from webapp.models import Grant, Organizer
from webapp.services import images, locks
from webapp.services.calendars import absences, hours_followed, meant

TITLE_AT_MOST = 100
ABOUT_AT_MOST = 1000
LANGUAGE_AT_MOST = 10
HOUR_CYCLES = ("", "12", "24")
DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """As the columns of an organizer: `language` a locale, `first_day` 0 for Monday, empty and None for the usual.

    `public_name`: empty for no list of public pages.
    """

    name: str
    timezone: str
    title: str = ""
    about: str = ""
    public_name: str = ""
    language: str = ""
    hour_cycle: str = ""
    first_day: int | None = None


@dataclass(frozen=True, slots=True)
class PublicProfile:
    """What guests see of an organizer. Empty and None for what was not filled in."""

    title: str = ""
    about: str = ""
    photo_id: str | None = None


def public_profile(email: str, *, application_id: str) -> PublicProfile:
    """What the organizer who has a grant with this address says about themselves; nothing when there is none."""
    query = (
        select(Organizer.title, Organizer.about, Organizer.photo_id)
        .join(Grant, Grant.organizer_id == Organizer.id)
        .where(Grant.application_id == application_id, Grant.email == email.lower(), meant.is_meant())
        .order_by(Grant.created_at, Grant.id)
    )
    found = db.session.execute(query.limit(1)).one_or_none()
    return PublicProfile(*found) if found else PublicProfile()


@repeat_on_deadlock
def update_profile(
    organizer: Organizer,
    profile: Profile,
    *,
    photo: bytes | None = None,
    removes_photo: bool = False,
    now: int,
) -> None:
    """Store a profile. `photo`: a picture as it was sent; without one the photo stays, unless it `removes_photo`.

    Raises InvalidInput with the field's name; then nothing is changed.
    """
    values = _judged(profile)
    picture = None if photo is None else pictures.encoded(photo, kind=pictures.PHOTO, field="photo")
    with transaction() as session:
        _check_public_name(session, organizer, values["public_name"])
        hours_followed.lock_of(session, organizer.id)
        if picture is not None:
            values["photo_id"] = images.store(session, picture, now=now)
        elif removes_photo:
            values["photo_id"] = None
        theirs = update(Organizer).where(Organizer.id == organizer.id)
        # The working hours are in this zone: whoever has them open must see that they have changed.
        moved = theirs.where(Organizer.timezone != profile.timezone)
        session.execute(moved.values(working_hours_revision=Organizer.working_hours_revision + 1))
        session.execute(theirs.values(**values))
        absences.follow_zone(session, organizer.id, zone=profile.timezone)
        hours_followed.spread(session, organizer.id, now=now)


def _public_name(typed: str) -> str | None:
    name = text.clean(typed, field="public_name", at_most=slugs.AT_MOST)
    if name and not slugs.is_slug(name):
        raise InvalidInput("slug.malformed", field="public_name")
    return name or None


def _check_public_name(session: Session, organizer: Organizer, name: object) -> None:
    """Raises InvalidInput for a name that somebody else has. The database refuses it, too."""
    if name is None:
        return
    locks.application(session, organizer.application_id)
    same = Organizer.application_id == organizer.application_id, Organizer.public_name == name
    if session.scalar(select(Organizer.id).where(*same, Organizer.id != organizer.id)) is not None:
        raise InvalidInput("profile.name_taken", field="public_name")


def _judged(profile: Profile) -> dict[str, object]:
    if profile.hour_cycle not in HOUR_CYCLES:
        raise InvalidInput("choice.unknown", field="hour_cycle", choices=list(HOUR_CYCLES))
    if profile.first_day is not None and profile.first_day not in range(DAYS_OF_WEEK):
        raise InvalidInput("number.out_of_range", field="first_day", at_least=0, at_most=DAYS_OF_WEEK - 1)
    return {
        "name": text.clean(profile.name, field="name", at_most=text.NAME_AT_MOST, required=True),
        "title": text.clean(profile.title, field="title", at_most=TITLE_AT_MOST),
        "about": text.clean(profile.about, field="about", at_most=ABOUT_AT_MOST, lines=True),
        "public_name": _public_name(profile.public_name),
        "timezone": text.zone(profile.timezone, field="timezone"),
        "language": text.clean(profile.language, field="language", at_most=LANGUAGE_AT_MOST),
        "hour_cycle": profile.hour_cycle,
        "first_day": profile.first_day,
    }
