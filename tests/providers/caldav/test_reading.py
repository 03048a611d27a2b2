"""What a CalDAV server has becomes events, and what has changed is found by token or by ETag."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from tests.caldav_answers import event
from tests.caldav_servers import CalDavServer
from webapp.errors import ProviderError
from webapp.lib.caldav import collection
from webapp.lib.caldav.collection import State
from webapp.lib.external import Access, Changes, ExternalEvent, Window
from webapp.lib.http import Conversation, Reply
from webapp.providers.caldav import PROVIDER, reading

MONDAY = 1_799_020_800  # 2027-01-04
DAY, HOUR = 86_400, 3_600
WEEK = Window(since=MONDAY, until=MONDAY + 7 * DAY, timezone="Europe/Stockholm")
Read = Callable[[str | None], "Told"]

BERLIN = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Berlin as we call it
X-LIC-LOCATION:Europe/Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
END:VCALENDAR
"""


class Told:
    """What all pages of one reading say together."""

    def __init__(self, pages: Iterable[Changes]) -> None:
        self.pages = list(pages)
        self.events = {name_of(event): event for page in self.pages for event in page.events}
        self.gone = {path.rpartition("/")[2] for page in self.pages for path in page.gone}
        self.cursor = self.pages[-1].cursor


def name_of(event: ExternalEvent) -> str:
    return event.id.rpartition("/")[2]


@pytest.fixture(params=["by token", "by ETag"])
def read(
    request: pytest.FixtureRequest, access: Access, calendar: str, monkeypatch: pytest.MonkeyPatch
) -> Read:
    """Read the calendar from a cursor on, from a server that has sync tokens, or only tags."""
    if request.param == "by ETag":
        tell = collection.state
        monkeypatch.setattr(collection, "state", lambda *asked: replace(tell(*asked), token=None))
    return lambda cursor: Told(PROVIDER.changes(access, calendar, cursor=cursor, window=WEEK))


def test_the_first_reading_has_everything_in_the_window(
    caldav_server: CalDavServer, calendar: str, read: Read
) -> None:
    later = event("u2").replace("20270104", "20270204")
    caldav_server.write(f"{calendar}a.ics", event(summary="Lunch"))
    caldav_server.write(f"{calendar}later.ics", later)

    told = read(None)

    assert set(told.events) == {"a.ics"}
    (occurrence,) = told.events["a.ics"].occurrences
    assert (occurrence.starts_at, occurrence.ends_at) == (MONDAY + 9 * HOUR, MONDAY + 10 * HOUR)
    assert (occurrence.title, occurrence.busy, told.events["a.ics"].uid) == ("Lunch", True, "u1")
    assert all(page.is_whole for page in told.pages)


def test_an_empty_calendar_is_read_too(read: Read) -> None:
    told = read(None)

    assert (told.events, told.cursor is None, told.pages[-1].is_whole) == ({}, False, True)


def test_only_the_last_page_has_a_cursor(
    caldav_server: CalDavServer, calendar: str, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collection, "BATCH", 1)
    for name in ("a", "b"):
        caldav_server.write(f"{calendar}{name}.ics", event(name))

    told = read(None)

    assert [page.cursor is None for page in told.pages] == [True, True, False]


def test_what_was_added_changed_and_deleted_is_told(
    caldav_server: CalDavServer, calendar: str, read: Read
) -> None:
    for name in ("stays", "changes", "goes"):
        caldav_server.write(f"{calendar}{name}.ics", event(name))
    first = read(None)

    caldav_server.write(f"{calendar}changes.ics", event("changes", summary="Tea"))
    caldav_server.write(f"{calendar}new.ics", event("new"))
    caldav_server.delete(f"{calendar}goes.ics")
    told = read(first.cursor)

    assert (set(told.events), told.gone) == ({"changes.ics", "new.ics"}, {"goes.ics"})
    assert told.events["changes.ics"].etag != first.events["changes.ics"].etag
    assert not any(page.is_whole for page in told.pages)


