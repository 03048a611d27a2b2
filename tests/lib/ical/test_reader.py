"""Every event of a file that has time in a window."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lib.ical.files import OWNER, YEAR, busy, calendar, event, read, troubles
from webapp.lib import ical

HOUR = ("DTSTART:20270104T080000Z", "DTEND:20270104T090000Z")
BUSY = ["0104T0800 0104T0900"]


def test_an_event_outside_of_the_window_is_not_read() -> None:
    assert read(event("DTSTART:20280104T080000Z", "DURATION:PT1H")) == []


def test_tasks_and_notes_are_no_events() -> None:
    task = "BEGIN:VTODO\r\nUID:1\r\nDTSTART:20270104T080000Z\r\nEND:VTODO"  # RFC 5545's name of a task

    assert read(task) == []


def test_the_highest_version_counts() -> None:
    newer = event("DTSTART:20270105T080000Z", "DURATION:PT1H", "SEQUENCE:2")

    assert busy(newer, event(*HOUR, "SEQUENCE:1")) == ["0105T0800 0105T0900"]


def test_two_events_of_one_version_with_one_uid_both_count() -> None:
    found = read(event(*HOUR), event("DTSTART:20270105T080000Z", "DURATION:PT1H"))

    assert [one.id for one in found] == ["1", "1#20270105T080000"]


def test_two_replacements_of_one_occurrence_both_count() -> None:
    series = event("DTSTART:20270104T080000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2")
    first = event("RECURRENCE-ID:20270105T080000Z", "DTSTART:20270105T100000Z", "DURATION:PT1H")
    second = event("RECURRENCE-ID;VALUE=DATE:20270105", "DTSTART:20270105T120000Z", "DURATION:PT1H")

    assert busy(series, first, second) == [*BUSY, "0105T1000 0105T1100", "0105T1200 0105T1300"]
    assert [one.id for one in read(series, first, second)] == ["1", "1#20270105T120000"]


def test_events_without_a_uid_are_told_apart_and_keep_their_ids() -> None:
    components = (
        "BEGIN:VEVENT\r\nDTSTART:20270104T080000Z\r\nDURATION:PT1H\r\nEND:VEVENT",
        event("UID:", *HOUR),
    )

    assert len({one.id for one in read(*components)}) == 2
    assert read(*components) == read(*components)


def test_a_uid_that_is_too_long_to_be_kept_becomes_a_short_one() -> None:
    (found,) = read(event("UID:" + "a" * 300, *HOUR))

    assert len(found.uid) < 255


def test_the_file_of_a_server_has_the_servers_name_of_it() -> None:
    (found,) = ical.read(calendar(event(*HOUR)), window=YEAR, owner=OWNER, href="/cal/1.ics")

    assert (found.id, found.uid) == ("/cal/1.ics", "1")


def test_a_file_that_cancels_makes_its_events_free() -> None:
    assert busy(event(*HOUR), head=("METHOD:CANCEL",)) == []


def test_our_own_events_are_known_by_their_mark() -> None:
    (found,) = read(event(*HOUR, "X-OPENSLOT-EVENT:abc"))

    assert found.mark == "abc"


def test_an_entry_nobody_can_read_hides_none_that_somebody_can() -> None:
    components = (event("DTSTART:soon"), event(*HOUR))

    assert (busy(*components), troubles(*components)) == (BUSY, [None, "unreadable"])


def test_a_replacement_of_nobody_knows_what_counts_beside_its_series() -> None:
    stray = event("RECURRENCE-ID:soon", "DTSTART:20270105T080000Z", "DURATION:PT1H", "SEQUENCE:9")

    assert busy(event(*HOUR), stray) == [*BUSY, "0105T0800 0105T0900"]


def test_times_without_a_zone_are_those_of_the_calendar() -> None:
    assert busy(event("DTSTART:20270104T090000", "DTEND:20270104T100000")) == BUSY


def test_a_calendar_tells_its_name_and_zone() -> None:
    head = ("X-WR-CALNAME:Team\\, north", "X-WR-TIMEZONE:America/New_York", "X-WR-CALDESC:All of us")

    assert ical.about(calendar(head=head)) == ical.About(
        name="Team, north", timezone="America/New_York", description="All of us"
    )


def test_a_calendar_that_says_nothing_of_itself_has_no_name() -> None:
    assert ical.about(calendar()) == ical.About(name=None, timezone=None, description=None)


ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Cairo",
)
RULES = (
    *(
        "FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=3;COUNT=40",
        "FREQ=WEEKLY;BYDAY=MO,SU",
        "FREQ=WEEKLY;INTERVAL=2;COUNT=9",
    ),
    *(
        "FREQ=MONTHLY;BYDAY=-1SU",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        "FREQ=YEARLY",
    ),
)


@settings(max_examples=60, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    rule=st.sampled_from(RULES),
    day=st.integers(0, 700),
    minute=st.integers(0, 24 * 4 - 1),
    left_out=st.lists(st.integers(0, 30), max_size=3),
)
def test_a_series_happens_when_another_library_says_so(
    zone: str, rule: str, day: int, minute: int, left_out: list[int]
) -> None:
    start = datetime(2026, 2, 1) + timedelta(days=day, minutes=15 * minute)  # noqa: DTZ001
    lines = [f"EXDATE;TZID={zone}:{start + timedelta(days=days):%Y%m%dT%H%M%S}" for days in left_out]
    raw = calendar(
        event(f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}", "DURATION:PT45M", f"RRULE:{rule}", *lines)
    )

    ours = {at.starts_at for found in ical.read(raw, window=YEAR, owner=None) for at in found.occurrences}

    assert ours - {first_of(start, zone)} == judged(raw) - {first_of(start, zone)}


def first_of(start: datetime, zone: str) -> int:
    """Whether a start counts that its own rule leaves out is left to programs (RFC 5545, section 3.8.5.3)."""
    return int(start.replace(tzinfo=ZoneInfo(zone)).timestamp())


def judged(raw: bytes) -> set[int]:
    since, until = (datetime.fromtimestamp(at, UTC) for at in (YEAR.since, YEAR.until))
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(raw)).between(since, until)
    return {int(one["DTSTART"].dt.timestamp()) for one in found}
