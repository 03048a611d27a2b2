from typing import Any

import pytest

from tests.scheduling.documents import ANN, BEN, NINE_TO_ELEVEN, at, document, rules
from webapp.scheduling import BusyDetail, Reason, Rules, explain, rules_of

NINE = at("2027-05-03 09:00")
EARLIER = NINE - 86_400


def reasons(
    given: Rules, busy: dict[str, Any] | None = None, *, start: int = NINE, **more: Any
) -> tuple[Reason, ...]:
    """What is against one start that is a candidate."""
    explained = explain(given, busy or {}, start=start, end=start + 1, **{"now": EARLIER, **more})
    assert [candidate for candidate, _ in explained] == [start]
    return explained[0][1]


def codes(*arguments: Any, **more: Any) -> list[str]:
    return [reason.code for reason in reasons(*arguments, **more)]


def test_a_start_that_is_offered_has_no_reasons() -> None:
    assert reasons(rules()) == ()


def test_a_start_in_closed_time_is_outside_of_open_hours() -> None:
    assert codes(rules(), start=at("2027-05-03 12:00")) == ["outside_open_hours"]


def test_a_slot_that_would_end_after_closing_is_outside_of_open_hours() -> None:
    assert codes(rules(duration=180)) == ["outside_open_hours"]


def test_a_date_closed_by_name_has_a_code_of_its_own() -> None:
    given = rules_of(document(), closed_dates=["2027-05-03"])

    assert [(reason.code, reason.date) for reason in reasons(given)] == [("closed_date", "2027-05-03")]


def test_an_exdate_is_a_closed_date() -> None:
    assert codes(rules(hours=[{**NINE_TO_ELEVEN, "exdates": ["2027-05-03"]}])) == ["closed_date"]


@pytest.mark.parametrize(
    "now, notice, days, code",
    [
        (NINE + 5, 0, 366, "past"),
        (NINE - 60, 30, 366, "before_notice"),
        (NINE - 5 * 86_400, 0, 4, "beyond_horizon"),
    ],
)
def test_the_clock_is_a_reason(now: int, notice: int, days: int, code: str) -> None:
    given = rules(scheduler={"min_booking_notice": notice, "available_days_in_future": days})

    assert codes(given, now=now) == [code]


@pytest.mark.parametrize(
    "kind, code",
    [
        ("event", "busy"),
        ("pending", "busy"),
        ("booked", "busy"),
        ("hold", "held"),
        ("unreachable", "calendar_unreachable"),
    ],
)
def test_busy_time_is_named_with_its_calendar_owner_and_title(kind: str, code: str) -> None:
    span = BusyDetail(NINE, NINE + 60, kind, "cal-1", "org-1", "Dentist")

    (reason,) = reasons(rules(), {ANN: [span]})

    assert (reason.code, reason.email, reason.start, reason.end) == (code, ANN, NINE, NINE + 60)
    assert (reason.calendar, reason.owner, reason.title) == ("cal-1", "org-1", "Dentist")


def test_a_buffer_is_named_with_what_it_belongs_to() -> None:
    span = BusyDetail(NINE - 600, NINE - 300, "event", "cal-1", "org-1", "Dentist")

    (reason,) = reasons(rules(rules={"buffer": {"after": 10}}), {ANN: [span]})

    assert (reason.code, reason.title) == ("buffer", "Dentist")


def test_a_held_time_that_is_only_too_close_is_a_buffer() -> None:
    span = BusyDetail(NINE - 600, NINE - 300, "hold", "cal-1", "org-1")

    (reason,) = reasons(rules(rules={"buffer": {"after": 10}}), {ANN: [span]})

    assert (reason.code, reason.kind) == ("buffer", "hold")


def test_a_cap_is_named() -> None:
    given = rules(rules={"limits": {"bookings_per_day": 1}})

    (reason,) = reasons(given, caps_used=[(NINE + 3600, NINE + 5400)])

    assert (reason.code, reason.limit) == ("cap_reached", "bookings_per_day")


def test_all_reasons_are_listed_and_not_the_first() -> None:
    given = rules(emails=(ANN, BEN), rules={"limits": {"bookings_per_day": 1}})
    busy = {ANN: [(NINE, NINE + 1), (NINE + 1, NINE + 2)], BEN: [(NINE, NINE + 1)]}

    found = codes(given, busy, now=NINE, caps_used=[(NINE, NINE + 1)])

    assert found == ["past", "cap_reached", "busy", "busy", "busy"]


def test_in_round_robin_one_free_participant_is_enough() -> None:
    given = rules(emails=(ANN, BEN), rules={"availability_method": "max-availability"})

    assert reasons(given, {ANN: [(NINE, NINE + 1)]}) == ()


def test_closed_time_has_candidates_at_the_steps_of_the_grid() -> None:
    start = at("2027-05-03 11:00")

    explained = explain(rules(), {}, start=start, end=start + 3600, now=EARLIER)

    assert [candidate for candidate, _ in explained] == [start, start + 1800]
