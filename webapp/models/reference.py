"""Booking references (wire contract section 4): a configuration's id, a booking's id and a salt in an opaque text.

Whoever holds the guest's reference may open, reschedule and cancel; whoever holds the organizer's may confirm and
decline. The two differ by their salt alone, so the organizer's must stay out of every public answer.
"""

import base64
import binascii
import uuid
from dataclasses import dataclass

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
    return _encoded(uuid.UUID(configuration_id).bytes + uuid.UUID(booking_id).bytes + _decoded(salt))


def unpack(text: str) -> Reference:
    """The three parts of a reference. Raises ValueError for a text that is no reference."""
    if len(text) > _LONGEST:
        raise ValueError("too long for a booking reference")
    raw = _decoded(text)
    if len(raw) <= 32:
        raise ValueError("too short for a booking reference")
    return Reference(str(uuid.UUID(bytes=raw[:16])), str(uuid.UUID(bytes=raw[16:32])), _encoded(raw[32:]))


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as problem:
        raise ValueError("not base64url") from problem
