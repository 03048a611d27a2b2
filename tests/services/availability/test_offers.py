import pytest
from flask import Flask

from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    MINUTE,
    NOW,
    TOMORROW_AT_TEN,
    availability,
    make_booking,
    make_configuration,
    make_grant,
    make_span,
    participant,
    primary_calendar,
)
from tests.queries import statements
from webapp.errors import InvalidInput
from webapp.extensions import db, transaction
from webapp.models import Booking, Configuration
from webapp.services import bookings
from webapp.services.availability import offers
from webapp.services.bookings.commands import CancelBooking, RescheduleBooking
from webapp.services.calendars import calendars
from webapp.services.configurations import configurations


def starts_of_the_week(page: Configuration, *, moving: Booking | None = None) -> list[int]:
    """What is offered from now on for seven days."""
    return offers.offered(page, start=NOW, end=NOW + 7 * DAY, now=NOW, moving=moving).starts


def test_every_slot_offered_in_a_week_is_accepted(sqlite_app: Flask) -> None:
    hours = [{"days": [1, 2, 3], "start": "09:00", "end": "12:00", "timezone": "Europe/Stockholm"}]
    page = make_configuration(availability=availability(rules={"default_open_hours": hours}))
    starts = starts_of_the_week(page)

    booked = [make_booking(page, start) for start in starts]

    assert len(booked) == len(starts) == 18
    assert starts_of_the_week(page) == []


def test_any_cut_of_the_window_gives_the_same_slots(app: Flask) -> None:
    page = make_configuration()
    make_booking(page)
    whole = starts_of_the_week(page)

    for cut in range(NOW, NOW + 7 * DAY, 7 * HOUR + 11 * MINUTE):
        before = offers.offered(page, start=NOW, end=cut, now=NOW).starts
        after = offers.offered(page, start=cut, end=NOW + 7 * DAY, now=NOW).starts
        assert before + after == whole


def test_a_booking_made_elsewhere_is_seen_by_the_next_question(app: Flask) -> None:
    page = make_configuration()
    assert TOMORROW_AT_TEN in starts_of_the_week(page)

    make_booking(page)

    assert TOMORROW_AT_TEN not in starts_of_the_week(page)


def test_a_booking_to_be_moved_does_not_stand_in_its_own_way(app: Flask) -> None:
    page = make_configuration(availability=availability(interval_minutes=15))
    booking = make_booking(page)

    starts = starts_of_the_week(page, moving=booking)

    quarter = 15 * MINUTE
    assert {TOMORROW_AT_TEN - quarter, TOMORROW_AT_TEN + quarter} <= set(starts)


def test_the_present_time_of_a_booking_to_be_moved_is_not_offered(app: Flask) -> None:
    page = make_configuration()
    booking = make_booking(page)

    assert TOMORROW_AT_TEN not in starts_of_the_week(page, moving=booking)


def test_a_hold_that_ran_out_counts_as_free(app: Flask) -> None:
    page = make_configuration()
    make_span(primary_calendar(page.grant), TOMORROW_AT_TEN, expires_at=NOW - 1)
    make_span(primary_calendar(page.grant), TOMORROW_AT_TEN + HOUR, expires_at=NOW + 60)

    starts = starts_of_the_week(page)

    assert TOMORROW_AT_TEN in starts
    assert TOMORROW_AT_TEN + HOUR not in starts


def test_nothing_is_offered_within_an_event_that_began_long_ago(app: Flask) -> None:
    page = make_configuration()
    calendar = primary_calendar(page.grant)
    make_span(calendar, NOW - 90 * DAY, TOMORROW_AT_TEN)
    make_span(calendar, NOW + HOUR)
    make_span(calendar, TOMORROW_AT_TEN)

    assert starts_of_the_week(page)[0] == TOMORROW_AT_TEN + HOUR


def test_a_participant_whose_calendar_is_gone_is_never_free(app: Flask) -> None:
    jonas = make_grant(JONAS)
    second = calendars.create(jonas, {"name": "Second"}, now=NOW)
    with_second = participant(
        JONAS, organizer=False, availability={"calendar_ids": [second.id]}, booking=None
    )
    page = make_configuration(participants=[participant(), with_second])
    with transaction() as session:
        session.delete(session.merge(second))

    assert starts_of_the_week(page) == []


