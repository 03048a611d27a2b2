from typing import Any

import pytest

from tests.blueprints.dashboard.editor.desk import at, edit
from tests.browser import Browser
from tests.builders import document, participant
from tests.page import Page
from webapp.blueprints.dashboard.editor.hours_place import HoursPlace, hours_place
from webapp.blueprints.dashboard.editor.other_hours import OtherHours, entries_of, not_shown, shown
from webapp.models import Configuration
from webapp.services.configurations.document import validated

MONDAY, TUESDAY = "2027-01-11", "2027-01-12"
ROW = {"days": [1], "start": "09:00", "end": "17:00", "exdates": [MONDAY]}
TOKYO = {"date": TUESDAY, "start": "09:00", "end": "12:00", "timezone": "Asia/Tokyo"}


def place_with(*entries: dict[str, Any]) -> HoursPlace:
    own = {"calendar_ids": ["primary"], "open_hours": [ROW]}
    maya = participant(availability=own, specific_time_availability=list(entries))
    return hours_place(validated(document(participants=[maya])))


def test_a_closed_day_is_shown_however_it_is_stored() -> None:
    closed = {"date": TUESDAY, "start": "0:00", "end": "00:00"}

    assert shown(place_with(closed)) == [OtherHours(MONDAY), OtherHours(TUESDAY)]


def test_a_date_with_hours_of_its_own_is_not_closed_by_the_weekly_ones() -> None:
    entry = {"date": MONDAY, "start": "9:00", "end": "24:00"}

    assert shown(place_with(entry)) == [OtherHours(MONDAY, "09:00", "00:00")]


def test_dates_in_another_zone_stay_as_they_are() -> None:
    place = place_with(TOKYO)

    assert (not_shown(place), shown(place)) == ([TOKYO], [OtherHours(MONDAY)])
    assert entries_of([], place) == [TOKYO]


def test_what_is_typed_is_stored_as_the_document_has_it() -> None:
    typed = [OtherHours(MONDAY), OtherHours(TUESDAY, "22:00", "00:00")]

    assert [(each["start"], each["end"]) for each in entries_of(typed, place_with())] == [
        ("00:00", "00:00"),
        ("22:00", "24:00"),
    ]


def test_a_date_that_was_there_keeps_its_zone() -> None:
    entry = {"date": TUESDAY, "start": "09:00", "end": "12:00", "timezone": "UTC"}

    assert entries_of([OtherHours(TUESDAY, "09:00", "12:00")], place_with(entry)) == [entry]


DATES = "availability.availability_rules.default_specific_time_availability"


def with_new_date(browser: Browser, page: Page) -> Page:
    """The editor after “Add a date” was pressed."""
    form = page.form("Save")
    values = form.values
    values["action"] = "hours.add-date"
    return browser.send(str(form.tag["action"]), values)


@pytest.mark.parametrize("left", [{}, {"closed": ""}, {"closed": "", "start": "", "end": ""}])
def test_an_added_date_that_was_left_empty_is_dropped(
    dashboard: Browser, intro: Configuration, left: dict[str, str]
) -> None:
    shown = with_new_date(dashboard, edit(dashboard, intro))
    values = shown.form("Save").values
    for name, value in left.items():
        values[f"hours-dates-0-{name}"] = value

    assert dashboard.send(str(shown.form("Save").tag["action"]), values).status == 303
    assert at(intro, DATES) == []


def test_hours_without_their_date_are_refused_and_said_plainly(
    dashboard: Browser, intro: Configuration
) -> None:
    shown = with_new_date(dashboard, edit(dashboard, intro))
    values = shown.form("Save").values
    values["hours-dates-0-closed"], values["hours-dates-0-end"] = "", "12:00"

    refused = dashboard.send(str(shown.form("Save").tag["action"]), values)

    assert refused.status == 422
    assert "Please choose the date of these hours, or remove them." in refused.text


def test_what_is_wrong_with_a_date_is_beside_it_behind_an_empty_row(
    dashboard: Browser, intro: Configuration
) -> None:
    shown = with_new_date(dashboard, with_new_date(dashboard, edit(dashboard, intro)))

    refused = dashboard.press(shown, "Save", by={"hours-dates-1-date": "soon"})

    (wrong,) = refused.select("#hours [aria-invalid=true]")
    assert wrong["name"] == "hours-dates-1-date"
