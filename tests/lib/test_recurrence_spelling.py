"""Lines of a recurring event, in one spelling whatever they came in."""

from datetime import UTC, datetime

import pytest

from webapp.lib import recurrence_spelling

NEW_YORK = "America/New_York"
NINE = int(datetime(2027, 3, 1, 14, tzinfo=UTC).timestamp())  # 09:00 in New York


def timed(*lines: str) -> list[str]:
    return recurrence_spelling.of_times(lines, first=NINE, zone=NEW_YORK)


@pytest.mark.parametrize(
    ("given", "spelled"),
    [
        ("EXDATE;TZID=America/New_York:20270315T090000", "20270315T130000Z"),
        ("EXDATE;TZID=Europe/Berlin:20270315T140000", "20270315T130000Z"),
        ("EXDATE:20270308T090000", "20270308T140000Z"),
        ("EXDATE:20270315T130000Z", "20270315T130000Z"),
        ("EXDATE;VALUE=DATE:20270315", "20270315T130000Z"),
        ("EXDATE:20271107T013000", "20271107T053000Z"),  # the first of two
        ("EXDATE:20270314T023000", "20270314T073000Z"),  # skipped
    ],
)
def test_an_exdate_of_times_is_an_instant(given: str, spelled: str) -> None:
    assert timed("RRULE:FREQ=WEEKLY", given) == ["RRULE:FREQ=WEEKLY", f"EXDATE:{spelled}"]


@pytest.mark.parametrize(
    ("given", "spelled"),
    [
        ("20270315", "20270316T035959Z"),
        ("20270315T090000", "20270316T035959Z"),
        ("20270315T130000Z", "20270316T035959Z"),
        ("20270315T125959Z", "20270315T035959Z"),
    ],
)
def test_until_is_the_end_of_the_last_day_with_an_occurrence(given: str, spelled: str) -> None:
    assert timed(f"RRULE:FREQ=DAILY;UNTIL={given};INTERVAL=2") == [
        f"RRULE:FREQ=DAILY;UNTIL={spelled};INTERVAL=2"
    ]


@pytest.mark.parametrize(
    ("given", "spelled"),
    [
        ("EXDATE:20270315", "20270315"),
        ("EXDATE;TZID=Asia/Tokyo:20270315T000000", "20270315"),
        ("EXDATE:20270315T000000", "20270315"),
        ("EXDATE:20270315T030000Z", "20270314"),
    ],
)
def test_an_exdate_of_an_all_day_event_is_a_date(given: str, spelled: str) -> None:
    lines = ["RRULE:FREQ=DAILY;UNTIL=20270320T030000Z", given]

    assert recurrence_spelling.of_days(lines, zone=NEW_YORK) == [
        "RRULE:FREQ=DAILY;UNTIL=20270319",
        f"EXDATE;VALUE=DATE:{spelled}",
    ]


def test_what_is_excluded_twice_is_said_once() -> None:
    twice = timed("RRULE:FREQ=DAILY", "EXDATE:20270315", "EXDATE:20270315T130000Z,20270316T130000Z")

    assert twice[1:] == ["EXDATE:20270315T130000Z,20270316T130000Z"]


def test_many_values_stand_in_several_lines() -> None:
    years = ",".join(f"{year}0315" for year in range(2027, 2327))

    assert [len(line.split(",")) for line in timed("RRULE:FREQ=YEARLY", f"EXDATE:{years}")[1:]] == [200, 100]


def test_what_is_spelled_once_stays() -> None:
    once = timed("RRULE:FREQ=DAILY;UNTIL=20270401", "EXDATE:20270315")

    assert timed(*once) == once