def test_changes_are_found_without_a_tag_too(
    caldav_server: CalDavServer, calendar: str, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collection, "state", lambda *_: State(token=None, tag=None))
    first = Told(PROVIDER.changes(access, calendar, cursor=None, window=WEEK))
    caldav_server.write(f"{calendar}a.ics", event())

    told = Told(PROVIDER.changes(access, calendar, cursor=first.cursor, window=WEEK))

    assert set(told.events) == {"a.ics"}


def test_nothing_new_is_told_twice(caldav_server: CalDavServer, calendar: str, read: Read) -> None:
    caldav_server.write(f"{calendar}a.ics", event())
    second = read(read(None).cursor)

    assert (second.events, second.gone) == ({}, set())
    assert second.cursor is not None


def test_an_event_that_leaves_the_window_is_not_taken_for_deleted(
    caldav_server: CalDavServer, calendar: str, read: Read
) -> None:
    caldav_server.write(f"{calendar}a.ics", event())
    first = read(None)

    caldav_server.write(f"{calendar}a.ics", event().replace("20270104", "20280104"))
    told = read(first.cursor)

    assert told.gone == set()
    assert (told.events["a.ics"].uid, told.events["a.ics"].occurrences) == ("u1", ())


def test_a_reading_with_nothing_new_takes_one_request(
    caldav_server: CalDavServer, calendar: str, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    caldav_server.write(f"{calendar}a.ics", event())
    cursor = Told(PROVIDER.changes(access, calendar, cursor=None, window=WEEK)).cursor
    asked, ask = [], Conversation.request

    def count(talk: Conversation, method: str, url: str, **named: Any) -> Reply:
        asked.append(url)
        return ask(talk, method, url, **named)

    monkeypatch.setattr(Conversation, "request", count)

    list(PROVIDER.changes(access, calendar, cursor=cursor, window=WEEK))

    assert len(asked) == 1


def test_an_occurrence_that_was_moved_and_one_that_was_cancelled_are_read(
    caldav_server: CalDavServer, calendar: str, read: Read
) -> None:
    series = event("u1", extra="RRULE:FREQ=DAILY;COUNT=3\r\nEXDATE:20270105T090000Z\r\n")
    moved = (
        "BEGIN:VEVENT\r\nUID:u1\r\nDTSTAMP:20260101T000000Z\r\nRECURRENCE-ID:20270106T090000Z\r\n"
        "DTSTART:20270106T150000Z\r\nDTEND:20270106T160000Z\r\nSUMMARY:Later\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )
    caldav_server.write(f"{calendar}a.ics", series.replace("END:VCALENDAR", moved))

    told = read(None)

    starts = [each.starts_at - MONDAY for each in told.events["a.ics"].occurrences]
    assert starts == [9 * HOUR, 2 * DAY + 15 * HOUR]


@pytest.mark.parametrize(
    ("extra", "busy", "answer"),
    [
        ("TRANSP:TRANSPARENT\r\n", False, None),
        ("STATUS:CANCELLED\r\n", False, None),
        ("ATTENDEE;PARTSTAT=DECLINED:mailto:alice@example.org\r\n", False, "no"),
        ("ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org\r\n", True, None),
        ("ATTENDEE;PARTSTAT=ACCEPTED:mailto:Alice@example.org\r\n", True, "yes"),
    ],
)
def test_what_the_owner_is_free_for_takes_no_time(
    caldav_server: CalDavServer, calendar: str, access: Access, extra: str, busy: bool, answer: str | None
) -> None:
    invited = "ORGANIZER:mailto:carla@example.org\r\n" if "ATTENDEE" in extra else ""
    caldav_server.write(f"{calendar}a.ics", event(extra=invited + extra))

    (found,) = PROVIDER.events(access, calendar, window=WEEK, timeout=60)

    assert ([each.busy for each in found.occurrences], found.answer) == ([busy], answer)


def test_a_task_is_no_event(caldav_server: CalDavServer, access: Access) -> None:
    both = caldav_server.new_calendar(kind="VTODO")  # RFC 5545's name of a task
    cursor = Told(PROVIDER.changes(access, both, cursor=None, window=WEEK)).cursor
    task = event().replace("VEVENT", "VTODO").replace("DTEND", "DUE")  # the same name
    caldav_server.write(f"{both}task.ics", task)

    told = Told(PROVIDER.changes(access, both, cursor=cursor, window=WEEK))

    assert (told.events, told.gone) == ({}, set())


@pytest.mark.parametrize("cursor", ["", "nonsense", "[]", "{}", '{"tag": "1"}', '{"token": "urn:nobody"}'])
def test_a_cursor_that_leads_nowhere_has_expired(access: Access, calendar: str, cursor: str) -> None:
    with pytest.raises(ProviderError, match="provider.cursor_expired"):
        list(PROVIDER.changes(access, calendar, cursor=cursor, window=WEEK))


def test_the_live_reading_has_only_what_is_in_the_window(
    caldav_server: CalDavServer, calendar: str, access: Access
) -> None:
    caldav_server.write(f"{calendar}a.ics", event())
    morning = Window(since=MONDAY + 8 * HOUR, until=MONDAY + 9 * HOUR, timezone="UTC")

    assert [name_of(each) for each in PROVIDER.events(access, calendar, window=WEEK, timeout=60)] == ["a.ics"]
    assert PROVIDER.events(access, calendar, window=morning, timeout=60) == ()


def test_a_whole_day_is_one_in_the_zone_of_the_calendar(
    caldav_server: CalDavServer, calendar: str, access: Access
) -> None:
    day = event().replace("DTSTART:20270104T090000Z", "DTSTART;VALUE=DATE:20270104")
    caldav_server.write(
        f"{calendar}a.ics", day.replace("DTEND:20270104T100000Z", "DTEND;VALUE=DATE:20270105")
    )
    early = Window(since=MONDAY - HOUR, until=MONDAY, timezone="Europe/Stockholm")

    (found,) = PROVIDER.events(access, calendar, window=early, timeout=60)

    assert found.occurrences[0].starts_at == MONDAY - HOUR
    assert found.occurrences[0].days == ("2027-01-04", "2027-01-05")


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        (BERLIN, "Europe/Berlin"),
        (BERLIN.replace("Berlin as we call it", "Europe/Vienna"), "Europe/Vienna"),
        (BERLIN.replace("Europe/Berlin", "Somewhere"), None),
        ("<html></html>", None),
        ("", None),
        (None, None),
    ],
)
def test_the_zone_of_a_calendar_is_read_from_its_rules(written: str | None, zone: str | None) -> None:
    assert reading.zone_of(written) == zone


def test_an_event_is_recognised_by_its_uid() -> None:
    folded = event("booking-1@example.org").replace("booking-1@", "booking-\r\n 1@").encode()

    assert reading.is_event(folded, "booking-1@example.org")
    assert not reading.is_event(folded, "booking-1")
    assert not reading.is_event(b"<html></html>", "booking-1@example.org")


def test_an_event_that_cannot_be_read_is_told() -> None:
    path = "/team/a.ics"
    broken = collection.Resource(path=path, etag='"1"', data=b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u1")
    withheld = collection.Resource(path=path)

    for resource in (broken, withheld):
        (found,) = reading._events([resource], WEEK, "alice@example.org")
        assert (found.id, found.trouble) == (path, "unreadable")


def test_a_copy_that_somebody_made_of_our_entry_is_an_event_of_its_own(
    caldav_server: CalDavServer, calendar: str, read: Read
) -> None:
    ours = event("copied").replace("SUMMARY", "X-OPENSLOT-EVENT:ours\r\nSUMMARY")
    caldav_server.write(f"{calendar}copied.ics", ours)

    assert read(None).events["copied.ics"].mark is None
