"""How long ago something last showed that it lives."""

import math

from webapp.lib.heartbeat import SKEW_SECONDS, Observer

NOW = 1_799_049_600
HOUR = 3600


def test_at_first_sight_a_beat_is_as_old_as_the_clock_says() -> None:
    assert Observer().youngest({"a": NOW - 40}, now=NOW, elapsed=0) == 40


def test_without_a_beat_nothing_lives() -> None:
    assert Observer().youngest({}, now=NOW, elapsed=0) == math.inf


def test_the_youngest_of_several_counts() -> None:
    assert Observer().youngest({"a": NOW - 90, "b": NOW - 3}, now=NOW, elapsed=0) == 3


def test_a_beat_from_the_future_proves_nothing() -> None:
    assert Observer().youngest({"a": NOW + HOUR}, now=NOW, elapsed=0) == math.inf


def test_the_clocks_of_two_machines_may_differ_a_little() -> None:
    assert Observer().youngest({"a": NOW + SKEW_SECONDS}, now=NOW, elapsed=0) <= 0


def test_a_beat_that_stays_grows_old_although_the_clock_is_set_back() -> None:
    observer = Observer()
    observer.youngest({"a": NOW}, now=NOW, elapsed=100)

    assert observer.youngest({"a": NOW}, now=NOW - 30, elapsed=161) == 61


def test_a_dead_beat_does_not_come_to_life_when_the_clock_reaches_it_again() -> None:
    observer = Observer()
    observer.youngest({"a": NOW}, now=NOW - HOUR, elapsed=0)

    assert observer.youngest({"a": NOW}, now=NOW, elapsed=HOUR) == math.inf


def test_what_goes_on_beating_lives_whatever_its_clock_says() -> None:
    observer = Observer()
    observer.youngest({"a": NOW + HOUR}, now=NOW, elapsed=0)

    assert observer.youngest({"a": NOW + HOUR + 5}, now=NOW + 8, elapsed=8) == 8


def test_a_change_long_after_the_last_look_is_as_old_as_the_clock_says() -> None:
    observer = Observer()
    observer.youngest({"a": NOW}, now=NOW, elapsed=0)

    assert observer.youngest({"a": NOW + 5}, now=NOW + HOUR, elapsed=HOUR) == HOUR - 5
