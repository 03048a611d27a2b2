from typing import Any

import pytest

from tests.scheduling.documents import ANN, BEN, CAT, at, document, rules, slots_of
from webapp.scheduling import offer, rules_of
from webapp.scheduling.busy import Busy

DAY = 86_400
MONDAY = at("2027-05-03 00:00")


def times(busy: Busy, **variations: Any) -> list[str]:
    """What is offered on Monday, as minutes after nine."""
    starts = offer(rules(**variations), busy, start=MONDAY, end=MONDAY + DAY, now=MONDAY - DAY).starts
    return [f"{(start - MONDAY) // 3600:02d}:{(start - MONDAY) // 60 % 60:02d}" for start in starts]


def busy_from(start: str, end: str) -> tuple[int, int]:
    return at(f"2027-05-03 {start}"), at(f"2027-05-03 {end}")


def test_a_slot_may_touch_busy_time_at_both_ends() -> None:
    assert times({ANN: [busy_from("09:30", "10:00")]}) == ["09:00", "10:00", "10:30"]


def test_one_second_of_busy_time_takes_a_slot() -> None:
    start, _ = busy_from("09:30", "10:00")

    assert times({ANN: [(start - 1, start)]}) == ["09:30", "10:00", "10:30"]


def test_the_buffer_before_keeps_time_free_before_busy_time() -> None:
    assert times({ANN: [busy_from("10:00", "10:30")]}, rules={"buffer": {"before": 5}}) == ["09:00", "10:30"]


def test_the_buffer_after_keeps_time_free_after_busy_time() -> None:
    assert times({ANN: [busy_from("09:00", "09:30")]}, rules={"buffer": {"after": 5}}) == ["10:00", "10:30"]


def test_buffers_do_not_shrink_the_hours() -> None:
    assert times({}, rules={"buffer": {"before": 60, "after": 60}})[0] == "09:00"


def test_busy_time_may_come_in_any_order_and_longer_than_the_window() -> None:
    spans = [
        busy_from("10:30", "11:00"),
        (MONDAY - 400 * DAY, at("2027-05-03 09:01")),
        busy_from("09:40", "09:41"),
    ]

    assert times({ANN: spans}) == ["10:00"]


def test_spans_may_carry_more_than_start_and_end() -> None:
    assert times({ANN: [(*busy_from("09:00", "10:30"), 7)]}) == ["10:30"]


def test_all_must_be_free_in_collective() -> None:
    busy = {ANN: [busy_from("09:00", "09:30")], BEN: [busy_from("10:30", "11:00")]}

    assert times(busy, emails=(ANN, BEN)) == ["09:30", "10:00"]


def test_one_must_be_free_in_round_robin() -> None:
    busy = {ANN: [busy_from("09:00", "10:00")], BEN: [busy_from("09:30", "11:00")]}

    offered = times(busy, emails=(ANN, BEN), rules={"availability_method": "max-availability"})

    assert offered == ["09:00", "10:00", "10:30"]


def test_round_robin_names_those_who_are_free_in_the_queues_order() -> None:
    team = rules(emails=(ANN, BEN, CAT), rules={"availability_method": "max-availability"})
    busy = {ANN: [busy_from("09:00", "09:30")]}

    slots = slots_of(
        offer(team, busy, start=MONDAY, end=MONDAY + DAY, now=MONDAY - DAY, queue=(CAT, BEN, ANN))
    )

    assert [emails for _, _, emails in slots][:2] == [(CAT, BEN), (CAT, BEN, ANN)]


def test_fairness_hides_those_in_the_second_half_of_the_queue() -> None:
    team = rules(emails=(ANN, BEN), rules={"availability_method": "max-fairness"})
    busy = {BEN: [busy_from("09:00", "10:30")]}

    answer = offer(team, busy, start=MONDAY, end=MONDAY + DAY, now=MONDAY - DAY, queue=(BEN, ANN))

    assert (answer.starts, answer.order) == ([at("2027-05-03 10:30")], (BEN, ANN))


def test_in_round_robin_a_slot_lies_within_one_participants_own_hours() -> None:
    given = document(emails=(ANN, BEN), duration=60, rules={"availability_method": "max-availability"})
    for person, (start, end) in zip(
        given["participants"], [("09:00", "10:30"), ("10:30", "12:00")], strict=True
    ):
        person["availability"]["open_hours"] = [{"days": [1], "start": start, "end": end}]

    starts = offer(rules_of(given), {}, start=MONDAY, end=MONDAY + DAY, now=MONDAY - DAY).starts

    assert starts == [at("2027-05-03 09:00"), at("2027-05-03 11:00")]


@pytest.mark.parametrize("email", [None, "note-taker@example.com"])
def test_a_participant_without_availability_is_always_free_and_takes_no_slot(email: str | None) -> None:
    given = document()
    if email:
        given["participants"].append({"email": email, "availability": None, "booking": None})

    answer = offer(rules_of(given), {}, start=MONDAY, end=MONDAY + DAY, now=MONDAY - DAY)

    assert (len(answer.starts), answer.emails) == (4, (ANN,))
