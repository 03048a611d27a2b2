"""When a series is over: never before its last occurrence has ended."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.lib import recurrence
from webapp.lib.recurrence_end import over_at
from webapp.scheduling import DAY

BERLIN = "Europe/Berlin"
FIRST, HOUR = 1_798_794_000, 3600  # 2027-01-01T10:00 in Berlin


def end(rule: str, *, zone: str = BERLIN) -> int | None:
    return over_at([f"RRULE:{rule}"], starts_at=FIRST, ends_at=FIRST + HOUR, zone=zone)


def test_a_series_without_an_end_is_never_over() -> None:
    assert end("FREQ=WEEKLY") is None


@pytest.mark.parametrize("rule", ["FREQ=DAILY;COUNT=3", "FREQ=DAILY;UNTIL=20270103T225959Z"])
def test_a_series_is_over_soon_after_its_last_time(rule: str) -> None:
    last = FIRST + 2 * DAY + HOUR

    assert last <= (end(rule) or 0) <= last + 2 * DAY


def test_a_series_that_ends_before_it_begins_is_held_once() -> None:
    assert (end("FREQ=DAILY;UNTIL=20260101") or 0) >= FIRST + HOUR


@given(
    st.sampled_from(["DAILY", "WEEKLY", "WEEKLY;BYDAY=MO,SU", "MONTHLY", "MONTHLY;BYDAY=-1FR"]),
    st.one_of(st.integers(1, 40).map("COUNT={}".format), st.just("UNTIL=20270301T000000Z")),
    st.sampled_from([BERLIN, "Pacific/Kiritimati", "Pacific/Pago_Pago"]),
    st.integers(FIRST, FIRST + 40 * DAY),
)
def test_nothing_happens_after_a_series_is_over(frequency: str, ends: str, zone: str, first: int) -> None:
    lines = recurrence.checked([f"RRULE:FREQ={frequency};{ends}"])
    over = over_at(lines, starts_at=first, ends_at=first + HOUR, zone=zone)

    assert over is not None
    assert not recurrence.instants(lines, first=first, zone=zone, since=over - HOUR, until=over + 1500 * DAY)
