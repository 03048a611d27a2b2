"""Rules of a file, tidied until ours can be asked."""

from datetime import datetime

import pytest

from webapp.lib.ical import rules
from webapp.lib.ical.rules import UnsupportedRule

NINE = datetime(2027, 1, 4, 9, 0)  # noqa: DTZ001


def test_until_is_taken_out_as_it_stands() -> None:
    rule, until = rules.parsed("freq=daily; until=20270110T000000Z", NINE)

    assert rule is not None
    assert (rule.frequency, until) == ("DAILY", "20270110T000000Z")


def test_a_time_of_day_that_repeats_the_start_says_nothing() -> None:
    assert rules.parsed("FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0", NINE) == rules.parsed("FREQ=DAILY", NINE)


def test_a_calendar_that_every_rule_means_says_nothing() -> None:
    assert rules.parsed("RSCALE=GREGORIAN;FREQ=DAILY;SKIP=OMIT", NINE) == rules.parsed("FREQ=DAILY", NINE)


@pytest.mark.parametrize(
    "value",
    [
        *(
            "FREQ=SECONDLY",
            "FREQ=MINUTELY",
            "FREQ=HOURLY",
            "FREQ=DAILY;BYHOUR=9,15",
            "RSCALE=HEBREW;FREQ=YEARLY",
        ),
        *("", "nonsense", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;FREQ=WEEKLY", "COUNT=3"),
    ],
)
def test_what_cannot_be_followed_is_refused(value: str) -> None:
    with pytest.raises(UnsupportedRule):
        rules.parsed(value, NINE)


def test_what_never_happens_is_no_rule() -> None:
    assert rules.parsed("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", NINE) == (None, None)


def test_a_rule_that_is_counted_costs_all_the_days_from_its_start() -> None:
    counted, _ = rules.parsed("FREQ=DAILY;COUNT=9999", NINE)
    endless, _ = rules.parsed("FREQ=DAILY", NINE)

    assert counted is not None
    assert rules.cost(counted, first=0, since=10_000, until=10_100) > 10_000
    assert endless is not None
    assert rules.cost(endless, first=0, since=10_000, until=10_100) < 200
