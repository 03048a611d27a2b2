from webapp.scheduling.spans import covers, joined, shared


def test_spans_that_touch_or_overlap_become_one() -> None:
    assert joined([(5, 7), (1, 3), (3, 4), (6, 9)]) == [(1, 4), (5, 9)]


def test_what_two_lists_share_is_in_both() -> None:
    assert shared([(0, 10), (20, 30)], [(5, 25), (28, 40)]) == [(5, 10), (20, 25), (28, 30)]


def test_spans_that_only_touch_share_nothing() -> None:
    assert shared([(0, 10)], [(10, 20)]) == []


def test_a_span_is_covered_only_by_one_that_holds_all_of_it() -> None:
    assert covers([(0, 10), (10, 20)], start=2, end=10)
    assert not covers([(0, 10), (11, 20)], start=5, end=15)
