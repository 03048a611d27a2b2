"""Which windows of time may be asked about."""

import pytest

from webapp.errors import InvalidInput
from webapp.services.windows import check_window

DAY = 86_400


@pytest.mark.parametrize(
    ("start", "end", "code", "field"),
    [
        (-1, 0, "window.negative", "start_time"),
        (0, 10**12, "window.beyond_year_9999", "end_time"),
        (2, 1, "window.reversed", "end_time"),
        (0, 100 * DAY + 1, "window.too_long", "end_time"),
    ],
)
def test_a_window_that_nobody_can_mean_is_refused(start: int, end: int, code: str, field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_window(start, end=end)

    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_a_window_may_have_a_shorter_limit() -> None:
    check_window(0, end=31 * DAY, days=31)

    with pytest.raises(InvalidInput, match=r"^end_time: window\.too_long days=31$"):
        check_window(0, end=31 * DAY + 1, days=31)


def test_an_empty_window_is_refused_only_where_it_must_not_be_empty() -> None:
    check_window(5, end=5)

    with pytest.raises(InvalidInput, match=r"window\.empty"):
        check_window(5, end=5, may_be_empty=False)
