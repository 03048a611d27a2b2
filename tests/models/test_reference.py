"""References to a booking: what they hold, and what is no reference."""

from flask import Flask

from tests.builders import (
    make_booking,
    make_configuration,
)
from webapp.models.reference import guest_reference, unpack


def test_a_reference_holds_both_ids(app: Flask) -> None:
    booking = make_booking(make_configuration())

    parts = unpack(guest_reference(booking))

    assert (parts.configuration_id, parts.booking_id) == (booking.configuration_id, booking.id)
