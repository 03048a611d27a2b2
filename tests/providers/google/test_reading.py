"""What Google has, as events of ours."""

from typing import Any

import pytest

from tests.google_server import event as item
from tests.providers.contract import DAY, MONDAY, NINE, TEN, WINDOW
from webapp.errors import ProviderError
from webapp.lib.external import Occurrence
from webapp.providers.google import reading, writing

HOUR = 3_600


def read(**values: Any) -> Occurrence:
    (occurrence,) = reading.event(item("a", NINE, TEN, **values), WINDOW).occurrences
    return occurrence


def self_answers(answer: str) -> list[dict[str, Any]]:
    other = {"email": "eve@example.com", "responseStatus": "declined"}
    return [other, {"email": "ada@example.com", "self": True, "responseStatus": answer}]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"status": "tentative"},
        {"eventType": "outOfOffice"},
        {"eventType": "focusTime"},
        {"transparency": "opaque"},
        {"attendees": self_answers("tentative")},
        {"attendees": self_answers("needsAction")},
        {"attendees": "everybody"},
        {"attendees": 7},
    ],
)
def test_what_takes_time_is_busy(values: dict[str, Any]) -> None:
    assert read(**values).busy


@pytest.mark.parametrize(
    "values",
    [
        {"transparency": "transparent"},
        {"eventType": "workingLocation"},
        {"eventType": "birthday"},
        {"attendees": self_answers("declined")},
    ],
)
def test_what_takes_no_time_is_free(values: dict[str, Any]) -> None:
    assert not read(**values).busy


@pytest.mark.parametrize(
    ("said", "answer"),
    [("accepted", "yes"), ("declined", "no"), ("tentative", "maybe"), ("needsAction", None)],
)
def test_the_answer_of_the_owner_is_read(said: str, answer: str | None) -> None:
    assert reading.event(item("a", NINE, TEN, attendees=self_answers(said)), WINDOW).answer == answer


def test_a_whole_day_is_a_day_in_the_zone_of_the_calendar() -> None:
    days = {"start": {"date": "2027-01-05"}, "end": {"date": "2027-01-06"}}
    occurrence = read(**days)

    assert (occurrence.starts_at, occurrence.ends_at) == (MONDAY + DAY - HOUR, MONDAY + 2 * DAY - HOUR)
    assert occurrence.days == ("2027-01-05", "2027-01-06")


@pytest.mark.parametrize(
    ("original", "recurrence_id"),
    [
        ({"dateTime": "2027-01-04T10:00:00+01:00"}, "20270104T090000Z"),
        ({"date": "2027-01-04"}, "20270104"),
        ({"dateTime": "soon"}, None),
        (None, None),
    ],
)
def test_an_occurrence_of_a_series_is_named_by_its_first_time(
    original: dict[str, str] | None, recurrence_id: str | None
) -> None:
    assert read(originalStartTime=original).recurrence_id == recurrence_id


@pytest.mark.parametrize(
    "values",
    [
        {"start": None},
        {"start": {}},
        {"start": {"date": "2027-02-30"}},
        {"end": {"dateTime": "2027-01-04T10:00:00"}},
        {"end": {"dateTime": 7}},
    ],
)
def test_an_event_without_a_time_is_named_and_not_left_out(values: dict[str, Any]) -> None:
    read = reading.event(item("a", NINE, TEN, **values), WINDOW)

    assert (read.trouble, read.occurrences) == ("unreadable", ())


def test_what_has_left_the_window_has_no_occurrence_in_it() -> None:
    assert reading.event(item("a", NINE + 30 * DAY, TEN + 30 * DAY), WINDOW).occurrences == ()


def test_our_own_event_is_known_by_its_mark_and_its_id() -> None:
    kept = {"private": {writing.MARK: "e1", writing.UID: "e1@openslot"}}
    ours = item(writing.id_of("e1"), NINE, TEN, extendedProperties=kept, iCalUID="x@google.com")
    copied = {**ours, "id": "copyofit"}

    read, other = reading.event(ours, WINDOW), reading.event(copied, WINDOW)

    assert (read.uid, read.mark) == ("e1@openslot", "e1")
    assert (other.uid, other.mark) == ("x@google.com", None)


@pytest.mark.parametrize(
    ("role", "read_only"),
    [
        *(("owner", False), ("writer", False), ("writerWithoutPrivateAccess", False)),
        *(("reader", True), ("freeBusyReader", True), (None, True)),
    ],
)
def test_a_calendar_is_written_to_only_where_google_lets_us(role: str | None, read_only: bool) -> None:
    calendar = reading.calendar({"id": "c", "summary": "Work", "accessRole": role, "timeZone": "Mars/Base"})

    assert (calendar.name, calendar.read_only, calendar.timezone) == ("Work", read_only, None)


@pytest.mark.parametrize("page", [{"items": {}}, {"items": ["a"]}, {"items": [{"summary": "no id"}]}])
def test_a_list_that_is_none_is_not_understood(page: dict[str, Any]) -> None:
    with pytest.raises(ProviderError, match="provider.not_understood"):
        reading.items(page)
