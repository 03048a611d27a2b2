"""Whom the installation lets nobody book for. An organizer decides for themselves."""

from flask import current_app

from webapp.errors import InvalidInput
from webapp.lib.address_lists import is_listed
from webapp.services.bookings.commands import ORGANIZER, BookSlot


def check(command: BookSlot) -> None:
    """Raise InvalidInput when the guest, or somebody whom they bring, is on the list of blocked addresses."""
    listed: tuple[str, ...] = current_app.config["OPENSLOT_BLOCKED_GUESTS"]
    if not listed or command.actor == ORGANIZER:
        return
    if is_listed(command.guest.email, listed):
        raise InvalidInput("guest.blocked", field="guest.email")
    if any(is_listed(person.email, listed) for person in command.additional_guests):
        raise InvalidInput("additional_guests.blocked", field="additional_guests")
