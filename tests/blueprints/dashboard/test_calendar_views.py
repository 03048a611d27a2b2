"""The organizer's calendar: the week and the month."""

from tests.browser import Browser
from tests.builders import (
    DAY,
    JONAS,
    NOW,
    grant_of,
    make_booking,
    make_colleague,
    make_configuration,
    make_event,
    make_pending_configuration,
    participant,
    primary_calendar,
    timespan,
)
from tests.queries import statements
from webapp.extensions import db
from webapp.models import Booking, Calendar, Organizer

CALENDAR = "/dashboard/calendar"


def test_the_week_has_bookings_requests_and_events(
    dashboard: Browser, maya: Organizer, priyas_request: Booking
) -> None:
    make_event(primary_calendar(grant_of(maya)), timespan(NOW), title="Lunch")

    page = dashboard.open(CALENDAR)

    assert page.entries == ["Lunch", "Request: Priya Raman"]
    assert f"/dashboard/bookings/{priyas_request.id}" in page.links.values()


def test_another_week_is_opened_by_its_date_and_by_arrows(dashboard: Browser, maya: Organizer) -> None:
    make_event(primary_calendar(grant_of(maya)), timespan(NOW + 7 * DAY), title="Next week")
    this_week = dashboard.open(CALENDAR)
    assert this_week.entries == []

    following = dashboard.open(this_week.links["Later"])

    assert following.entries == ["Next week"]
    assert dashboard.open(f"{CALENDAR}?date=2027-01-12").entries == ["Next week"]
    assert dashboard.open(following.links["Earlier"]).entries == []


def test_the_month_shows_the_same(dashboard: Browser, maya: Organizer) -> None:
    make_event(primary_calendar(grant_of(maya)), timespan(NOW + 9 * DAY), title="In a week")

    assert dashboard.open(dashboard.open(CALENDAR).links["Month"]).entries == ["In a week"]


def test_a_day_of_the_month_leads_to_its_week(dashboard: Browser) -> None:
    month = dashboard.open(f"{CALENDAR}?view=month")

    assert "Mon, Jan 4 – Sun, Jan 10, 2027" in dashboard.open(month.links["Wed, Jan 6"]).text


def test_a_date_that_is_none_is_told_beside_the_field(dashboard: Browser) -> None:
    page = dashboard.open(f"{CALENDAR}?date=soon")

    assert page.status == 422
    assert "Please give a date, such as 2027-01-04." in page.text
    assert page.field("Go to").value == "soon"


def test_a_change_of_clocks_is_told(dashboard: Browser) -> None:
    page = dashboard.open(f"{CALENDAR}?date=2027-10-31")

    assert "clocks in Stockholm go back 1 hour" in page.text


def test_nobody_sees_what_is_in_the_calendar_of_another(dashboard: Browser) -> None:
    jonas = make_colleague()
    make_event(primary_calendar(jonas), timespan(NOW), title="Secret")
    make_booking(make_configuration(jonas, participants=[participant(JONAS, name="Jonas Weber")]))

    assert dashboard.open(CALENDAR).entries == []


def test_a_calendar_is_left_out_and_shown_again(dashboard: Browser, maya: Organizer) -> None:
    calendar = primary_calendar(grant_of(maya))
    make_event(calendar)
    page = dashboard.open(CALENDAR)
    ticked = page.form("Show these").values

    ticked.poplist("calendars")
    assert dashboard.send(f"{CALENDAR}/shown", ticked).location == f"{CALENDAR}?date=2027-01-04"
    without = dashboard.open(CALENDAR)
    assert without.entries == []

    dashboard.send(f"{CALENDAR}/shown", {**ticked, "calendars": calendar.id})
    assert dashboard.open(CALENDAR).entries == ["Lunch"]


def test_the_calendar_of_another_is_not_touched(dashboard: Browser) -> None:
    theirs = primary_calendar(make_colleague())

    dashboard.press(dashboard.open(CALENDAR), "Show these")

    db.session.close()
    assert db.session.get_one(Calendar, theirs.id).hidden is False


def test_connected_accounts_are_reached_from_there(dashboard: Browser) -> None:
    page = dashboard.open(CALENDAR)

    assert page.links["Connected calendars"] == "/dashboard/calendars"
    assert dashboard.open("/dashboard/calendars").links["Calendar"] == CALENDAR


def test_a_full_week_costs_few_questions(dashboard: Browser, maya: Organizer) -> None:
    calendar = primary_calendar(grant_of(maya))
    make_booking(make_pending_configuration(grant_of(maya)))
    for hour in range(5):
        make_event(calendar, timespan(NOW + hour * 3600))
        make_event(calendar, timespan(NOW + hour * 3600), recurrence=["RRULE:FREQ=DAILY"])

    with statements("SELECT") as seen:
        dashboard.open(CALENDAR)

    assert len(seen) <= 12, seen
