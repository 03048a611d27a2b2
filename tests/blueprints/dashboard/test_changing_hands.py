"""Who sees and decides after a grant was given away, or an organizer was removed."""

import pytest

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import (
    JONAS,
    MAYA,
    NOW,
    make_booking,
    make_organizer,
    make_pending_configuration,
    participant,
    reread,
)
from tests.page import Page
from webapp.models import Booking, Grant, Organizer
from webapp.services.access import organizers
from webapp.services.calendars import grants

DOORS = ["confirm", "decline", "cancel"]


@pytest.fixture
def jonas(maya: Organizer) -> Organizer:
    return make_organizer(JONAS, name="Jonas Weber")


def press(browser: Browser, token: str, booking: Booking, action: str) -> Page:
    return browser.send(f"/dashboard/bookings/{booking.id}/{action}", {"csrf_token": token})


def token_of(browser: Browser) -> str:
    """The token of a form that the organizer opened before."""
    return browser.open("/dashboard").form("Sign out").values["csrf_token"]


@pytest.mark.parametrize("action", DOORS)
def test_who_gave_a_grant_away_finds_its_requests_no_more(
    dashboard: Browser, priyas_request: Booking, maya_grant: Grant, jonas: Organizer, action: str
) -> None:
    token = token_of(dashboard)
    grants.give(maya_grant, jonas, now=NOW)

    assert press(dashboard, token, priyas_request, action).status == 404
    assert reread(priyas_request).status == "pending"


def test_who_was_given_a_grant_decides_about_its_requests(
    browser: Browser, priyas_request: Booking, maya_grant: Grant, jonas: Organizer
) -> None:
    grants.give(maya_grant, jonas, now=NOW)
    sign_in(browser, email=JONAS)

    assert press(browser, token_of(browser), priyas_request, "confirm").status == 303
    assert reread(priyas_request).status == "booked"


@pytest.mark.parametrize("action", DOORS)
def test_who_was_removed_decides_about_nothing(
    dashboard: Browser, priyas_request: Booking, action: str
) -> None:
    token = token_of(dashboard)
    organizers.remove(MAYA, now=NOW)

    answer = press(dashboard, token, priyas_request, action)

    assert (answer.location or "").startswith("/login")
    assert reread(priyas_request).status == "pending"


def test_who_comes_back_after_a_removal_decides_again(browser: Browser, priyas_request: Booking) -> None:
    organizers.remove(MAYA, now=NOW)
    make_organizer()
    sign_in(browser)

    assert press(browser, token_of(browser), priyas_request, "confirm").status == 303


def test_the_grant_of_a_host_gives_sight_and_no_decision(
    dashboard: Browser, maya: Organizer, jonas: Organizer
) -> None:
    """Maya is given the grant of somebody who hosts a page of Jonas's."""
    host = grants.create_virtual(maya.application_id, "host@example.com", now=NOW)
    people = [participant(JONAS, name="Jonas Weber"), participant(host.email, organizer=False)]
    of_jonas = grants.find(maya.application_id, JONAS)
    booking = make_booking(make_pending_configuration(of_jonas, participants=people))
    path = f"/dashboard/bookings/{booking.id}"
    before = dashboard.open(path).status
    token = token_of(dashboard)

    grants.give(host, maya, now=NOW)

    assert (before, dashboard.open(path).status) == (404, 200)
    assert [press(dashboard, token, booking, action).status for action in DOORS] == [409, 409, 409]
    assert reread(booking).status == "pending"
