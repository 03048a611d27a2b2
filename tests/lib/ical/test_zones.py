"""From a TZID to a clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.lib.ical.files import busy, event, read, troubles, zone
from webapp.lib.ical import lines, zones

BERLIN = zones.Clocks("Europe/Berlin", [])


def at(tzid: str) -> str:
    return f"DTSTART;TZID={tzid}:20270704T090000"


@pytest.mark.parametrize(
    ("tzid", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "Europe/Berlin"),
        ("/mozilla.org/20070129_1/America/Argentina/Salta", "America/Argentina/Salta"),
        ("/softwarestudio.org/Olson_20011030_5/America/New_York", "America/New_York"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("Z", "UTC"),
        ("Mars/Phobos", None),
        ("", None),
    ],
)
def test_a_zone_is_known_by_many_names(tzid: str, name: str | None) -> None:
    assert zones.name_of(tzid) == name


@pytest.mark.parametrize("tzid", ['"W. Europe Standard Time"', "GMT+0200", "UTC+2", "Europe/Berlin"])
def test_nine_in_a_zone_is_seven_in_utc(tzid: str) -> None:
    assert busy(event(at(tzid), "DURATION:PT1H")) == ["0704T0700 0704T0800"]


def test_a_name_with_a_colon_and_no_quotes_is_found_in_its_file() -> None:
    odd = "(UTC+01:00) Amsterdam, Berlin"

    assert busy(zone(odd), event(at(odd), "DURATION:PT1H")) == ["0704T0700 0704T0800"]


def test_a_name_that_nobody_explains_is_read_in_the_calendars_zone_and_told() -> None:
    start = event(at("Mars/Phobos"), "DURATION:PT1H")

    assert busy(start) == ["0704T0700 0704T0800"]
    assert troubles(start) == ["zone_unknown"]


def test_the_place_beside_the_rules_wins_over_them() -> None:
    place = zone("Ours", "X-LIC-LOCATION:America/New_York")

    assert busy(place, event(at("Ours"), "DURATION:PT1H")) == ["0704T1300 0704T1400"]


def test_rules_of_one_file_mean_nothing_in_the_next() -> None:
    start = event(at("Ours"), "DURATION:PT1H")

    assert busy(zone("Ours").replace("+0200", "+0500"), start) == ["0704T0400 0704T0500"]
    assert busy(zone("Ours"), start) == ["0704T0700 0704T0800"]


def test_rules_of_a_file_tell_the_same_as_the_zone_they_describe() -> None:
    ours = zones.Clocks("UTC", lines.calendars(calendar_with(zone("Ours")))[0].parts).of("Ours")
    hours = [datetime(2027, 1, 1) + timedelta(minutes=30 * count) for count in range(2 * 24 * 365)]  # noqa: DTZ001
    berlin = ZoneInfo("Europe/Berlin")

    assert ours is not None
    assert [ours.instant(local) - local.replace(tzinfo=berlin).timestamp() for local in hours] == [0] * len(
        hours
    )


def calendar_with(component: str) -> bytes:
    return f"BEGIN:VCALENDAR\r\n{component}\r\nEND:VCALENDAR\r\n".encode()


def test_the_last_onset_of_rules_that_have_ended_stays_in_force() -> None:
    ended = zone("Ours").replace("RRULE:FREQ=YEARLY", "RRULE:UNTIL=20101101T000000Z;FREQ=YEARLY")

    assert busy(ended, event(at("Ours"), "DURATION:PT1H")) == ["0704T0800 0704T0900"]


@pytest.mark.parametrize(
    "broken", ["FREQ=SECONDLY", "FREQ=YEARLY;COUNT=3", "FREQ=YEARLY;BYMONTH=13", "nonsense"]
)
def test_rules_that_cannot_be_followed_are_told(broken: str) -> None:
    odd = zone("Ours").replace("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", broken)

    (found,) = read(odd, event(at("Ours"), "DURATION:PT1H"))

    assert found.trouble == "zone_unknown"


def test_a_zone_that_only_lists_its_changes_is_followed() -> None:
    listed = zone("Ours").replace(
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "RDATE:20270101T020000,20280101T020000"
    )

    assert busy(listed, event("DTSTART;TZID=Ours:20270204T090000", "DURATION:PT1H")) == [
        "0204T0700 0204T0800"
    ]


def test_an_offset_where_none_belongs_is_passed_over() -> None:
    odd = zone("Ours").replace("16010101T020000", "16010101T020000+0100")

    assert busy(odd, event(at("Ours"), "DURATION:PT1H")) == ["0704T0700 0704T0800"]
