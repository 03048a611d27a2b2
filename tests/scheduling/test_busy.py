from hypothesis import given
from hypothesis import strategies as st

from webapp.scheduling.busy import BusyColumns

SPANS = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 200)).map(lambda one: (one[0], sum(one))))
RUNS = st.lists(st.tuples(st.integers(0, 7), st.integers(1, 6)), max_size=5, unique_by=lambda one: one[0])


def columns(spans: list[tuple[int, int]]) -> BusyColumns:
    return BusyColumns.of([start for start, _ in spans], [end for _, end in spans])


def test_columns_in_any_order_are_sorted_by_end() -> None:
    assert list(columns([(5, 90), (1, 3), (2, 8)])) == [(1, 3), (2, 8), (5, 90)]
    assert list(columns([(1, 3), (2, 8), (5, 90)])) == [(1, 3), (2, 8), (5, 90)]


def test_what_is_far_from_every_run_is_not_looked_at() -> None:
    spans = columns([(hour * 60, hour * 60 + 60) for hour in range(1000)])

    near = list(spans.near([range(30_000, 30_060, 15)], lead=30, trail=0))

    assert len(near) <= 4


@given(spans=SPANS, begins=RUNS, lead=st.integers(1, 90), trail=st.integers(0, 60))
def test_no_span_that_refuses_a_start_is_passed_over(
    spans: list[tuple[int, int]], begins: list[tuple[int, int]], lead: int, trail: int
) -> None:
    runs = [range(at * 90, at * 90 + count * 15, 15) for at, count in sorted(begins)]
    refusing = {
        (start, end) for start, end in spans for run in runs for t in run if start - lead < t < end + trail
    }

    near = list(columns(spans).near(runs, lead=lead, trail=trail))

    assert refusing <= set(near)
    assert len(near) <= len(spans)
