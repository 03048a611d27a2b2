import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import DAY, NOW, PASSWORD, make_booking, make_configuration
from tests.conftest import StoppedClock
from tests.page import words
from webapp.blueprints.dashboard.access import PUBLIC_ENDPOINTS
from webapp.models import Grant, Organizer
from webapp.services.access import sign_ins

SOME_ID = "11111111-1111-4111-8111-111111111111"


def dashboard_rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("dashboard.")]


def test_every_page_but_the_open_ones_leads_a_stranger_to_the_sign_in(
    app: Flask, clock: StoppedClock
) -> None:
    locked = [
        r for r in dashboard_rules(app) if "GET" in (r.methods or ()) and r.endpoint not in PUBLIC_ENDPOINTS
    ]

    pages = [Browser(app.test_client()).open(_address(rule)) for rule in locked]

    assert len(pages) >= 6
    assert {page.status for page in pages} == {303}
    assert {page.location.partition("?")[0] for page in pages} == {"/login"}


def test_the_bare_address_leads_to_the_dashboard(dashboard: Browser) -> None:
    page = dashboard.open("/")

    assert (page.status, page.location) == (302, "/dashboard")


def test_every_button_but_the_open_ones_leads_a_stranger_to_the_sign_in(browser: Browser, app: Flask) -> None:
    locked = [
        r for r in dashboard_rules(app) if "POST" in (r.methods or ()) and r.endpoint not in PUBLIC_ENDPOINTS
    ]
    token = browser.open("/login").form("Sign in").values["csrf_token"]

    pages = [browser.send(_address(rule), {"csrf_token": token}) for rule in locked]

    in_frame = [page for page in pages if "You are no longer signed in." in page.text]
    assert len(pages) >= 5
    assert len(in_frame) == 1  # a frame cannot show the sign-in
    elsewhere = [page for page in pages if page not in in_frame]
    assert {page.status for page in elsewhere} == {303}
    assert {page.location.partition("?")[0] for page in elsewhere} == {"/login"}


def test_only_signing_in_the_first_start_and_mailed_links_are_public() -> None:
    pages = ("setup", "sign_in", "sign_in_code", "join", "forgotten_password")
    new = {f"dashboard.{page}_{step}" for page in pages for step in ("new", "create")}

    assert new | {f"dashboard.forgotten_password_{step}" for step in ("edit", "update")} == PUBLIC_ENDPOINTS


def test_after_signing_in_a_stranger_is_where_they_wanted_to_go(browser: Browser, maya: Organizer) -> None:
    answer = browser.open("/dashboard/bookings?kind=past&q=priya")

    signed_in = sign_in(browser, path=answer.location)

    assert signed_in.location == "/dashboard/bookings?kind=past&q=priya"


ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "/dashboard\\@evil.example",
    "/dashboard.evil.example",
    "/dashboard/\t/evil",
    "/login",
    "dashboard",
    "",
)


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_never_leads_outside_of_the_dashboard(
    browser: Browser, maya: Organizer, wanted: str
) -> None:
    form = browser.open("/login")

    signed_in = browser.press(form, "Sign in", email=maya.email, password=PASSWORD, next=wanted)

    assert signed_in.location == "/dashboard"


def test_a_click_of_htmx_after_the_sign_in_ended_leads_the_whole_window_to_the_sign_in(
    browser: Browser, maya: Organizer
) -> None:
    token = browser.open("/login").form("Sign in").values["csrf_token"]

    answer = browser.send(f"/dashboard/bookings/{SOME_ID}/confirm", {"csrf_token": token}, htmx=True).answer

    assert answer.headers["HX-Redirect"].startswith("/login?next=")


def test_a_sign_in_that_was_revoked_elsewhere_opens_nothing_any_more(
    dashboard: Browser, maya: Organizer
) -> None:
    sign_ins.sign_out_everywhere(maya, now=NOW)

    assert dashboard.open("/dashboard").status == 303


def test_a_sign_in_that_ran_out_opens_nothing_any_more(dashboard: Browser, clock: StoppedClock) -> None:
    clock.at = NOW + 31 * DAY

    assert dashboard.open("/dashboard").status == 303


def test_no_page_of_the_dashboard_is_kept_by_a_cache_or_a_search_engine(dashboard: Browser) -> None:
    headers = dashboard.open("/dashboard").answer.headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"


def _address(rule: Rule) -> str:
    return re.sub("<int:[^>]+>", "1", rule.rule.replace("<booking_id>", SOME_ID))


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/dashboard", {"Today": "page"}),
        ("/dashboard/bookings", {"Bookings": "page"}),
        ("/dashboard/bookings/{booking}", {"Bookings": "true"}),
        ("/dashboard/pages", {"Pages": "page"}),
        ("/dashboard/pages/new", {"Pages": "true"}),
        ("/dashboard/pages/{page}/edit", {"Pages": "true"}),
        ("/dashboard/pages/{page}/share", {"Pages": "true"}),
        ("/dashboard/pages/{page}/invitations", {"Pages": "true"}),
        ("/dashboard/pages/{page}/preview", {"Pages": "true"}),
        ("/dashboard/pages/{page}/explanation", {"Pages": "true"}),
        ("/dashboard/deliveries", {"Settings": "true"}),
        ("/dashboard/settings", {"Settings": "page"}),
        ("/dashboard/settings/password", {"Settings": "true"}),
        ("/dashboard/programs", {"Settings": "true"}),
        ("/dashboard/sign-ins", {"Settings": "true", "ML Maya Lindqvist": "page"}),
    ],
)
def test_the_bar_says_where_one_is(
    dashboard: Browser, maya_grant: Grant, path: str, marked: dict[str, str]
) -> None:
    page = make_configuration(maya_grant)
    booking = make_booking(page)

    found = dashboard.open(path.format(page=page.id, booking=booking.id)).select("header [aria-current]")

    assert {words(link): str(link["aria-current"]) for link in found} == marked