def test_several_calendars_of_a_participant_count_together(app: Flask) -> None:
    grant = make_grant()
    second = calendars.create(grant, {"name": "Second"}, now=NOW)
    both = participant(availability={"calendar_ids": ["primary", second.id]})
    page = make_configuration(grant, participants=[both])
    make_span(second, TOMORROW_AT_TEN, TOMORROW_AT_TEN + 1)

    assert TOMORROW_AT_TEN not in starts_of_the_week(page)


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        (NOW, NOW - 1, "end_time"),
        (NOW, NOW + 101 * DAY, "end_time"),
        (NOW * 1000, NOW * 1000 + 1, "start_time"),
        (-1, NOW, "start_time"),
    ],
)
def test_a_senseless_window_is_refused_by_name(sqlite_app: Flask, start: int, end: int, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        offers.offered(make_configuration(), start=start, end=end, now=NOW)

    assert refused.value.field == field


def test_the_nearest_free_slots_surround_a_lost_one(app: Flask) -> None:
    page = make_configuration()
    make_booking(page)

    slots = offers.nearest(page, around=TOMORROW_AT_TEN, now=NOW, count=2)

    assert [start for start, _ in slots] == [TOMORROW_AT_TEN - 30 * MINUTE, TOMORROW_AT_TEN + 30 * MINUTE]


def test_the_next_free_start_lies_behind_what_is_busy(app: Flask) -> None:
    page = make_configuration()
    make_span(primary_calendar(page.grant), NOW, NOW + 40 * DAY)

    assert offers.next_free(page, after=NOW, now=NOW) == NOW + 40 * DAY


def test_there_is_no_next_free_start_beyond_the_horizon(app: Flask) -> None:
    page = make_configuration()
    make_span(primary_calendar(page.grant), NOW, NOW + 90 * DAY)

    assert offers.next_free(page, after=NOW, now=NOW) is None


def etag(page: Configuration, *, now: int = NOW, end: int = NOW + 7 * DAY) -> str:
    db.session.close()
    return offers.load_question(configurations.find(page.id), start=NOW + HOUR, end=end, now=now).etag()


def test_the_etag_stands_still_while_nothing_changes(app: Flask) -> None:
    page = make_configuration()

    assert etag(page) == etag(page, now=NOW + 5 * MINUTE)


def test_the_etag_changes_with_every_input_of_the_answer(app: Flask) -> None:
    page = make_configuration()
    seen = [etag(page)]

    booking = make_booking(page)
    seen.append(etag(page))
    bookings.reschedule(booking.id, _to(TOMORROW_AT_TEN + HOUR), now=NOW)
    seen.append(etag(page))
    bookings.cancel(booking.id, CancelBooking(reason="", actor="guest", door="page"), now=NOW)
    assert etag(page) == seen[0]
    make_span(primary_calendar(page.grant), TOMORROW_AT_TEN + 2 * HOUR)
    seen.append(etag(page))
    configurations.update(page, {"name": "Other"}, now=NOW)
    seen.append(etag(page))
    seen.append(etag(page, now=NOW + 2 * HOUR))
    seen.append(etag(page, now=NOW + DAY))
    seen.append(etag(page, end=NOW + 6 * DAY))

    assert len(set(seen)) == len(seen)


def _to(starts_at: int) -> RescheduleBooking:
    return RescheduleBooking(starts_at=starts_at, ends_at=starts_at + 30 * MINUTE, actor="guest", door="page")


def queries_of_a_question(page: Configuration) -> int:
    db.session.close()
    with statements("SELECT") as seen:
        offers.offered(configurations.find(page.id), start=NOW, end=NOW + 7 * DAY, now=NOW)
    return len(seen)


def test_the_number_of_queries_grows_neither_with_events_nor_with_participants(app: Flask) -> None:
    alone = make_configuration()
    team = []
    for number in range(5):
        grant = make_grant(f"colleague{number}@example.com")
        team.append(participant(grant.email, organizer=number == 0))
    together = make_configuration(grant, slug="team", participants=team)
    for hour in range(50):
        make_span(primary_calendar(together.grant), NOW + hour * HOUR, NOW + hour * HOUR + 30 * MINUTE)

    assert queries_of_a_question(alone) == queries_of_a_question(together) == 3
