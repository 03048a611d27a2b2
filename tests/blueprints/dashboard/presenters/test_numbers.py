"""Numbers as people read them."""

import pytest
from flask import Flask

from webapp.blueprints.dashboard.presenters import numbers as presenters
from webapp.services.bookings import tallies
from webapp.services.bookings.numbers import numbers_of
from webapp.services.bookings.tallies import Counted


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, "Nothing to measure yet"),
        (0, "0 minutes"),
        (119 * 60, "1 hour 59 minutes"),
        (47 * 3600 + 1700, "1 day 23 hours"),
        (9 * 86_400 + 50_000, "10 days"),
    ],
)
def test_a_length_of_time_is_said_as_exactly_as_people_care(
    sqlite_app: Flask, seconds: int | None, words: str
) -> None:
    assert presenters.about(seconds) == words


def test_every_reason_and_every_stretch_has_words() -> None:
    assert set(presenters.REFUSALS) == set(tallies.REASONS)
    assert set(presenters.LEADS) == set(tallies.LEAD_DAYS)


def test_the_longest_bar_is_whole_and_the_others_are_parts_of_it(sqlite_app: Flask) -> None:
    rows = [Counted(1, "refused_taken", 3, 0), Counted(1, "refused_limit", 1, 0)]
    numbers = numbers_of(rows, begins=(0,), week_begin=lambda _: 0)

    with sqlite_app.test_request_context():
        assert [(bar.number, bar.share) for bar in presenters.refusal_bars(numbers)] == [(3, 100), (1, 33)]


def test_a_page_that_is_gone_keeps_its_row(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        [row] = presenters.page_rows({"gone": {"booked": 2, "cancelled": 1, "withdrawn": 1}}, {})

    assert (row.name, row.made, row.cancelled) == ("A deleted page", 2, 2)
