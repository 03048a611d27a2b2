from typing import Any

import pytest

from tests.blueprints.dashboard.editor.desk import at, edit, save, stored
from tests.browser import Browser
from tests.builders import ALWAYS, JONAS, availability, make_colleague, make_configuration, participant
from tests.page import Page
from webapp.models import Configuration, Grant

RULES = "availability.availability_rules"
SHARED, OWN = f"{RULES}.default_open_hours", "participants[0].availability.open_hours"
MONDAY = "2027-01-11"


def office(**changes: Any) -> dict[str, Any]:
    return {
        "days": [1, 2, 3, 4, 5],
        "start": "09:00",
        "end": "17:00",
        "exdates": [],
        "timezone": None,
        **changes,
    }


def page_with(grant: Grant, *rows: dict[str, Any], **changes: Any) -> Configuration:
    """A page with these hours of all its participants."""
    return make_configuration(
        grant, availability=availability(rules={"default_open_hours": list(rows), **changes})
    )


def page_of_own(grant: Grant, *rows: dict[str, Any], **changes: Any) -> Configuration:
    """A page with these hours of its organizer."""
    own = {"calendar_ids": ["primary"], "open_hours": list(rows)}
    return make_configuration(grant, participants=[participant(availability=own, **changes)])


def press(browser: Browser, page: Page, action: str, **typed: str) -> Page:
    """Press the button of this action in the editor."""
    form = page.form("Save")
    values = form.values
    for name, value in typed.items():
        values[name.replace("_", "-")] = value
    values["action"] = action
    return browser.send(str(form.tag["action"]), values)


def week(page: Page, day: int) -> list[tuple[str, str]]:
    """What stands in the inputs of a weekday, 0 is Sunday."""
    values = page.form("Save").values
    prefix = f"hours-week-day_{day}-blocks"
    found: list[tuple[str, str]] = []
    while f"{prefix}-{len(found)}-start" in values:
        block = f"{prefix}-{len(found)}"
        found.append((values[f"{block}-start"], values[f"{block}-end"]))
    return found


def test_the_hours_of_all_participants_are_changed_where_the_organizer_has_no_own(
    dashboard: Browser, maya_grant: Grant
) -> None:
    page = page_with(maya_grant, office())

    assert save(dashboard, page, {"hours-week-day_1-blocks-0-start": "10:00"}).status == 303

    assert at(page, SHARED) == [office(days=[1], start="10:00"), office(days=[2, 3, 4, 5])]
    assert at(page, OWN) == []


def test_the_organizers_own_hours_are_changed_where_there_are_some(
    dashboard: Browser, maya_grant: Grant
) -> None:
    page = page_of_own(maya_grant, office(timezone="Europe/Stockholm"))

    assert save(dashboard, page, {"hours-week-day_5-blocks-0-end": "00:00"}).status == 303

    (_, friday) = at(page, OWN)
    assert (friday["days"], friday["end"], friday["timezone"]) == ([5], "24:00", "Europe/Stockholm")
    assert at(page, SHARED) == [{**ALWAYS[0], "exdates": []}]


@pytest.mark.parametrize(
    "row",
    [
        office(end="24:00"),
        office(start="9:00", end="23:59"),
        office(days=[5, 1, 1], exdates=[MONDAY]),
        office(timezone="Europe/Stockholm"),
    ],
)
def test_rows_of_any_shape_survive_a_save(dashboard: Browser, maya_grant: Grant, row: dict[str, Any]) -> None:
    page = page_of_own(
        maya_grant, row, specific_time_availability=[{"date": MONDAY, "start": "9:00", "end": "24:00"}]
    )
    before = stored(page)

    save(dashboard, page, {"Name": "First call"})

    assert stored(page) == {**before, "name": "First call"}


def test_hours_in_several_zones_survive_and_are_said_plainly(dashboard: Browser, maya_grant: Grant) -> None:
    rows = [office(days=[1], timezone="Europe/Stockholm"), office(days=[2], timezone="Asia/Tokyo")]
    page = page_of_own(maya_grant, *rows)
    assert "The weekly hours are in several time zones (Stockholm, Tokyo)." in edit(dashboard, page).text

    assert save(dashboard, page, {"Name": "First call"}).status == 303

    assert at(page, OWN) == rows


