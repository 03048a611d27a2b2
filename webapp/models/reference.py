"""Booking references (wire contract section 4): a configuration's id, a booking's id and a salt in an opaque text.

With the guest's reference a booking can be opened, moved and cancelled; with the organizer's it can be confirmed and
declined. The two differ only in their salt, so the organizer's must not appear in any public answer.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from webapp.lib import base64url
from webapp.models.booking import Booking

SALT_BYTES = 10
_LONGEST = 128


@dataclass(frozen=True, slots=True)
class Reference:
    configuration_id: str
    booking_id: str
    salt: str


def guest_reference(booking: Booking) -> str:
    return pack(booking.configuration_id, booking.id, booking.guest_salt)


def organizer_reference(booking: Booking) -> str:
    return pack(booking.configuration_id, booking.id, booking.organizer_salt)


def pack(configuration_id: str, booking_id: str, salt: str) -> str:
    """base64url, unpadded, of both ids as 16 bytes each and the salt's bytes."""
    return base64url.encode(
        uuid.UUID(configuration_id).bytes + uuid.UUID(booking_id).bytes + base64url.decode(salt)
    )


def unpack(text: str) -> Reference:
    """The three parts of a reference. Raises ValueError for a text that is no reference."""
    if len(text) > _LONGEST:
        raise ValueError("too long for a booking reference")
    raw = base64url.decode(text)
    if len(raw) <= 32:
        raise ValueError("too short for a booking reference")
    return Reference(
        str(uuid.UUID(bytes=raw[:16])), str(uuid.UUID(bytes=raw[16:32])), base64url.encode(raw[32:])
    )


# Whoever reads a stored payload must not be able to open the booking, so places stand there instead of references.
GUEST_PLACE, ORGANIZER_PLACE = ":guest_reference", ":organizer_reference"
# Only these keys hold references, in these parts of a payload: a guest's text is never filled in.
_PARTS = frozenset({"links", "object", "booking_info"})
_KEYS = frozenset(
    {
        *("booking_url", "rescheduling_url", "cancellation_url", "confirmation_url"),
        *("booking_ref", "event_html_link", "host_confirmation_url"),
        *("participant_rescheduling_url", "participant_cancellation_url"),
    }
)


def without_references(payload: dict[str, Any], booking: Booking) -> dict[str, Any]:
    """The payload of a mail or webhook as it is stored."""
    return _replaced(
        payload,
        {guest_reference(booking): GUEST_PLACE, organizer_reference(booking): ORGANIZER_PLACE},
    )


def with_references(payload: dict[str, Any], booking: Booking) -> dict[str, Any]:
    """The payload of a mail or webhook as it is sent."""
    return _replaced(
        payload,
        {GUEST_PLACE: guest_reference(booking), ORGANIZER_PLACE: organizer_reference(booking)},
    )


def _replaced(payload: dict[str, Any], places: dict[str, str]) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    for key, value in payload.items():
        if key in _PARTS and isinstance(value, dict):
            changed[key] = _replaced(value, places)
        elif key in _KEYS and isinstance(value, str):
            for old, new in places.items():
                value = value.replace(old, new)
            changed[key] = value
        else:
            changed[key] = value
    return changed
