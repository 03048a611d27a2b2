"""Calendars of a grant: the primary one stays, ten are enough, and what is counted on cannot go."""

import pytest

from tests.builders import (
    DAY,
    JONAS,
    MAYA,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_event,
    make_grant,
    participant,
    primary_calendar,
    timespan,
)
from webapp.errors import InvalidInput, NotAllowedNow, NotFound
from webapp.models import Calendar, Grant
from webapp.services.calendars import calendars, events, free_busy
from webapp.services.configurations import configurations

pytestmark = pytest.mark.usefixtures("app")


def add(grant: Grant, name: str = "Work", **values: object) -> Calendar:
    return calendars.create(grant, {"name": name, **values}, now=NOW)


def test_the_grants_e_mail_works_as_the_id_of_the_primary_calendar() -> None:
    grant = make_grant()

    assert calendars.find(grant, grant.email.upper()).is_primary


def test_primary_works_as_an_id() -> None:
    grant = make_grant()

    assert calendars.find(grant, "primary").is_primary


@pytest.mark.parametrize("identifier", ["", "x", "\x00", "3f0c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f", JONAS])
def test_an_unknown_calendar_is_not_found(identifier: str) -> None:
    grant = make_grant()

    with pytest.raises(NotFound):
        calendars.find(grant, identifier)


def test_a_calendar_of_another_grant_is_not_found() -> None:
    jonas, maya = make_grant(JONAS), make_grant(MAYA)

    with pytest.raises(NotFound):
        calendars.find(maya, primary_calendar(jonas).id)


def test_a_list_begins_with_the_primary_one_and_goes_on_at_its_cursor() -> None:
    grant = make_grant()
    add(grant, "One")
    add(grant, "Two")

    first, cursor = calendars.listing(grant, limit=2)
    rest, end = calendars.listing(grant, limit=2, page_token=cursor)

    assert first[0].is_primary
    assert {row.name for row in first[1:] + rest} == {"One", "Two"}
    assert end is None


def test_a_cursor_of_another_list_is_refused() -> None:
    with pytest.raises(InvalidInput):
        calendars.listing(make_grant(), limit=2, page_token="elsewhere")


def test_an_eleventh_calendar_is_refused() -> None:
    grant = make_grant()
    for at in range(9):
        add(grant, f"Calendar {at}")

    with pytest.raises(NotAllowedNow, match=r"^calendar\.too_many at_most=10$"):
        add(grant)


def test_what_is_not_sent_stays() -> None:
    calendar = add(make_grant(), description="Mine", fields={"key1": "a"})

    changed = calendars.update(calendar, {"name": "New"}, now=NOW + 1)

    assert (changed.name, changed.description, changed.fields) == ("New", "Mine", {"key1": "a"})


def test_the_primary_calendar_cannot_be_deleted() -> None:
    with pytest.raises(NotAllowedNow, match=r"^calendar\.primary$"):
        calendars.destroy(primary_calendar(make_grant()), now=NOW)


def test_another_calendar_goes_with_its_events() -> None:
    grant = make_grant()
    calendar = add(grant)
    make_event(calendar, timespan(NOW, NOW + 60))

    calendars.destroy(calendar, now=NOW)

    assert free_busy.of(grant.application_id, [MAYA], start=NOW, end=NOW + DAY, now=NOW)[0].busy == []


def test_a_calendar_that_a_scheduling_page_names_stays() -> None:
    grant = make_grant()
    calendar = add(grant)
    make_configuration(grant, participants=[participant(booking={"calendar_id": calendar.id})])

    with pytest.raises(NotAllowedNow, match=r"^calendar\.used_by_page"):
        calendars.destroy(calendar, now=NOW)


def test_a_calendar_with_a_booking_to_come_stays() -> None:
    grant = make_grant()
    calendar = add(grant)
    configuration = make_configuration(
        grant, participants=[participant(booking={"calendar_id": calendar.id})]
    )
    make_booking(configuration, TOMORROW_AT_TEN)
    configurations.destroy(configuration, now=NOW)

    with pytest.raises(NotAllowedNow, match=r"^calendar\.holds_bookings$"):
        calendars.destroy(calendar, now=NOW)


def test_a_calendar_that_only_a_deleted_page_names_can_be_deleted() -> None:
    grant = make_grant()
    calendar = add(grant)
    configuration = make_configuration(
        grant, participants=[participant(booking={"calendar_id": calendar.id})]
    )
    booking = make_booking(configuration, TOMORROW_AT_TEN)
    configurations.destroy(configuration, now=NOW)

    calendars.destroy(calendar, now=booking.ends_at)

    with pytest.raises(NotFound):
        calendars.find(grant, calendar.id)


def test_a_new_zone_moves_the_days_of_its_events() -> None:
    calendar = primary_calendar(make_grant())
    event = make_event(calendar, {"object": "date", "date": "2027-01-05"})

    calendars.update(calendar, {"timezone": "Asia/Tokyo"}, now=NOW)

    assert events.find(calendar, event.id).starts_at == event.starts_at - 9 * 3600
