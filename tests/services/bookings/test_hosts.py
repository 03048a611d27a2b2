"""Whose dashboard lists a booking, and who decides about it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import (
    HOUR,
    JONAS,
    NOW,
    availability,
    grant_of,
    make_booking,
    make_configuration,
    make_organizer,
    make_pending_configuration,
    participant,
)
from webapp.errors import NotAllowedNow, NotFound
from webapp.extensions import db
from webapp.models import Booking, BookingHost, Configuration, Organizer
from webapp.services import bookings
from webapp.services.bookings import hosts, lists
from webapp.services.bookings.commands import (
    DASHBOARD,
    ORGANIZER,
    CancelBooking,
    DecideBooking,
    RescheduleBooking,
)
from webapp.services.calendars import grants

pytestmark = pytest.mark.usefixtures("app")

DECISION = DecideBooking(reason="", actor=ORGANIZER, door=DASHBOARD)


@pytest.fixture
def maya() -> Organizer:
    return make_organizer()


@pytest.fixture
def jonas() -> Organizer:
    return make_organizer(JONAS, name="Jonas Weber")


def shared(
    maya: Organizer, make: Callable[..., Configuration] = make_configuration, **changes: Any
) -> Configuration:
    """A page of Maya's that Jonas hosts with her."""
    both = [participant(), participant(JONAS, organizer=False)]
    return make(grant_of(maya), participants=both, **changes)


def round_robin(maya: Organizer) -> Configuration:
    """A page of Maya's whose bookings Jonas takes."""
    return make_pending_configuration(
        grant_of(maya),
        participants=[participant(JONAS, organizer=False)],
        availability=availability(availability_rules={"availability_method": "max-fairness"}),
    )


def listed(organizer: Organizer, kind: str = "upcoming") -> list[str]:
    return [booking.id for booking in lists.page(organizer, kind=kind, now=NOW).bookings]


def test_a_host_has_the_booking_on_the_dashboard(maya: Organizer, jonas: Organizer) -> None:
    booking = make_booking(shared(maya))

    assert listed(jonas) == listed(maya) == [booking.id]
    assert lists.find(jonas, booking.id).id == booking.id
    assert lists.counts(jonas, now=NOW)["upcoming"].number == 1


def test_somebody_else_has_not(maya: Organizer, jonas: Organizer) -> None:
    booking = make_booking(make_configuration(grant_of(maya)))

    assert listed(jonas) == []
    with pytest.raises(NotFound):
        lists.find(jonas, booking.id)


def test_the_organizer_of_a_page_sees_what_others_host(maya: Organizer, jonas: Organizer) -> None:
    booking = make_booking(round_robin(maya))

    assert listed(maya, "pending") == listed(jonas, "pending") == [booking.id]


def test_a_booking_of_two_grants_of_one_organizer_is_listed_and_counted_once(
    maya: Organizer, jonas: Organizer
) -> None:
    booking = make_booking(shared(maya))
    grants.give(grant_of(jonas), maya, now=NOW)

    assert listed(maya) == [booking.id]
    assert lists.counts(maya, now=NOW)["upcoming"].number == 1


def confirm(booking: Booking) -> None:
    bookings.confirm(booking.id, DECISION, now=NOW)


def decline(booking: Booking) -> None:
    bookings.decline(booking.id, DECISION, now=NOW)


def cancel(booking: Booking) -> None:
    bookings.cancel(booking.id, CancelBooking(reason="", actor=ORGANIZER, door=DASHBOARD), now=NOW)


def move(booking: Booking) -> None:
    command = RescheduleBooking(
        starts_at=booking.starts_at + HOUR, ends_at=booking.ends_at + HOUR, actor=ORGANIZER, door=DASHBOARD
    )
    bookings.reschedule(booking.id, command, now=NOW)


@pytest.mark.parametrize("deed", [confirm, decline, cancel, move])
def test_the_lists_of_all_hosts_follow_the_booking(
    maya: Organizer, jonas: Organizer, deed: Callable[[Booking], None]
) -> None:
    booking = make_booking(shared(maya, make_pending_configuration))

    deed(booking)

    stands = db.session.execute(select(Booking.status, Booking.starts_at, Booking.ends_at)).one()
    rows = db.session.execute(select(BookingHost.status, BookingHost.starts_at, BookingHost.ends_at)).all()
    assert rows == [stands, stands]


def test_the_organizer_of_a_page_decides(maya: Organizer, jonas: Organizer) -> None:
    booking = lists.find(maya, make_booking(round_robin(maya)).id)

    assert hosts.decider(maya).decides(booking)


def test_the_host_of_a_round_robin_decides(maya: Organizer, jonas: Organizer) -> None:
    booking = lists.find(jonas, make_booking(round_robin(maya)).id)

    assert hosts.decider(jonas).decides(booking)


def test_a_host_beside_the_organizer_does_not_decide(maya: Organizer, jonas: Organizer) -> None:
    booking = lists.find(jonas, make_booking(shared(maya)).id)

    with pytest.raises(NotAllowedNow) as refused:
        hosts.decider(jonas).check(booking)

    assert refused.value.code == "booking.decided_by_another"
