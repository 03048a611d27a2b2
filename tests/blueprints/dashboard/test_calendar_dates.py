"""Which week or month an address asks for."""

import pytest
from flask import Flask

from tests.builders import NOW
from webapp.blueprints.dashboard.calendar_dates import FIRST, LAST, Shown, shown
from webapp.scheduling import label_of


def asked(app: Flask, view: str = "week", date: str = "", *, locale: str = "en") -> Shown:
    with app.test_request_context():
        return shown(view, date, zone="UTC", locale=locale, now=NOW)


def test_without_a_date_it_is_the_present_week(app: Flask) -> None:
    found = asked(app, locale="de")

    assert (label_of(found.days[0]), len(found.days)) == ("2027-01-04", 7)


def test_weeks_begin_as_the_organizer_is_used_to(app: Flask) -> None:
    assert label_of(asked(app, locale="en-US").days[0]) == "2027-01-03"


def test_a_month_is_shown_in_whole_weeks(app: Flask) -> None:
    found = asked(app, "month", "2027-02-10", locale="de")

    assert (label_of(found.days[0]), label_of(found.days[-1])) == ("2027-02-01", "2027-02-28")
    assert len(asked(app, "month", "2027-01-10", locale="de").days) == 35


def test_earlier_and_later_are_a_week_or_a_month_away(app: Flask) -> None:
    week, month = asked(app, date="2027-03-31"), asked(app, "month", "2027-03-31")

    assert (week.earlier, week.later) == ("2027-03-24", "2027-04-07")
    assert (month.earlier, month.later) == ("2027-02-28", "2027-04-01")


@pytest.mark.parametrize("typed", ["soon", "2027-02-30", "1970-01-01", "9999-12-31", "２０２７-01-01"])
def test_what_is_no_date_is_told_and_kept(app: Flask, typed: str) -> None:
    found = asked(app, date=typed)

    assert found.typed == typed
    assert found.date == "2027-01-04"


def test_there_is_nothing_before_the_first_day_and_after_the_last(app: Flask) -> None:
    assert asked(app, date=label_of(FIRST)).earlier is None
    assert asked(app, date=label_of(LAST)).later is None
    assert asked(app, "month", label_of(FIRST)).earlier is None
    assert asked(app, "month", label_of(LAST)).later is None
