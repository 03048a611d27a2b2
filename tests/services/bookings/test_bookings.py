from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    MAYA,
    MINUTE,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    book_slot,
    make_booking,
    make_configuration,
    make_grant,
    make_pending_configuration,
    participant,
    primary_calendar,
    reread,
)
from webapp.errors import InvalidInput, NotAllowedNow, NotFound, TimeslotUnavailable
from webapp.extensions import db
from webapp.models import Booking, BookingChange, BusySpan, Configuration, Event, Model, OutboxEntry
from webapp.models.reference import guest_reference, organizer_reference, unpack
from webapp.services import bookings
from webapp.services.bookings.commands import CancelBooking, DecideBooking, Person, RescheduleBooking
from webapp.services.calendars import calendars
from webapp.services.configurations import configurations

ORGANIZER_SAYS = DecideBooking(actor="organizer", door="dashboard")


def move_to(starts_at: int, *, actor: str = "guest", minutes: int = 30) -> RescheduleBooking:
    return RescheduleBooking(
        starts_at=starts_at, ends_at=starts_at + minutes * MINUTE, actor=actor, door="page"
    )


def cancelling(reason: str = "Ill", *, actor: str = "guest") -> CancelBooking:
    return CancelBooking(reason=reason, actor=actor, door="page")