def test_where_there_are_no_hours_every_day_is_shown_as_a_whole(
    dashboard: Browser, maya_grant: Grant
) -> None:
    page = page_with(maya_grant)

    assert [week(edit(dashboard, page), day) for day in range(7)] == [[("00:00", "00:00")]] * 7


def test_blocks_are_added_removed_and_copied_without_being_saved(
    dashboard: Browser, maya_grant: Grant
) -> None:
    page = page_with(maya_grant, office(days=[1], end="12:00"))

    shown = press(dashboard, edit(dashboard, page), "hours.add-1")
    assert week(shown, 1) == [("09:00", "12:00"), ("13:00", "17:00")]

    shown = press(dashboard, shown, "hours.copy-workdays-1")
    assert week(shown, 5) == week(shown, 1)
    assert week(shown, 6) == []

    shown = press(dashboard, shown, "hours.remove-5-0")
    assert week(shown, 5) == [("13:00", "17:00")]

    assert at(page, SHARED) == [office(days=[1], end="12:00")]
    assert dashboard.press(shown, "Save").status == 303
    assert at(page, SHARED)[-1] == office(days=[1, 2, 3, 4, 5], start="13:00")


def test_hours_that_make_no_sense_are_refused_beside_their_input(
    dashboard: Browser, maya_grant: Grant
) -> None:
    page = page_with(maya_grant, office())

    shown = save(dashboard, page, {"hours-week-day_2-blocks-0-end": "08:00"})

    (wrong,) = shown.select("#hours [aria-invalid=true]")
    assert (shown.status, wrong["aria-label"]) == (422, "Tuesday to")
    assert "Hours must end after they start." in shown.text


def test_a_week_without_hours_is_refused(dashboard: Browser, maya_grant: Grant) -> None:
    page = page_with(maya_grant, office(days=[1]))

    shown = dashboard.press(press(dashboard, edit(dashboard, page), "hours.remove-1-0"), "Save")

    assert shown.status == 422
    assert shown.field("When guests can book").error.startswith("Please give hours on at least one day")


def test_a_page_can_be_open_on_single_dates_only(dashboard: Browser, maya_grant: Grant) -> None:
    page = page_with(maya_grant, office())

    save(dashboard, page, {"When guests can book": "dates"})
    assert at(page, f"{RULES}.only_specific_time_availability") is True
    assert at(page, SHARED) == [office()]

    save(dashboard, page, {"When guests can book": "weekly"})
    assert at(page, f"{RULES}.only_specific_time_availability") is False


def test_dates_with_other_hours_are_added_and_removed(dashboard: Browser, maya_grant: Grant) -> None:
    page = page_with(maya_grant, office(exdates=[MONDAY]))
    dates = f"{RULES}.default_specific_time_availability"
    shown = press(dashboard, edit(dashboard, page), "hours.add-date")
    values = shown.form("Save").values
    del values["hours-dates-1-closed"]
    values["hours-dates-1-date"], values["hours-dates-1-end"] = "2027-02-01", "00:00"

    assert dashboard.send(str(shown.form("Save").tag["action"]), values).status == 303

    assert at(page, f"{SHARED}[0].exdates") == []
    assert at(page, dates) == [
        {"date": MONDAY, "start": "00:00", "end": "00:00", "timezone": None},
        {"date": "2027-02-01", "start": "09:00", "end": "24:00", "timezone": None},
    ]

    dashboard.press(press(dashboard, edit(dashboard, page), "hours.remove-date-0"), "Save")
    assert [entry["date"] for entry in at(page, dates)] == ["2027-02-01"]


def test_a_date_that_is_none_is_refused_beside_its_input(dashboard: Browser, maya_grant: Grant) -> None:
    page = page_with(maya_grant, office(exdates=[MONDAY]))

    shown = save(dashboard, page, {"hours-dates-0-date": "soon"})

    (wrong,) = shown.select("#hours [aria-invalid=true]")
    assert (shown.status, wrong["name"], wrong["value"]) == (422, "hours-dates-0-date", "soon")


