"""Of many who come back from a consent page with the same state, one is the first."""

from flask import Flask

from tests.builders import NOW
from tests.racing import race
from webapp.services.calendars import consents


def test_only_the_first_return_counts(app: Flask) -> None:
    assert [consents.is_first_return("state", now=NOW) for _ in range(3)] == [True, False, False]
    assert consents.is_first_return("another", now=NOW)


def test_of_many_at_once_one_is_the_first(app: Flask) -> None:
    results = race(app, [lambda: consents.is_first_return("state", now=NOW)] * 5)

    assert sorted(results, key=bool) == [False, False, False, False, True]
