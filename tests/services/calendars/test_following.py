"""A calendar that nobody gave a zone follows its owner's pages."""

from typing import Any

import pytest

from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    NOW,
    busy_times,
    document,
    make_event,
    make_grant,
    make_organizer,
    participant,
    primary_calendar,
    reread,
)
from tests.services.calendars.event_helpers import DAY_OFF
from webapp.models import Configuration, Grant
from webapp.services.calendars import calendars, grants, times
from webapp.services.configurations import configurations

pytestmark = pytest.mark.usefixtures("app")

PACIFIC = "America/Los_Angeles"
DAY_IN_UTC = (NOW + 16 * HOUR, NOW + 16 * HOUR + DAY)
DAY_IN_PACIFIC = (NOW + DAY, NOW + 2 * DAY)


def page_in(zone: str, grant: Grant, *, now: int = NOW, **changes: Any) -> Configuration:
    raw = document(event_booking={"title": "Call", "timezone": zone}, **changes)
    return configurations.create(grant, raw, now=now)


def test_an_all_day_event_makes_the_local_day_of_the_owners_page_busy() -> None:
    grant = make_grant()
    page_in(PACIFIC, grant)

    make_event(primary_calendar(grant), DAY_OFF)

    assert busy_times(primary_calendar(grant)) == [DAY_IN_PACIFIC]


def test_events_that_are_there_follow_when_the_page_is_made_and_when_it_moves() -> None:
    grant = make_grant()
    make_event(primary_calendar(grant), DAY_OFF)
    before = busy_times(primary_calendar(grant))

    page = page_in(PACIFIC, grant)
    followed = busy_times(primary_calendar(grant))
    configurations.update(page, {"event_booking": {"title": "Call", "timezone": "UTC"}}, now=NOW)

    assert (before, followed) == ([DAY_IN_UTC], [DAY_IN_PACIFIC])
    assert busy_times(primary_calendar(grant)) == [DAY_IN_UTC]


def test_the_oldest_page_counts() -> None:
    grant = make_grant()
    page_in(PACIFIC, grant)

    page_in("Asia/Tokyo", grant, slug="other", now=NOW + 1)

    assert times.zone_of(reread(primary_calendar(grant))) == PACIFIC


def test_when_it_is_deleted_the_next_counts() -> None:
    grant = make_grant()
    first = page_in(PACIFIC, grant)
    page_in("Asia/Tokyo", grant, slug="other", now=NOW + 1)

    configurations.destroy(first, now=NOW + 2)

    assert times.zone_of(reread(primary_calendar(grant))) == "Asia/Tokyo"


def test_a_zone_that_somebody_gave_stays() -> None:
    grant = make_grant()
    calendars.update(primary_calendar(grant), {"timezone": "Europe/Berlin"}, now=NOW)

    page_in(PACIFIC, grant)

    assert times.zone_of(reread(primary_calendar(grant))) == "Europe/Berlin"


def test_a_calendar_that_is_added_follows_too() -> None:
    grant = make_grant()
    page_in(PACIFIC, grant)

    added = calendars.create(grant, {"name": "Work"}, now=NOW)

    assert times.zone_of(added) == PACIFIC


def test_somebody_without_a_page_follows_the_first_that_they_take_part_in() -> None:
    jonas = make_grant(JONAS)

    page_in(PACIFIC, make_grant(), participants=[participant(), participant(JONAS, organizer=False)])

    assert times.zone_of(reread(primary_calendar(jonas))) == PACIFIC


def test_an_organizers_calendar_has_the_organizers_zone() -> None:
    organizer = make_organizer(timezone="Asia/Tokyo")
    grant = grants.find(organizer.application_id, organizer.email)

    page_in(PACIFIC, grant)

    assert times.zone_of(reread(primary_calendar(grant))) == "Asia/Tokyo"