def test_public_holidays_are_chosen_by_country_and_region(dashboard: Browser, maya_grant: Grant) -> None:
    page = page_with(maya_grant, office())
    shown = press(dashboard, edit(dashboard, page), "hours.show-regions", hours_country="DE")
    assert "Bayern" in shown.text

    dashboard.press(shown, "Save", by={"State or region": "BY"})
    assert at(page, f"{RULES}.holidays") == {"country": "DE", "subdivision": "BY"}

    save(dashboard, page, {"Closed on public holidays of": "SE"})
    assert at(page, f"{RULES}.holidays") == {"country": "SE", "subdivision": None}

    save(dashboard, page, {"Closed on public holidays of": ""})
    assert at(page, f"{RULES}.holidays") is None


def test_holidays_that_are_not_known_are_refused_beside_the_country(
    dashboard: Browser, maya_grant: Grant
) -> None:
    page = page_with(maya_grant, office())

    shown = save(dashboard, page, {"hours-country": "XX"})

    assert "are not known" in shown.field("Closed on public holidays of").error


def test_another_zone_counts_for_the_hours_too(dashboard: Browser, maya_grant: Grant) -> None:
    own = office(timezone="Europe/Stockholm")
    page = page_of_own(maya_grant, own, timezone="Europe/Stockholm")

    save(dashboard, page, {"Time zone": "Asia/Tokyo"})

    assert at(page, "event_booking.timezone") == "Asia/Tokyo"
    assert at(page, "participants[0].timezone") == "Asia/Tokyo"
    assert at(page, f"{OWN}[0].timezone") == "Asia/Tokyo"


def test_hours_of_others_are_named(dashboard: Browser, maya_grant: Grant) -> None:
    make_colleague()
    own = {"calendar_ids": ["primary"], "open_hours": [office()]}
    jonas = participant(JONAS, name="Jonas Weber", organizer=False, availability=own)
    page = make_configuration(maya_grant, participants=[participant(), jonas])

    assert (
        "These people have hours of their own, which stay as they are: Jonas Weber."
        in edit(dashboard, page).text
    )


def test_the_summary_names_the_days_and_the_city(dashboard: Browser, maya_grant: Grant) -> None:
    page = page_with(maya_grant, office(days=[1, 2, 3, 5], timezone="UTC"))

    assert "Mon – Wed, Fri · UTC" in edit(dashboard, page).text


def test_a_form_without_the_section_leaves_the_hours_alone(dashboard: Browser, maya_grant: Grant) -> None:
    page = page_with(maya_grant, office(exdates=[MONDAY]))
    form = edit(dashboard, page).form("Save")
    sent = {name: value for name, value in form.values.items() if not name.startswith("hours-")}

    assert dashboard.send(str(form.tag["action"]), {**sent, "basics-label": "First call"}).status == 303

    assert (at(page, "name"), at(page, SHARED)) == ("First call", [office(exdates=[MONDAY])])


def test_a_page_follows_the_working_hours_and_has_its_own_again(
    dashboard: Browser, maya_grant: Grant
) -> None:
    page = page_of_own(maya_grant, office(), timezone="Europe/Stockholm")

    assert save(dashboard, page, {"When guests can book": "following"}).status == 303
    assert (at(page, "participants[0].follows_working_hours"), at(page, OWN)) == (True, [])
    assert at(page, "participants[0].timezone") is None

    assert save(dashboard, page, {"When guests can book": "weekly"}).status == 303
    assert at(page, "participants[0].follows_working_hours") is False
    assert at(page, OWN) == [office()]


def test_saving_changes_nothing_of_a_page_that_follows(dashboard: Browser, maya_grant: Grant) -> None:
    page = make_configuration(maya_grant, participants=[participant(follows_working_hours=True)])
    before = stored(page)

    assert save(dashboard, page, {"Name": "First call"}).status == 303

    assert stored(page) == {**before, "name": "First call"}


@pytest.mark.parametrize("rows", ["hours-week-day_1-blocks", "hours-dates"])
@pytest.mark.parametrize("number", ["²", "9" * 5000])
def test_a_row_with_a_number_that_is_none_is_ignored(
    dashboard: Browser, maya_grant: Grant, rows: str, number: str
) -> None:
    page = page_with(maya_grant, office())
    values = edit(dashboard, page).form("Save").values
    values[f"{rows}-{number}-start"] = "10:00"

    assert dashboard.send(f"/dashboard/pages/{page.id}/edit", values).status == 303
