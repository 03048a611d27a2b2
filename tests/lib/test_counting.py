import pytest

from webapp.lib.counting import Count


@pytest.mark.parametrize(("counted", "count"), [(0, Count(0)), (2, Count(2)), (3, Count(2, is_capped=True))])
def test_a_count_says_when_there_are_more(counted: int, count: Count) -> None:
    assert Count.of(counted, at_most=2) == count
