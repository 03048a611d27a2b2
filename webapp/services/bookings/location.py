"""Where a booking takes place: as the page says, or as the guest answers where the page asks for it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from webapp.lib.meeting_links import new_room, with_room
from webapp.models import Booking
from webapp.services.configurations.view import ConfigurationView


def location_of(view: ConfigurationView, answers: Mapping[str, str], *, room: str) -> str | None:
    """The place of a new booking with these answers. The page's own stands in for an answer that was not given.

    `room`: the booking's own, for the places that the page leaves for it.
    """
    return _answer(view, answers) or with_room(view.event_booking.location or "", room) or None


def meeting_of(view: ConfigurationView, *, room: str) -> dict[str, Any] | None:
    """The meeting online of a new booking, as it is stored with it. Its link is None when a provider is to make it."""
    meeting = view.event_booking.meeting
    if meeting is None:
        return None
    values = {name: value for name, value in asdict(meeting).items() if name != "grant_id"}
    url = None if meeting.url is None else with_room(meeting.url, room)
    return {**values, "url": url, "phone": list(meeting.phone)}


def follow(booking: Booking, view: ConfigurationView, *, answered: Mapping[str, str]) -> None:
    """Let a booking whose answers were changed take place where they say now. `answered`: what they were before.

    With the same answer for the place it stays where it was agreed, even if the page says something else by now.
    """
    if _answer(view, answered) != _answer(view, booking.additional_fields):
        booking.room = booking.room or new_room()  # the oldest bookings have none
        booking.location = location_of(view, booking.additional_fields, room=booking.room)


def _answer(view: ConfigurationView, answers: Mapping[str, str]) -> str | None:
    key = view.scheduler.location_key
    return answers.get(key) if key else None
