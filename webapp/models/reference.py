"""Booking references (wire contract section 4): a configuration's id, a booking's id and a salt in an opaque text.

With the guest's reference a booking can be opened, moved and cancelled; with the organizer's it can be confirmed and
declined. The two differ only in their salt, so the organizer's must not appear in any public answer.
"""

import uuid
from dataclasses import dataclass

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
