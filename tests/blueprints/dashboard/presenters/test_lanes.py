"""Side by side: lanes of what overlaps."""

from webapp.blueprints.dashboard.presenters.lanes import LANES_AT_MOST, lanes


def test_what_follows_each_other_has_the_whole_width() -> None:
    assert lanes([(0, 1), (1, 2)]) == [(0, 1), (0, 1)]


def test_what_overlaps_stands_side_by_side() -> None:
    assert lanes([(0, 2), (1, 3)]) == [(0, 2), (1, 2)]


def test_a_lane_is_used_again_once_it_is_free() -> None:
    assert lanes([(0, 4), (0, 1), (1, 2)]) == [(0, 2), (1, 2), (1, 2)]


def test_groups_that_do_not_touch_have_lanes_of_their_own() -> None:
    assert lanes([(0, 2), (1, 2), (5, 6)]) == [(0, 2), (1, 2), (0, 1)]


def test_beyond_the_last_lane_all_share_it() -> None:
    found = lanes([(0, 9)] * (LANES_AT_MOST + 2))

    assert found[-3:] == [(LANES_AT_MOST - 1, LANES_AT_MOST)] * 3
