"""Which spans overlap a stretch of time: the two statements together find each of them once."""

import pytest
from flask import Flask

from tests.builders import DAY, HOUR, NOW, TOMORROW_AT_TEN, make_grant, make_span, primary_calendar
from webapp.extensions import db
from webapp.models import BusySpan
from webapp.models.busy_span import overlapping

SINCE, UNTIL = TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "found"),
    [
        (SINCE - HOUR, SINCE, 0),
        (SINCE - HOUR, SINCE + 1, 1),
        (UNTIL - 1, UNTIL - 1 + DAY, 1),
        (UNTIL, UNTIL + HOUR, 0),
        (UNTIL - 1, UNTIL + DAY, 1),
        (SINCE - 30 * DAY, UNTIL + 30 * DAY, 1),
        (SINCE - 30 * DAY, SINCE, 0),
        (UNTIL, UNTIL + 30 * DAY, 0),
    ],
)
def test_a_span_of_any_length_is_found_once(app: Flask, starts_at: int, ends_at: int, found: int) -> None:
    make_span(primary_calendar(make_grant()), starts_at, ends_at)

    parts = overlapping(SINCE, UNTIL, BusySpan.id, now=NOW)

    assert len(db.session.execute(db.union_all(*parts)).all()) == found


@pytest.mark.parametrize("length", [HOUR, 2 * DAY])
@pytest.mark.parametrize(("expires_at", "found"), [(None, 1), (NOW + 1, 1), (NOW, 0)])
def test_a_hold_is_found_until_it_expires(
    app: Flask, length: int, expires_at: int | None, found: int
) -> None:
    make_span(primary_calendar(make_grant()), SINCE, SINCE + length, expires_at=expires_at)

    parts = overlapping(SINCE, UNTIL, BusySpan.id, now=NOW)

    assert len(db.session.execute(db.union_all(*parts)).all()) == found
