from tests.scheduling.documents import at, rules
from webapp.scheduling import caps_window, offer

DAY = 86_400
MONDAY = at("2027-05-03 00:00")


def offered_days(limit: dict[str, int], booked: list[tuple[int, int]], *, days: int = 14) -> set[int]:
    """Which of the days from Monday on have a free slot."""
    given = rules(rules={"limits": limit})
    starts = offer(
        given, {}, start=MONDAY, end=MONDAY + days * DAY, now=MONDAY - DAY, caps_used=booked
    ).starts
    return {(start - MONDAY) // DAY for start in starts}


def booking(day: int, minutes: int = 30) -> tuple[int, int]:
    start = MONDAY + day * DAY + 10 * 3600
    return start, start + minutes * 60


def test_a_day_with_its_last_booking_is_closed_and_the_next_is_not() -> None:
    assert offered_days({"bookings_per_day": 1}, [booking(0)], days=2) == {1}


def test_a_week_runs_from_monday_to_sunday() -> None:
    assert offered_days({"bookings_per_week": 1}, [booking(6)]) == set(range(7, 14))


def test_a_month_is_a_calendar_month() -> None:
    assert offered_days({"bookings_per_month": 1}, [booking(0)], days=31) == {29, 30}


def test_minutes_count_with_the_slot_that_would_come() -> None:
    limit = {"minutes_per_day": 60}

    assert offered_days(limit, [booking(0, minutes=30)], days=1) == {0}
    assert offered_days(limit, [booking(0, minutes=31)], days=1) == set()


def test_without_limits_nothing_needs_to_be_counted() -> None:
    assert caps_window(rules(), start=MONDAY, end=MONDAY + DAY) is None


def test_what_must_be_counted_reaches_over_the_whole_month() -> None:
    from_, to = caps_window(rules(rules={"limits": {"bookings_per_month": 1}}), start=MONDAY, end=MONDAY) or (
        0,
        0,
    )

    assert from_ <= at("2027-05-01 00:00")
    assert to >= at("2027-06-01 00:00")
