"""What the database holds of a booking."""

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from tests.builders import make_booking, make_configuration
from webapp.extensions import transaction
from webapp.models import BOOKED, CANCELLED, PENDING, Booking


@pytest.mark.parametrize(("status", "is_live"), [(PENDING, True), (BOOKED, True), (CANCELLED, False)])
def test_a_booking_lives_until_it_is_cancelled(status: str, is_live: bool) -> None:
    assert Booking(status=status).is_live == is_live


def test_the_guest_comes_before_those_they_bring() -> None:
    noor = {"name": "Noor", "email": "noor@example.com"}
    booking = Booking(guest_name="Priya", guest_email="priya@example.com", additional_guests=[noor])

    assert booking.guests == [{"name": "Priya", "email": "priya@example.com"}, noor]
    assert booking.guest_addresses == ["priya@example.com", "noor@example.com"]


MEETING = {"provider": "Jitsi", "url": "https://meet.example.com/1"}


@pytest.mark.parametrize(
    ("location", "meeting", "status", "place"),
    [
        ("Zoom: https://zoom.example.com/1", None, BOOKED, "Zoom: https://zoom.example.com/1"),
        ("Zoom: https://zoom.example.com/1", None, PENDING, "Zoom"),
        ("https://zoom.example.com/1", MEETING, CANCELLED, None),
        ("Room 5", MEETING, BOOKED, "Room 5"),
        (None, MEETING, BOOKED, "https://meet.example.com/1"),
        (None, MEETING, PENDING, None),
        (None, None, BOOKED, None),
    ],
)
def test_links_are_for_those_who_are_booked(
    location: str | None, meeting: dict[str, str] | None, status: str, place: str | None
) -> None:
    booking = Booking(location=location, meeting=meeting, status=status)

    assert (booking.place, booking.meeting_now) == (place, meeting if status == BOOKED else None)


def test_no_booking_ends_before_it_starts(app: Flask) -> None:
    booking = make_booking(make_configuration())

    with pytest.raises(IntegrityError), transaction() as session:
        session.get_one(Booking, booking.id).ends_at = booking.starts_at


@pytest.mark.parametrize(
    ("status", "ending", "before", "meanwhile", "afterwards"),
    [
        ("booked", None, "booked", "booked", "over"),
        ("pending", None, "pending", "expired", "expired"),
        ("cancelled", "declined", "declined", "declined", "declined"),
        ("cancelled", "withdrawn", "withdrawn", "withdrawn", "withdrawn"),
        ("cancelled", "expired", "expired", "expired", "expired"),
        ("cancelled", "cancelled", "cancelled", "cancelled", "cancelled"),
    ],
)
def test_how_a_booking_stands_is_told_apart(
    status: str, ending: str | None, before: str, meanwhile: str, afterwards: str
) -> None:
    booking = Booking(status=status, ending=ending, starts_at=50, ends_at=100)

    assert [booking.standing(now=at) for at in (49, 50, 100)] == [before, meanwhile, afterwards]


@pytest.mark.parametrize(
    ("status", "at", "is_too_late"),
    [("booked", 3600, False), ("booked", 3601, True), ("pending", 3601, False), ("cancelled", 3601, False)],
)
def test_the_notice_binds_what_is_booked(status: str, at: int, is_too_late: bool) -> None:
    assert Booking(status=status, starts_at=7200).is_within_notice(60, now=at) is is_too_late
