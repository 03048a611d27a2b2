"""Being away, entered on the dashboard and read by guests."""

from sqlalchemy import select

from tests.browser import Browser
from tests.builders import grant_of, make_booking, make_configuration
from webapp.extensions import db
from webapp.models import Absence, Configuration, Organizer

AWAY = "/dashboard/calendar/away"
TOMORROW = {"first_day": "2027-01-05", "last_day": "2027-01-06"}
BUTTON = "Add these days"


def stored() -> list[Absence]:
    db.session.close()
    return list(db.session.scalars(select(Absence)))


def test_guests_read_the_message_and_are_sent_to_a_colleague(dashboard: Browser, maya: Organizer) -> None:
    page = make_configuration(grant_of(maya))
    other = make_configuration(grant_of(maya), slug="colleague")

    form = dashboard.open(AWAY)
    dashboard.press(
        form, BUTTON, by=TOMORROW, message="In the mountains.", colleague="https://x.example/colleague"
    )

    guest = dashboard.open(f"/{page.slug}")
    assert "is away: Tue, Jan 5 – Wed, Jan 6, 2027" in guest.text
    assert "In the mountains." in guest.text
    assert guest.links["Book with a colleague meanwhile"] == f"/{other.slug}"


def test_the_calendar_shows_it(dashboard: Browser) -> None:
    dashboard.press(dashboard.open(AWAY), BUTTON, by=TOMORROW)

    assert "Away" in dashboard.open("/dashboard/calendar").entries


def test_bookings_of_these_days_are_listed_and_stay(dashboard: Browser, maya: Organizer) -> None:
    booking = make_booking(make_configuration(grant_of(maya)))

    listed = dashboard.follow(dashboard.press(dashboard.open(AWAY), BUTTON, by=TOMORROW))

    assert "1 booking is on these days. It was not cancelled" in listed.text
    assert listed.links["Priya Raman"] == f"/dashboard/bookings/{booking.id}"
    assert listed.links["Move Priya Raman"] == f"/dashboard/bookings/{booking.id}/move"


def test_what_cannot_be_is_told_and_nothing_typed_is_lost(dashboard: Browser) -> None:
    typed = {"first_day": "2027-01-06", "last_day": "2027-01-05", "message": "Back soon"}

    answer = dashboard.press(dashboard.open(AWAY), BUTTON, by=typed)

    assert answer.status == 422
    assert "The last day must not be before the first." in answer.text
    assert answer.field("Message").value == "Back soon"
    assert stored() == []


def test_a_colleague_without_a_page_is_told(dashboard: Browser) -> None:
    answer = dashboard.press(dashboard.open(AWAY), BUTTON, by=TOMORROW, colleague="nobody")

    assert "There is no page with this address here." in answer.text
    assert stored() == []


def test_a_missing_date_is_told_beside_its_field(dashboard: Browser) -> None:
    answer = dashboard.press(dashboard.open(AWAY), BUTTON, first_day="", last_day="2027-01-05")

    assert "Please give a date." in answer.text


def test_it_is_taken_back(dashboard: Browser, intro: Configuration) -> None:
    listed = dashboard.follow(dashboard.press(dashboard.open(AWAY), BUTTON, by=TOMORROW))

    dashboard.press(listed, "Remove Tue, Jan 5 – Wed, Jan 6, 2027")

    assert stored() == []
    assert "is away" not in dashboard.open(f"/{intro.slug}").text