def count(model: type[Model]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def promised() -> list[str]:
    return list(db.session.scalars(select(OutboxEntry.name).order_by(OutboxEntry.id)))


def spans() -> list[tuple[int, int, bool]]:
    rows = db.session.execute(
        select(BusySpan.starts_at, BusySpan.ends_at, BusySpan.exclusive).order_by(BusySpan.id)
    )
    return [(starts_at, ends_at, exclusive) for starts_at, ends_at, exclusive in rows]


def test_an_instant_booking_is_booked_at_once(app: Flask) -> None:
    booking = make_booking(make_configuration())

    assert (booking.status, booking.title) == ("booked", "Intro call")
    assert spans() == [(TOMORROW_AT_TEN, TOMORROW_AT_TEN + 30 * MINUTE, True)]


def test_an_instant_booking_writes_one_event_into_the_organizers_calendar(app: Flask) -> None:
    grant = make_grant()

    booking = make_booking(make_configuration(grant))

    event = db.session.scalars(select(Event)).one()
    assert (event.id, event.calendar_id) == (booking.event_id, primary_calendar(grant).id)
    assert (event.title, event.status, event.pending, event.ical_uid) == (
        "Intro call",
        "confirmed",
        False,
        booking.ical_uid,
    )


def test_a_booking_promises_mails_to_guest_and_organizer(app: Flask) -> None:
    make_booking(make_configuration())

    assert promised() == ["guest_booked", "organizer_booked"]


def test_a_pending_booking_holds_the_slot_with_a_placeholder(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    event = db.session.scalars(select(Event)).one()
    assert (booking.status, event.title, event.pending) == ("pending", "[PENDING] Consultation", True)
    assert spans() == [(TOMORROW_AT_TEN, TOMORROW_AT_TEN + 30 * MINUTE, True)]
    assert promised() == ["guest_requested", "organizer_requested"]


def test_the_organizers_reference_is_in_the_organizers_mail_alone(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    mails = {entry.name: str(entry.payload) for entry in db.session.scalars(select(OutboxEntry))}
    assert organizer_reference(booking) in mails["organizer_requested"]
    assert organizer_reference(booking) not in mails["guest_requested"]


def test_confirming_turns_the_placeholder_into_the_event(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    confirmed = bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW)

    event = db.session.scalars(select(Event)).one()
    assert (confirmed.status, event.title, event.status, event.pending) == (
        "booked",
        "Consultation",
        "confirmed",
        False,
    )
    assert promised()[2:] == ["guest_confirmed", "organizer_booked"]


def test_confirming_enters_the_event_for_every_participant(app: Flask) -> None:
    make_grant(JONAS)
    page = make_pending_configuration(
        participants=[participant(), participant(JONAS, name="Jonas", organizer=False)]
    )
    booking = make_booking(page)

    bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW)

    assert count(Event) == 2
    assert set(db.session.scalars(select(Event.ical_uid))) == {booking.ical_uid}


def test_declining_frees_the_slot_and_tells_the_guest(app: Flask) -> None:
    page = make_pending_configuration()
    booking = make_booking(page)

    declined = bookings.decline(
        booking.id, DecideBooking(actor="organizer", door="mail", reason="On leave"), now=NOW
    )

    assert (declined.status, declined.cancellation_reason) == ("cancelled", "On leave")
    assert promised()[2:] == ["guest_declined"]
    assert make_booking(page).status == "pending"


@pytest.mark.parametrize("decide", [bookings.confirm, bookings.decline])
def test_a_decision_is_made_once(app: Flask, decide: Any) -> None:
    booking = make_booking(make_pending_configuration())
    bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW)

    with pytest.raises(NotAllowedNow, match=r"^booking\.confirmed_already$"):
        decide(booking.id, ORGANIZER_SAYS, now=NOW)


def test_a_request_whose_time_has_passed_cannot_be_confirmed(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    with pytest.raises(NotAllowedNow, match=r"^booking\.time_passed$"):
        bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW + 3 * DAY)


def test_a_taken_slot_is_refused(app: Flask) -> None:
    page = make_configuration()
    make_booking(page)

    with pytest.raises(TimeslotUnavailable, match=r"^timeslot\.unavailable"):
        make_booking(page)


def test_a_refused_booking_leaves_nothing_behind(app: Flask) -> None:
    page = make_configuration()

    with pytest.raises(TimeslotUnavailable):
        make_booking(page, TOMORROW_AT_TEN + 7 * MINUTE)

    assert [count(model) for model in (Booking, BookingChange, Event, BusySpan, OutboxEntry)] == [0] * 5


def test_a_slot_of_another_length_is_refused(app: Flask) -> None:
    page = make_configuration()

    with pytest.raises(TimeslotUnavailable):
        make_booking(page, minutes=45)


def test_two_pages_that_share_a_calendar_cannot_overlap(app: Flask) -> None:
    grant = make_grant()
    make_booking(make_configuration(grant))
    other = make_configuration(grant, slug="other")

    with pytest.raises(TimeslotUnavailable):
        make_booking(other)


def test_a_booking_calendar_outside_of_calendar_ids_is_judged_too(app: Flask) -> None:
    grant = make_grant()
    private = calendars.create(grant, {"name": "Bookings"}, now=NOW)
    page = make_configuration(grant, participants=[participant(booking={"calendar_id": private.id})])
    make_booking(page)

    with pytest.raises(TimeslotUnavailable):
        make_booking(page)


def test_a_collective_booking_makes_every_participant_busy(app: Flask) -> None:
    jonas = make_grant(JONAS)
    together = make_configuration(
        participants=[participant(), participant(JONAS, name="Jonas", organizer=False)]
    )
    alone = make_configuration(jonas, slug="jonas", participants=[participant(JONAS, name="Jonas")])
    make_booking(together)

    with pytest.raises(TimeslotUnavailable):
        make_booking(alone)


def test_rescheduling_moves_the_booking_and_keeps_its_id_and_status(app: Flask) -> None:
    booking = make_booking(make_configuration())
    later = TOMORROW_AT_TEN + 2 * HOUR

    moved = bookings.reschedule(booking.id, move_to(later), now=NOW)

    assert (moved.id, moved.status, moved.starts_at, moved.sequence) == (booking.id, "booked", later, 1)
    assert spans() == [(later, later + 30 * MINUTE, True)]
    assert db.session.scalars(select(Event.starts_at)).one() == later


def test_rescheduling_onto_its_own_time_is_free(app: Flask) -> None:
    booking = make_booking(make_configuration(availability={"duration_minutes": 30, "interval_minutes": 15}))

    moved = bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + 15 * MINUTE), now=NOW)

    assert moved.starts_at == TOMORROW_AT_TEN + 15 * MINUTE


def test_rescheduling_onto_another_booking_is_refused_and_changes_nothing(app: Flask) -> None:
    page = make_configuration()
    booking = make_booking(page)
    make_booking(page, TOMORROW_AT_TEN + HOUR)

    with pytest.raises(TimeslotUnavailable):
        bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + HOUR), now=NOW)

    assert reread(booking).starts_at == TOMORROW_AT_TEN


