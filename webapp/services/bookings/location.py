"""Where a booking takes place: as the page says, or as the guest answers where the page asks for it."""

from collections.abc import Mapping

from webapp.models import Booking
from webapp.services.configurations.view import ConfigurationView


def location_of(view: ConfigurationView, answers: Mapping[str, str]) -> str | None:
    """The place of a new booking with these answers. The page's own stands in for an answer that was not given."""
    return _answer(view, answers) or view.event_booking.location


def follow(booking: Booking, view: ConfigurationView, *, answered: Mapping[str, str]) -> None:
    """Let a booking whose answers were changed take place where they say now. `answered`: what they were before.

    With the same answer for the place it stays where it was agreed, even if the page says something else by now.
    """
    if _answer(view, answered) != _answer(view, booking.additional_fields):
        booking.location = location_of(view, booking.additional_fields)


def _answer(view: ConfigurationView, answers: Mapping[str, str]) -> str | None:
    key = view.scheduler.location_key
    return answers.get(key) if key else None
