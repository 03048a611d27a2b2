"""What zones are called: by browsers, today, and by people."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from webapp.lib import zone_names
from webapp.scheduling import DAY, zones

ENGLISH = Locale("en")
YEAR = int(datetime(2027, 1, 1, tzinfo=UTC).timestamp())


def name(zone: str, year: int, month: int, language: str = "en") -> str | None:
    moment = datetime(year, month, 15, tzinfo=UTC).astimezone(ZoneInfo(zone))
    return zone_names.long_name(moment, Locale(language))


@pytest.mark.parametrize(
    ("reported", "known"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Asia/Calcutta", "Asia/Calcutta"),
        ("Etc/Unknown", None),
        ("+05:30", None),
        ("", None),
    ],
)
def test_a_zone_is_known_in_whatever_case_it_comes(reported: str, known: str | None) -> None:
    assert zone_names.known(reported) == known


@pytest.mark.parametrize(
    ("old", "present"),
    [
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Asia/Saigon", "Asia/Ho_Chi_Minh"),
        ("Asia/Rangoon", "Asia/Yangon"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Iceland", "Atlantic/Reykjavik"),
        ("Etc/UTC", "UTC"),
        ("Europe/Stockholm", "Europe/Stockholm"),
        ("Etc/GMT+5", "Etc/GMT+5"),
    ],
)
def test_an_old_name_has_a_present_one(old: str, present: str) -> None:
    assert zone_names.present(old) == present


def test_a_present_name_is_a_zone_and_stays() -> None:
    for zone in zones():
        assert zone_names.present(zone) in zones()
        assert zone_names.present(zone_names.present(zone)) == zone_names.present(zone)


@pytest.mark.parametrize(
    ("zone", "january", "july"),
    [
        ("Europe/Dublin", "Greenwich Mean Time", "Irish Standard Time"),
        ("Europe/London", "Greenwich Mean Time", "British Summer Time"),
        ("America/New_York", "Eastern Standard Time", "Eastern Daylight Time"),
        ("Australia/Sydney", "Australian Eastern Daylight Time", "Australian Eastern Standard Time"),
        ("Asia/Kolkata", None, None),
    ],
)
def test_a_name_means_the_offset_in_force(zone: str, january: str | None, july: str | None) -> None:
    assert (name(zone, 2027, 1), name(zone, 2027, 7)) == (january, july)


def test_no_name_stands_for_two_offsets_at_any_moment_of_a_year() -> None:
    for day in range(0, 366, 10):
        offsets: dict[str, timedelta | None] = {}
        for zone in zones():
            moment = datetime.fromtimestamp(YEAR + day * DAY, UTC).astimezone(ZoneInfo(zone))
            said = zone_names.long_name(moment, ENGLISH)
            if said is not None:
                assert offsets.setdefault(said, moment.utcoffset()) == moment.utcoffset(), (zone, said)