def test_cancelling_frees_the_slot_and_keeps_the_event_as_cancelled(app: Flask) -> None:
    page = make_configuration()
    booking = make_booking(page)

    bookings.cancel(booking.id, cancelling("Ill"), now=NOW)

    assert (reread(booking).status, reread(booking).cancellation_reason) == ("cancelled", "Ill")
    assert (count(BusySpan), db.session.scalars(select(Event.status)).one()) == (0, "cancelled")
    assert make_booking(page).status == "booked"


def test_a_second_cancel_is_refused(app: Flask) -> None:
    booking = make_booking(make_configuration())
    bookings.cancel(booking.id, cancelling(), now=NOW)

    with pytest.raises(NotAllowedNow, match=r"^booking\.cancelled_already$"):
        bookings.cancel(booking.id, cancelling(), now=NOW)


def test_a_guest_may_withdraw_a_request_and_the_organizer_hears_of_it(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert promised()[2:] == ["guest_cancelled", "organizer_withdrawn"]


@pytest.mark.parametrize("change", ["cancel", "reschedule"])
def test_the_notice_limit_binds_guests(app: Flask, change: str) -> None:
    page = make_configuration(scheduler={"min_booking_notice": 0, "min_cancellation_notice": 1440})
    booking = make_booking(page, NOW + 2 * DAY)
    too_late = NOW + DAY + MINUTE
    command = cancelling() if change == "cancel" else move_to(NOW + 3 * DAY)

    with pytest.raises(NotAllowedNow, match=rf"^booking\.too_late_to_{change} minutes=1440$"):
        getattr(bookings, change)(booking.id, command, now=too_late)


def test_the_notice_limit_does_not_bind_the_organizer(app: Flask) -> None:
    page = make_configuration(scheduler={"min_booking_notice": 0, "min_cancellation_notice": 1440})
    booking = make_booking(page, NOW + 2 * DAY)

    cancelled = bookings.cancel(booking.id, cancelling(actor="organizer"), now=NOW + 2 * DAY - MINUTE)

    assert cancelled.status == "cancelled"


def test_every_change_is_written_down_with_who_and_why(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())
    bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW + 1)
    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + HOUR), now=NOW + 2)
    bookings.cancel(booking.id, cancelling("Ill"), now=NOW + 3)

    rows = db.session.scalars(select(BookingChange).order_by(BookingChange.id)).all()
    assert [(row.kind, row.from_status, row.to_status, row.actor, row.door, row.reason) for row in rows] == [
        ("requested", None, "pending", "guest", "page", None),
        ("confirmed", "pending", "booked", "organizer", "dashboard", None),
        ("rescheduled", "booked", "booked", "guest", "page", None),
        ("cancelled", "booked", "cancelled", "guest", "page", "Ill"),
    ]


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


def test_a_reference_holds_both_ids(app: Flask) -> None:
    booking = make_booking(make_configuration())

    parts = unpack(guest_reference(booking))

    assert (parts.configuration_id, parts.booking_id) == (booking.configuration_id, booking.id)


def test_the_wall_time_is_kept_beside_the_instant(app: Flask) -> None:
    page = make_configuration(event_booking={"title": "Intro call", "timezone": "Asia/Kolkata"})

    booking = make_booking(page)

    assert (booking.wall_start, booking.organizer_timezone) == ("2027-01-05T15:30", "Asia/Kolkata")


def test_a_round_robin_books_one_host_and_then_the_other(app: Flask) -> None:
    make_grant(JONAS)
    rules = {"availability_method": "max-availability", "default_open_hours": []}
    page = make_configuration(
        participants=[participant(organizer=False), participant(JONAS, name="Jonas", organizer=False)],
        availability={"duration_minutes": 30, "availability_rules": rules},
    )

    hosts = [make_booking(page).organizer_email, make_booking(page).organizer_email]

    assert hosts == [MAYA, JONAS]
    with pytest.raises(TimeslotUnavailable):
        make_booking(page)


