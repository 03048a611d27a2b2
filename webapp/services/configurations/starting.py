"""What a scheduling page begins with when a person makes it: one organizer, everything else as usual."""

import uuid
from typing import Any

from slugify import slugify
from sqlalchemy import or_, select

from webapp.errors import InvalidInput
from webapp.extensions import db
from webapp.lib import signature, text
from webapp.lib.slugs import is_slug
from webapp.models import Configuration, Grant, Organizer
from webapp.services.calendars import grants
from webapp.services.configurations import configurations, counted_calendars, drafts
from webapp.services.configurations.document import LANGUAGES

SLUG_AT_MOST = 50  # leaves room for a number
FALLBACK_SLUG = "meeting"
NUMBERS = 1000


def start(
    organizer: Organizer, *, name: str, minutes: Any, form_token: str | None = None, now: int
) -> Configuration:
    """A new public page in the working hours of an organizer, under a free address made from its name.

    It counts the calendars that the organizer's other pages count. `form_token`: 256 random bits of a form. Sent again
    with the same values, it makes no second page: the first one is returned, unless it was deleted.
    Raises InvalidInput with the path of `name` or of `availability.duration_minutes`.
    """
    grant = grants.find(organizer.application_id, organizer.email)
    named = text.clean(name, field="name", at_most=text.NAME_AT_MOST, required=True)
    page_id = _of_form(form_token, grant.id, named, minutes) if form_token else None
    made_before = db.session.get(Configuration, page_id) if page_id else None
    if made_before is not None:
        if made_before.deleted_at is None:
            return made_before
        page_id = None  # a deleted page keeps its id
    document = _first_document(organizer, named, minutes)
    return _create(grant, document, name=named, page_id=page_id, now=now)


def copy(configuration: Configuration, *, name: str, now: int) -> Configuration:
    """A page with the same settings under another name and address. Its bookings stay with the first one."""
    document = {**drafts.draft_of(configuration.document), "name": name}
    return _create(configuration.grant, document, name=name, now=now)


def free_slug(name: str, *, application_id: str) -> str:
    """An address made from a name, with a number behind it where it is taken or reserved."""
    base = slugify(name, max_length=SLUG_AT_MOST, word_boundary=True)
    if not is_slug(base):  # nothing of the name can stand in an address
        base = FALLBACK_SLUG
    numbered = or_(Configuration.slug == base, Configuration.slug.startswith(f"{base}-", autoescape=True))
    taken = set(
        db.session.scalars(
            select(Configuration.slug).where(Configuration.application_id == application_id, numbered)
        )
    )
    taken |= configurations.reserved_slugs()
    return next(
        slug
        for slug in (base, *(f"{base}-{number}" for number in range(2, len(taken) + NUMBERS)))
        if slug not in taken
    )


def _of_form(form_token: str, grant_id: str, name: str, minutes: Any) -> str:
    """The id that a form makes of what was typed into it: the same for the same."""
    typed = repr((grant_id, name, minutes)).encode()
    return str(uuid.UUID(signature.sign(typed, secret=form_token)[:32], version=4))


def _create(
    grant: Grant, document: dict[str, Any], *, name: str, page_id: str | None = None, now: int
) -> Configuration:
    while True:
        slug = free_slug(name, application_id=grant.application_id)
        try:
            return configurations.create(grant, {**document, "slug": slug}, page_id=page_id, now=now)
        except InvalidInput as problem:
            if problem.code != "slug.taken":  # somebody else was quicker: the next free one is looked for
                raise


def _first_document(organizer: Organizer, name: str, minutes: Any) -> dict[str, Any]:
    usual = counted_calendars.usual(organizer)
    language = organizer.locale if organizer.locale in LANGUAGES else LANGUAGES[0]
    return {
        "name": name,
        "participants": [
            {
                "email": organizer.email,
                "name": organizer.name,
                "is_organizer": True,
                "availability": {"calendar_ids": [*usual.counted]},
                "follows_working_hours": True,
                "booking": {"calendar_id": usual.booking},
            }
        ],
        "availability": {"duration_minutes": minutes},
        "event_booking": {"title": name},
        "scheduler": {"email_template": {"organizer_locale": language}},
    }
