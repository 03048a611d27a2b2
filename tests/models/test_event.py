"""Which events end after an instant, whatever their length, and which come again."""

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, func, select

from tests.builders import DAY, HOUR, NOW, make_event, make_grant, primary_calendar, timespan
from webapp.extensions import db
from webapp.models import Event
from webapp.models.event import ending_after, happening_once, recurring

DAILY = ["RRULE:FREQ=DAILY"]


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "found"),
    [
        (NOW - HOUR, NOW, [0, 0]),
        (NOW - HOUR, NOW + 1, [1, 0]),
        (NOW + DAY, NOW + DAY + HOUR, [1, 0]),
        (NOW + DAY, NOW + 30 * DAY, [1, 0]),
        (NOW + 1 - DAY, NOW + 1, [1, 0]),
        (NOW - DAY, NOW + 1, [0, 1]),
        (NOW - 30 * DAY, NOW, [0, 0]),
        (NOW - 30 * DAY, NOW + 1, [0, 1]),
    ],
)
@pytest.mark.parametrize("recurrence", [[], DAILY])
def test_an_event_of_any_length_is_found_once(
    app: Flask, starts_at: int, ends_at: int, found: list[int], recurrence: list[str]
) -> None:
    make_event(primary_calendar(make_grant()), timespan(starts_at, ends_at), recurrence=recurrence)

    assert [_how_many(part) for part in ending_after(NOW)] == found


@pytest.mark.parametrize("recurrence", [[], DAILY])
def test_an_event_comes_again_or_it_does_not(app: Flask, recurrence: list[str]) -> None:
    make_event(primary_calendar(make_grant()), recurrence=recurrence)

    assert (_how_many(recurring()), _how_many(happening_once())) == ((1, 0) if recurrence else (0, 1))


def test_a_point_in_time_is_found_before_it_has_come(app: Flask) -> None:
    calendar = primary_calendar(make_grant())
    for at in (NOW, NOW + 1):
        make_event(calendar, {"object": "time", "time": at})

    short, _ = ending_after(NOW)

    assert db.session.scalars(select(Event.starts_at).where(short)).all() == [NOW + 1]


def _how_many(condition: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Event).where(condition)) or 0
