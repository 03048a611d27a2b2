from tests.browser import Browser
from webapp.extensions import db
from webapp.models import Organizer
from webapp.services.access import working_hours
from webapp.services.access.working_hours import WorkingHours

PATH = "/dashboard/settings/hours"
START, END = "week-day_1-blocks-0-start", "week-day_1-blocks-0-end"


def stored(maya_id: str) -> WorkingHours:
    db.session.close()
    return working_hours.load(maya_id)


def test_the_hours_and_the_zone_are_saved(dashboard: Browser, maya: Organizer) -> None:
    maya_id = maya.id

    page = dashboard.press(
        dashboard.open(PATH), "Save", by={START: "10:00", END: "00:00", "Time zone": "Asia/Tokyo"}
    )

    assert page.status == 303
    hours = stored(maya_id)
    assert hours.timezone == "Asia/Tokyo"
    assert [(row["days"], row["start"], row["end"]) for row in hours.rows] == [
        ([1], "10:00", "24:00"),
        ([2, 3, 4, 5], "09:00", "17:00"),
    ]


def test_a_button_changes_the_form_and_saves_nothing(dashboard: Browser, maya: Organizer) -> None:
    maya_id = maya.id

    page = dashboard.press(dashboard.open(PATH), "Add hours on Sunday")

    assert "week-day_0-blocks-0-start" in page.form("Save").names
    assert stored(maya_id).revision == 1


def test_hours_that_make_no_sense_are_refused_beside_their_input(dashboard: Browser) -> None:
    page = dashboard.press(dashboard.open(PATH), "Save", by={END: "08:00"})

    (wrong,) = page.select("[aria-invalid=true]")
    assert (page.status, wrong["aria-label"], wrong["value"]) == (422, "Monday to", "08:00")


def test_a_week_without_hours_is_refused(dashboard: Browser) -> None:
    form = dashboard.open(PATH).form("Save")
    sent = {name: value for name, value in form.values.items() if not name.startswith("week-")}

    page = dashboard.send(PATH, sent)

    assert (page.status, page.alerts) == (422, ["Please give hours on at least one day."])


def test_two_who_edit_at_once_do_not_overwrite_each_other(dashboard: Browser, maya: Organizer) -> None:
    opened = dashboard.open(PATH)
    dashboard.press(dashboard.open(PATH), "Save", by={START: "10:00"})

    page = dashboard.press(opened, "Save", by={START: "11:00"})

    assert page.status == 422
    assert page.alerts == ["These working hours were changed in the meantime. Nothing was saved."]