def test_a_round_robin_keeps_its_host_when_rescheduled(app: Flask) -> None:
    make_grant(JONAS)
    page = make_configuration(
        participants=[participant(organizer=False), participant(JONAS, name="Jonas", organizer=False)],
        availability={
            "duration_minutes": 30,
            "availability_rules": {"availability_method": "max-availability"},
        },
    )
    booking = make_booking(page, participants=(JONAS,))

    moved = bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + HOUR), now=NOW)

    assert (moved.organizer_email, moved.participants) == (JONAS, [JONAS])


def test_a_stranger_cannot_be_asked_for_as_participant(app: Flask) -> None:
    page = make_configuration()

    with pytest.raises(InvalidInput) as refused:
        make_booking(page, participants=("stranger@example.com",))

    assert refused.value.field == "participants[0].email"


def test_an_additional_guest_who_is_struck_off_is_told(app: Flask) -> None:
    friend = Person(name="Tom", email="tom@example.com")
    booking = make_booking(make_configuration(), additional_guests=(friend,))
    later = TOMORROW_AT_TEN + HOUR
    command = RescheduleBooking(
        starts_at=later, ends_at=later + 30 * MINUTE, actor="guest", door="page", additional_guests=()
    )

    bookings.reschedule(booking.id, command, now=NOW)

    to_tom = (
        select(OutboxEntry.name).where(OutboxEntry.destination == "tom@example.com").order_by(OutboxEntry.id)
    )
    assert list(db.session.scalars(to_tom)) == ["guest_booked", "guest_cancelled"]


def test_silent_pages_send_no_mail(app: Flask) -> None:
    page = make_configuration(event_booking={"title": "Intro call", "disable_emails": True})

    make_booking(page)

    assert promised() == []


def test_a_deleted_page_takes_no_bookings_and_keeps_those_it_has(app: Flask) -> None:
    page = make_configuration()
    booking = make_booking(page)
    configurations.destroy(page, now=NOW)

    with pytest.raises(NotAllowedNow):
        make_booking(page, TOMORROW_AT_TEN + HOUR)
    assert bookings.cancel(booking.id, cancelling(), now=NOW).status == "cancelled"
    assert reread(page).deleted_at == NOW


@pytest.mark.parametrize("decide", [bookings.confirm, bookings.decline])
def test_an_organizer_who_left_the_page_is_still_told(app: Flask, decide: Any) -> None:
    make_grant(JONAS)
    page = make_pending_configuration()
    booking = make_booking(page)
    configurations.update(page, {"participants": [participant(JONAS, name="Jonas")]}, now=NOW)

    decide(booking.id, ORGANIZER_SAYS, now=NOW)

    told = set(db.session.scalars(select(OutboxEntry.destination)))
    assert told == {PRIYA, MAYA}


def test_a_request_can_be_moved_and_withdrawn_after_its_organizer_left_the_page(app: Flask) -> None:
    make_grant(JONAS)
    page = make_pending_configuration()
    booking = make_booking(page)
    configurations.update(page, {"participants": [participant(JONAS, name="Jonas")]}, now=NOW)

    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + HOUR), now=NOW)
    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert promised()[2:] == [
        "guest_rescheduled",
        "organizer_rescheduled",
        "guest_cancelled",
        "organizer_withdrawn",
    ]


def test_an_unbooked_page_is_gone_when_deleted(app: Flask) -> None:
    page = make_configuration()

    configurations.destroy(page, now=NOW)

    assert count(Configuration) == 0


def test_the_guests_own_time_zone_is_kept(app: Flask) -> None:
    booking = make_booking(make_configuration())

    guest_mail = db.session.scalars(select(OutboxEntry).where(OutboxEntry.destination == PRIYA)).one()
    assert booking.guest_timezone == guest_mail.payload["timezone"] == "Asia/Kolkata"


def test_book_slot_counts_the_questions_of_the_page(app: Flask) -> None:
    question = {"label": "Company", "type": "text", "required": True}
    page = make_configuration(scheduler={"min_booking_notice": 0, "additional_fields": {"company": question}})

    with pytest.raises(InvalidInput) as refused:
        bookings.book(page, book_slot(), now=NOW)

    assert (refused.value.field, refused.value.code) == ("additional_fields.company", "answer.missing")
    assert refused.value.values == {"label": "Company"}
