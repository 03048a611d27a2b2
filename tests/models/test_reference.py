"""References to a booking: what they hold, and what is no reference."""

import uuid

import pytest
from flask import Flask

from tests.builders import make_booking, make_configuration, make_pending_configuration
from webapp.models import new_id
from webapp.models.reference import guest_reference, organizer_reference, pack, unpack

SALT = "AAECAwQFBgcICQ"


def test_a_reference_holds_both_ids(app: Flask) -> None:
    booking = make_booking(make_configuration())

    parts = unpack(guest_reference(booking))

    assert (parts.configuration_id, parts.booking_id) == (booking.configuration_id, booking.id)


def test_the_two_references_of_a_booking_differ_by_their_salt_alone(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    guests, organizers = unpack(guest_reference(booking)), unpack(organizer_reference(booking))

    assert guests.booking_id == organizers.booking_id
    assert (guests.salt, organizers.salt) == (booking.guest_salt, booking.organizer_salt)
    assert guests.salt != organizers.salt


def test_a_reference_in_base64_is_refused() -> None:
    reference = pack(str(uuid.UUID(int=2**128 - 1)), str(uuid.UUID(int=2**128 - 1)), SALT)

    with pytest.raises(ValueError, match="not base64url"):
        unpack(reference.replace("_", "/"))


def test_what_was_packed_is_unpacked() -> None:
    configuration_id, booking_id = new_id(), new_id()

    parts = unpack(pack(configuration_id, booking_id, SALT))

    assert (parts.configuration_id, parts.booking_id, parts.salt) == (configuration_id, booking_id, SALT)


def test_a_reference_needs_no_escape_in_an_address() -> None:
    reference = pack(str(uuid.UUID(int=2**128 - 1)), str(uuid.UUID(int=0)), SALT)

    assert all(letter.isalnum() or letter in "-_" for letter in reference)


@pytest.mark.parametrize("text", ["", "abc", "A" * 42, "A" * 129, "ä" * 60, "A" * 57, "A" * 59 + "!"])
def test_what_is_no_reference_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # whatever is wrong, it is no reference
        unpack(text)
