"""The public pages of one organizer, listed under a name that they chose: `/people/<name>`.

Listed is what everybody may open and book: a page with an address that is neither paused nor by invitation.
"""

from dataclasses import dataclass

from sqlalchemy import select

from webapp.errors import NotFound
from webapp.extensions import db
from webapp.lib.slugs import is_slug
from webapp.models import Configuration, Grant, Organizer
from webapp.services import applications
from webapp.services.configurations.view import view_of

LISTED_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """A page as the list shows it. `minutes`: how long a slot lasts, each length where there are several."""

    slug: str
    name: str
    description: str | None
    minutes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """What an organizer says about themselves, and their pages, by name. Empty and None for what was not filled in."""

    name: str
    title: str
    about: str
    photo_id: str | None
    pages: tuple[Listed, ...]


def find(public_name: str) -> ProfilePage:
    """The list under this name. Raises NotFound, also while nothing is on it. Two queries."""
    application_id = applications.default_id()
    if application_id is None or not is_slug(public_name):
        raise NotFound("profile.unknown")
    named = Organizer.application_id == application_id, Organizer.public_name == public_name
    organizer = db.session.scalar(select(Organizer).where(*named, Organizer.deactivated_at.is_(None)))
    pages = _pages(organizer.id) if organizer else ()
    if organizer is None or not pages:
        raise NotFound("profile.unknown")
    return ProfilePage(organizer.name, organizer.title, organizer.about, organizer.photo_id, pages)


def _pages(organizer_id: str) -> tuple[Listed, ...]:
    theirs = (
        select(Configuration)
        .join(Grant)
        .where(
            Grant.organizer_id == organizer_id,
            Configuration.deleted_at.is_(None),
            Configuration.slug.is_not(None),
            Configuration.requires_session_auth.is_(False),
        )
        .order_by(Configuration.created_at, Configuration.id)
        .limit(LISTED_AT_MOST)
    )
    listed = [_listed(page) for page in db.session.scalars(theirs) if not view_of(page).is_paused]
    return tuple(sorted(listed, key=lambda page: page.name.casefold()))


def _listed(page: Configuration) -> Listed:
    view = view_of(page)
    return Listed(page.slug or "", page.name, view.event_booking.description, view.availability.lengths)
