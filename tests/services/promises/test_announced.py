"""What a change means, before anybody is told."""

import pytest

from tests.builders import HOUR, NOW, TOMORROW_AT_TEN
from webapp.models import Booking, BookingChange, Configuration
from webapp.services.promises.announced import Announced, Difference


def announced(
    kind: str, *, status: str, from_status: str | None, from_starts_at: int | None = None
) -> Announced:
    return Announced(
        booking=Booking(status=status, starts_at=TOMORROW_AT_TEN, ends_at=TOMORROW_AT_TEN + HOUR),
        configuration=Configuration(),
        change=BookingChange(
            kind=kind, from_status=from_status, from_starts_at=from_starts_at, changed_at=NOW
        ),
        attending=[],
        may_move=True,
        may_cancel=True,
    )


@pytest.mark.parametrize(
    ("kind", "status", "from_status", "expected"),
    [
        ("requested", "pending", None, False),
        ("booked", "booked", None, True),
        ("confirmed", "booked", "pending", True),
        ("declined", "cancelled", "pending", False),
        ("cancelled", "cancelled", "pending", False),
        ("cancelled", "cancelled", "booked", True),
        ("rescheduled", "pending", "pending", False),
        ("rescheduled", "booked", "booked", True),
    ],
)
def test_only_what_was_confirmed_stands_in_calendars(
    kind: str, status: str, from_status: str | None, expected: bool
) -> None:
    assert announced(kind, status=status, from_status=from_status).is_invitation is expected


def test_the_old_time_has_the_length_of_the_new() -> None:
    moved = announced("rescheduled", status="booked", from_status="booked", from_starts_at=NOW)

    assert (moved.old_starts_at, moved.old_ends_at) == (NOW, NOW + HOUR)


def test_a_new_booking_had_no_other_time() -> None:
    assert announced("booked", status="booked", from_status=None).old_starts_at == TOMORROW_AT_TEN


def test_a_difference_is_one_that_somebody_sees() -> None:
    assert Difference(people=True)
    assert Difference(answers=True)
    assert not Difference()
