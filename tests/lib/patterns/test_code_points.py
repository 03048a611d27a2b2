"""Sets of code points, put together and taken apart."""

from webapp.lib.patterns.code_points import ALL, LAST, CodePoints

A_TO_F, C_TO_H = CodePoints(((97, 102),)), CodePoints(((99, 104),))


def test_ranges_that_overlap_or_touch_become_one() -> None:
    assert CodePoints.of([(5, 6), (1, 2), (3, 3), (2, 4), (9, 9)]).ranges == ((1, 6), (9, 9))


def test_the_rest_is_all_that_lies_around_it() -> None:
    assert (~CodePoints.only(5)).ranges == ((0, 4), (6, LAST))
    assert CodePoints() == ~ALL
    assert ~CodePoints() == ALL


def test_two_sets_are_joined_cut_and_taken_from_each_other() -> None:
    assert (A_TO_F | C_TO_H).ranges == ((97, 104),)
    assert (A_TO_F & C_TO_H).ranges == ((99, 102),)
    assert (A_TO_F - C_TO_H).ranges == ((97, 98),)
