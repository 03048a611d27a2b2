from hypothesis import given
from hypothesis import strategies as st

from webapp.scheduling.busy import BusyColumns

SPANS = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 200)).map(lambda pair: (pair[0], sum(pair))))
RUNS = st.lists(st.tuples(st.integers(0, 7), st.integers(1, 6)), max_size=5, unique_by=lambda pair: pair[0])


def columns(spans: list[tuple[int, int]]) -> BusyColumns:
    return BusyColumns.of([start for start, _ in spans], [end for _, end in spans])


def test_columns_in_any_order_are_sorted_by_end() -> None:
    assert list(columns([(5, 90), (1, 3), (2, 8)])) == [(1, 3), (2, 8), (5, 90)]
    assert list(columns([(1, 3), (2, 8), (5, 90)])) == [(1, 3), (2, 8), (5, 90)]


def test_what_lies_between_the_runs_is_passed_over_and_what_overlaps_is_one() -> None:
    spans = columns([(hour * 120, hour * 120 + 60) for hour in range(1000)] + [(29_990, 30_050)])

    assert spans.refusing([range(30_000, 30_060, 15)], lead=30, trail=0) == [(29_990, 30_060)]


def test_spans_whose_refusals_only_touch_leave_the_start_between_them() -> None:
    spans = columns([(0, 100), (160, 200)])

    assert spans.refusing([range(0, 200, 10)], lead=40, trail=20) == [(160, 200), (0, 100)]


@given(spans=SPANS, begins=RUNS, lead=st.integers(1, 90), trail=st.integers(0, 60))
def test_the_same_starts_are_refused_as_by_all_spans(
    spans: list[tuple[int, int]], begins: list[tuple[int, int]], lead: int, trail: int
) -> None:
    runs = [range(at * 90, at * 90 + count * 15, 15) for at, count in sorted(begins)]

    refusing = columns(spans).refusing(runs, lead=lead, trail=trail)

    assert [refused(refusing, t, lead, trail) for run in runs for t in run] == [
        refused(spans, t, lead, trail) for run in runs for t in run
    ]


def refused(spans: list[tuple[int, int]], t: int, lead: int, trail: int) -> bool:
    return any(start - lead < t < end + trail for start, end in spans)
