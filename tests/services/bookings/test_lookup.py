"""A booking is found by its id, or by a reference that is a key."""

import pytest
from flask import Flask

from tests.builders import (
    make_booking,
    make_configuration,
    make_grant,
    make_pending_configuration,
)
from webapp.errors import NotFound
from webapp.lib import signature
from webapp.models.reference import guest_reference, organizer_reference
from webapp.services import bookings


def test_a_reference_opens_the_booking_for_its_own_role_only(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    assert bookings.by_reference(guest_reference(booking), role="guest").id == booking.id
    assert bookings.by_reference(organizer_reference(booking), role="organizer").id == booking.id
    with pytest.raises(NotFound):
        bookings.by_reference(guest_reference(booking), role="organizer")


@pytest.mark.parametrize("reference", ["", "abc", "ä" * 60, "A" * 200, "A" * 56, "../../etc"])
def test_a_senseless_reference_finds_nothing(app: Flask, reference: str) -> None:
    with pytest.raises(NotFound):
        bookings.by_reference(reference, role="guest")


def test_a_booking_is_found_by_the_form_it_was_made_with_on_its_own_page_only(app: Flask) -> None:
    grant = make_grant()
    page, other = make_configuration(grant), make_pending_configuration(grant)
    token = signature.new_token()
    booking = make_booking(page, form_token=token)

    found = [bookings.of_form(page, token), bookings.of_form(other, token), bookings.of_form(page, None)]

    assert [one and one.id for one in found] == [booking.id, None, None]
