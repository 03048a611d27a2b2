"""A quarter of the threads may wait for other servers, and whoever comes then is told at once."""

from contextlib import ExitStack

import pytest

from webapp.lib.waiting_places import AT_MOST, WaitingPlaces


def test_whoever_comes_when_all_places_are_taken_gets_none() -> None:
    places = WaitingPlaces()

    with ExitStack() as held:
        got = [held.enter_context(places.one()) for _ in range(AT_MOST + 1)]

    assert got == [*[True] * AT_MOST, False]


def test_a_place_is_free_again_whatever_came_of_the_waiting() -> None:
    places = WaitingPlaces()
    for _ in range(AT_MOST + 1):
        with pytest.raises(LookupError), places.one():
            raise LookupError

    with places.one() as is_held:
        assert is_held
