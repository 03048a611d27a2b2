"""Whose calendars a program with the access token of one grant may put into a page: those of this grant.

A page that has others keeps them: the editor sends the whole document back (wire contract section 12).
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from webapp.errors import InvalidInput
from webapp.extensions import db
from webapp.models import Calendar, Configuration, Grant
from webapp.models.calendar import PRIMARY


def check(document: dict[str, Any], grant: Grant, *, changed: Configuration | None = None) -> None:
    """Refuse a raw document that adds calendars of another grant. Raises InvalidInput with the field's path.

    `changed`: the page that is to be changed. Whether the document makes sense is judged afterwards.
    """
    stored = list(_named(changed.document)) if changed else []
    people = {grant.email, *(email for _, email, _ in stored)}
    own = db.session.scalars(select(Calendar.id).where(Calendar.grant_id == grant.id))
    calendars = {PRIMARY, grant.email, *own, *(name for _, _, names in stored for name in names)}
    for place, email, names in _named(document):
        if email not in people or not names <= calendars:
            raise InvalidInput("participant.of_another", field=f"participants[{place}]")


def _named(document: dict[str, Any]) -> Iterator[tuple[int, str, set[str]]]:
    """Place and address of each participant with calendars, and how these are named."""
    participants = document.get("participants")
    for place, entry in enumerate(participants if isinstance(participants, list) else ()):
        if isinstance(entry, dict) and (entry.get("availability") or entry.get("booking")):
            yield place, _name(entry.get("email")), set(_calendars(entry))


def _calendars(entry: dict[str, Any]) -> Iterator[str]:
    availability, booking = entry.get("availability"), entry.get("booking")
    ids = availability.get("calendar_ids") if isinstance(availability, dict) else None
    yield from map(_name, ids if isinstance(ids, list) else ())
    if isinstance(booking, dict) and booking.get("calendar_id"):
        yield _name(booking["calendar_id"])


def _name(value: Any) -> str:
    return str(value).strip().lower()
