"""Which bookings of a list are shown."""

from typing import Any

import pytest

from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    MAYA,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_colleague,
    make_configuration,
    participant,
)
from webapp.models import Booking, Configuration, Grant, Organizer
from webapp.services.bookings import lists
from webapp.services.bookings.filters import Filter

TOPIC: dict[str, Any] = {"topic": {"label": "Topic", "type": "text"}}


@pytest.fixture
def intro(maya_grant: Grant) -> Configuration:
    return make_configuration(maya_grant, scheduler={"min_booking_notice": 0, "additional_fields": TOPIC})


@pytest.fixture
def shared(maya_grant: Grant) -> Configuration:
    """A page on which Jonas hosts, too."""
    make_colleague()
    people = [participant(), participant(JONAS, name="Jonas Weber", organizer=False)]
    return make_configuration(maya_grant, slug="shared", participants=people)


def found(maya: Organizer, only: Filter, **more: Any) -> list[str]:
    return [booking.id for booking in lists.page(maya, kind="upcoming", only=only, now=NOW, **more).bookings]


@pytest.mark.parametrize("search", ["intro CALL", "Zahnräder", "ZAHNRÄDER", "priya@"])
def test_a_search_finds_title_answers_and_guest_in_any_case(
    maya: Organizer, intro: Configuration, shared: Configuration, search: str
) -> None:
    booking = make_booking(intro, additional_fields={"topic": "Über Zahnräder"})

    assert found(maya, Filter(search=search)) == [booking.id]
    assert found(maya, Filter(search="nothing of that")) == []


def test_a_page_and_a_host_are_found(maya: Organizer, intro: Configuration, shared: Configuration) -> None:
    alone, together = make_booking(intro), make_booking(shared, TOMORROW_AT_TEN + HOUR)

    assert found(maya, Filter(page=shared.id)) == [together.id]
    assert found(maya, Filter(host=JONAS.upper())) == [together.id]
    assert found(maya, Filter(host=MAYA)) == [alone.id, together.id]
    assert found(maya, Filter(host=JONAS, page=intro.id)) == []


def test_dates_are_half_open(maya: Organizer, intro: Configuration) -> None:
    first, second, third = (make_booking(intro, TOMORROW_AT_TEN + days * DAY) for days in range(3))

    assert found(maya, Filter(since=second.starts_at)) == [second.id, third.id]
    assert found(maya, Filter(until=second.starts_at)) == [first.id]


@pytest.mark.parametrize("only", [Filter(is_reversed=True), Filter(is_reversed=True, search="priya")])
def test_a_list_that_goes_the_other_way_is_walked_without_loss(
    maya: Organizer, intro: Configuration, only: Filter
) -> None:
    booked: list[Booking] = [make_booking(intro, TOMORROW_AT_TEN + hours * HOUR) for hours in range(3)]
    first = lists.page(maya, kind="upcoming", only=only, now=NOW, limit=2)

    rest = found(maya, only, cursor=first.next_cursor)

    assert [*(booking.id for booking in first.bookings), *rest] == [each.id for each in reversed(booked)]
