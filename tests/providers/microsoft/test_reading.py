"""What Microsoft Graph has, as events of ours."""

from typing import Any

import pytest

from tests.microsoft_server import event as item
from tests.providers.contract import DAY, MONDAY, NINE, TEN, WINDOW
from webapp.errors import ProviderError
from webapp.lib.external import ExternalEvent, Occurrence
from webapp.providers.microsoft import reading

HOUR = 3_600


def event(given: dict[str, Any], master: dict[str, Any] | None = None) -> ExternalEvent:
    return reading.event(given, WINDOW, master_of=lambda _: master or {})


def read(**values: Any) -> Occurrence:
    (occurrence,) = event(item("a", NINE, TEN, **{"showAs": "busy", **values})).occurrences
    return occurrence


@pytest.mark.parametrize(
    ("values", "busy"),
    [
        ({"showAs": "busy"}, True),
        ({"showAs": "tentative"}, True),
        ({"showAs": "oof"}, True),
        ({"showAs": "unknown"}, True),
        ({"showAs": None}, True),
        ({"responseStatus": {"response": "tentativelyAccepted"}}, True),
        ({"showAs": "free"}, False),
        ({"showAs": "workingElsewhere"}, False),
        ({"isCancelled": True}, False),
        ({"responseStatus": {"response": "declined"}}, False),
    ],
)
def test_what_takes_time_is_busy_and_nothing_else(values: dict[str, Any], busy: bool) -> None:
    assert read(**values).busy is busy


def test_a_whole_day_is_a_day_in_the_zone_of_the_calendar() -> None:
    occurrence = event(item("a", MONDAY + DAY, MONDAY + 2 * DAY, isAllDay=True)).occurrences[0]

    assert (occurrence.starts_at, occurrence.ends_at) == (MONDAY + DAY - HOUR, MONDAY + 2 * DAY - HOUR)
    assert occurrence.days == ("2027-01-05", "2027-01-06")


def test_an_occurrence_with_nothing_but_its_times_has_the_rest_from_its_master() -> None:
    bare = item("a1", NINE, TEN, type="occurrence", seriesMasterId="a")
    del bare["subject"]
    master = {"id": "a", "subject": "Standup", "showAs": "free", "iCalUId": "u", "start": {}, "end": {}}

    found = event(bare, master)

    assert (found.id, found.uid) == ("a1", "u")
    assert (found.occurrences[0].title, found.occurrences[0].busy) == ("Standup", False)


def test_an_occurrence_whose_master_is_gone_is_busy() -> None:
    assert event(item("a1", NINE, TEN, seriesMasterId="a")).occurrences[0].busy


def test_a_master_takes_no_time_of_its_own() -> None:
    assert event(item("a", NINE, TEN, type="seriesMaster", showAs="busy")).occurrences == ()


@pytest.mark.parametrize(
    "start",
    [
        None,
        {},
        {"dateTime": "2027-01-04T09:00:00", "timeZone": "Pacific Standard Time"},
        {"dateTime": "soon", "timeZone": "UTC"},
    ],
)
def test_an_event_without_a_time_is_named_and_not_left_out(start: Any) -> None:
    assert event({**item("a", NINE, TEN), "start": start}).trouble == "unreadable"


def test_our_own_event_is_known_by_the_transaction_that_made_it() -> None:
    assert event(item("a", NINE, TEN, transactionId="openslot:e1:17")).mark == "e1"
    assert event(item("a", NINE, TEN, transactionId="another:e1:17")).mark is None


def test_a_calendar_is_written_to_only_where_microsoft_lets_us() -> None:
    assert reading.calendar({"id": "c", "name": "Work"}).read_only
    assert not reading.calendar({"id": "c", "canEdit": True}).read_only


@pytest.mark.parametrize("page", [{}, {"value": ["a"]}, {"value": [{"subject": "no id"}]}])
def test_a_list_that_is_none_is_not_understood(page: dict[str, Any]) -> None:
    with pytest.raises(ProviderError, match="provider.not_understood"):
        reading.items(page)
