"""What the fields of an event mean."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from tests.builders import DAY, HOUR, NOW, grant_of, make_event, primary_calendar, timespan
from webapp.blueprints.dashboard.event_forms import EventForm, data_of
from webapp.models import Organizer
from webapp.services.calendars.listing import Entry

ZONE = "Europe/Stockholm"
LUNCH = {
    "title": "Lunch",
    "first_day": "2027-01-05",
    "start": "12:00",
    "last_day": "2027-01-05",
    "end": "13:00",
    "busy": "y",
    "repeats": "",
}


def meant(app: Flask, **typed: str) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """The columns, and what is said beside fields."""
    with app.test_request_context():
        form = EventForm(formdata=MultiDict({**LUNCH, **typed}), meta={"csrf": False})
        assert form.validate()
        columns = form.to_columns(zone=ZONE, with_rule=True)
        return columns, {name: said[0] for name, said in form.errors.items() if name and said}


def test_times_are_those_of_the_zone(app: Flask) -> None:
    columns, _ = meant(app)

    assert columns is not None
    assert columns["when"] == timespan(NOW + DAY + 3 * HOUR, zone=ZONE)
    assert (columns["title"], columns["busy"], columns["recurrence"]) == ("Lunch", True, [])


def test_whole_days_need_no_times(app: Flask) -> None:
    one, _ = meant(app, whole_days="y", start="", end="")
    several, _ = meant(app, whole_days="y", last_day="2027-01-07", start="", end="")

    assert one is not None
    assert one["when"] == {"object": "date", "date": "2027-01-05"}
    assert several is not None
    assert several["when"] == {"object": "datespan", "start_date": "2027-01-05", "end_date": "2027-01-08"}


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"first_day": "soon"}, "first_day", "Please give a date."),
        ({"last_day": ""}, "last_day", "Please give a date."),
        ({"start": "noon"}, "start", "Please give a time, such as 09:30."),
        ({"end": "11:00"}, "end", "The end must be after the start."),
        ({"whole_days": "y", "last_day": "2027-01-04"}, "last_day", "must not be before the first"),
        ({"repeats": "hourly"}, "repeats", "Please choose one of these."),
        ({"repeats": "daily", "repeats_until": "2027-01-04"}, "repeats_until", "must not be before"),
        ({"first_day": "2027-03-28", "last_day": "2027-03-28", "start": "02:30"}, "start", "put forward"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    app: Flask, typed: dict[str, str], field: str, said: str
) -> None:
    columns, errors = meant(app, **typed)

    assert columns is None
    assert said in errors[field]


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ({"repeats": "daily"}, "RRULE:FREQ=DAILY"),
        ({"repeats": "weekly", "repeats_until": "2027-02-01"}, "RRULE:FREQ=WEEKLY;UNTIL=20270201T225900Z"),
        (
            {"repeats": "monthly", "repeats_until": "2027-06-01", "whole_days": "y"},
            "RRULE:FREQ=MONTHLY;UNTIL=20270601",
        ),
    ],
)
def test_simple_recurrences_are_written_as_rules(app: Flask, typed: dict[str, str], rule: str) -> None:
    columns, _ = meant(app, **typed)

    assert columns is not None
    assert columns["recurrence"] == [rule]


def test_the_form_of_an_event_says_what_the_event_is(app: Flask, maya: Organizer) -> None:
    event = make_event(
        primary_calendar(grant_of(maya)),
        timespan(NOW + DAY, zone=ZONE),
        recurrence=["RRULE:FREQ=WEEKLY;UNTIL=20270201T225900Z"],
    )

    data = data_of(Entry.of(event), zone=ZONE, zone_of_dates=ZONE)

    assert (data["first_day"], data["start"], data["end"]) == ("2027-01-05", "09:00", "10:00")
    assert (data["repeats"], data["repeats_until"]) == ("weekly", "2027-02-01")


def test_a_recurrence_that_has_no_name_here_is_kept(app: Flask, maya: Organizer) -> None:
    event = make_event(primary_calendar(grant_of(maya)), recurrence=["RRULE:FREQ=WEEKLY;INTERVAL=2"])

    assert data_of(Entry.of(event), zone=ZONE, zone_of_dates=ZONE)["repeats"] == "kept"
    columns, _ = meant(app, repeats="kept")
    assert columns is not None
    assert "recurrence" not in columns
