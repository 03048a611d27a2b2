"""Inside another website: which ones may show the guest's pages, and what the pages carry along there."""

from typing import Any

import pytest

from tests.blueprints.public.cast import BOOK, FORM, PRIYAS, the_booking
from tests.browser import Browser
from tests.builders import NOW, make_booking, make_configuration, make_pending_configuration
from tests.conftest import StoppedClock
from tests.page import Page
from tests.tags import Tag
from webapp.extensions import transaction
from webapp.models import Configuration
from webapp.models.reference import guest_reference, organizer_reference
from webapp.services.configurations import invitations
from webapp.services.configurations.invitations import Invited

SITES = "https://www.example.net http://localhost:8080"
EMBED = "embed=1&scheme=dark"


def framers(page: Page) -> str:
    policy = page.answer.headers["Content-Security-Policy"]
    return next(part for part in policy.split("; ") if part.startswith("frame-ancestors")).split(" ", 1)[1]


def shown_on(**changes: Any) -> Configuration:
    return make_configuration(appearance={"embed_origins": SITES}, **changes)


def carries(address: str) -> bool:
    return EMBED in address


@pytest.fixture
def intro(guest: Browser) -> Configuration:
    return shown_on()


def test_each_page_of_a_guest_can_be_shown_by_the_websites_that_are_listed(
    guest: Browser, intro: Configuration
) -> None:
    at = f"/bookings/{guest_reference(make_booking(intro))}"

    pages = [guest.open(path) for path in ("/intro", FORM, at, f"{at}/reschedule", f"{at}/cancel")]

    assert {framers(page) for page in pages} == {SITES}


def test_a_form_that_is_refused_can_be_shown_too(guest: Browser, intro: Configuration) -> None:
    refused = guest.press(guest.open(FORM), BOOK, by={"Your name": ""})

    assert (refused.status, framers(refused)) == (422, SITES)


def test_a_page_that_lists_nobody_is_shown_by_nobody(guest: Browser) -> None:
    make_configuration(appearance={"color": "#17614a"})

    assert framers(guest.open("/intro?embed=1")) == "'none'"


def test_what_was_stored_before_origins_were_checked_allows_nobody(
    guest: Browser, intro: Configuration
) -> None:
    with transaction() as session:
        row = session.get_one(Configuration, intro.id)
        row.document = {**row.document, "appearance": {"embed_origins": "* ; script-src *"}}

    assert framers(guest.open("/intro")) == "'none'"


def test_what_an_organizers_reference_opens_is_shown_by_nobody(guest: Browser) -> None:
    booking = make_booking(make_pending_configuration(appearance={"embed_origins": SITES}))

    assert framers(guest.open(f"/bookings/{organizer_reference(booking)}/confirm")) == "'none'"


@pytest.mark.parametrize(
    "path", ["/accents/17614a.css", "/embed.js", "/login", "/nothing", "/bookings/nothing"]
)
def test_what_is_of_no_page_is_shown_by_nobody(guest: Browser, intro: Configuration, path: str) -> None:
    assert framers(guest.open(path)) == "'none'"


def test_a_private_page_is_shown_by_nobody_to_whoever_was_not_invited(guest: Browser) -> None:
    shown_on(requires_session_auth=True)

    page = guest.open("/intro?embed=1")

    assert (page.status, framers(page)) == (404, "'none'")


def test_it_has_the_scheme_that_is_asked_for_and_nothing_around_it(
    guest: Browser, intro: Configuration
) -> None:
    framed, plain = guest.open(f"/intro?{EMBED}"), guest.open("/intro?scheme=dark")

    assert [page.select("html")[0].get("data-scheme") for page in (framed, plain)] == ["dark", None]
    assert [bool(page.select("footer")) for page in (framed, plain)] == [False, True]
    assert [script_of(page) is not None for page in (framed, plain)] == [True, False]


@pytest.mark.parametrize("query", ["embed=1&scheme=pink", "embed=1&scheme=", "embed=yes&scheme=dark"])
def test_what_is_no_scheme_is_the_devices_own(guest: Browser, intro: Configuration, query: str) -> None:
    page = guest.open(f"/intro?{query}")

    assert page.select("html")[0].get("data-scheme") is None
    assert page.select("meta[name=color-scheme]")[0]["content"] == "light dark"


def test_the_script_in_the_frame_knows_whom_it_may_tell(guest: Browser, intro: Configuration) -> None:
    script = script_of(guest.open("/intro?embed=1"))

    assert script is not None
    assert script["data-origins"] == SITES


def script_of(page: Page) -> Tag | None:
    return next((tag for tag in page.select("script") if "framed.js" in str(tag.get("src"))), None)


def test_every_link_and_form_of_a_framed_page_leads_to_another(guest: Browser, intro: Configuration) -> None:
    at = f"/bookings/{guest_reference(make_booking(intro))}"

    for path in ("/intro?", f"{FORM}&", f"{at}?", f"{at}/reschedule?", f"{at}/cancel?"):
        page = guest.open(path + EMBED)
        ours = [link for link in page.links.values() if link.startswith("/") and not link.endswith(".ics")]
        assert [link for link in ours if not carries(link)] == [], path
        for form in page.select("form"):
            hidden = form.select("input[name=embed]")
            assert hidden or carries(str(form["action"])), path


def test_a_booking_stays_in_the_frame_and_the_website_is_told_once(
    guest: Browser, intro: Configuration
) -> None:
    form = guest.open(f"{FORM}&{EMBED}")

    result = guest.follow(guest.press(form, BOOK, by=PRIYAS))

    told = str(result.select("article")[0]["data-booked"])
    assert the_booking().id in told
    assert not any(word in told for word in ("Priya", "priya@example.com", guest_reference(the_booking())))
    again = guest.open(f"/bookings/{guest_reference(the_booking())}?{EMBED}")
    assert again.select("article[data-booked]") == []


def test_a_page_of_ones_own_after_booking_is_told_to_the_website_instead(guest: Browser) -> None:
    shown_on(
        scheduler={
            "min_booking_notice": 0,
            "available_days_in_future": 60,
            "confirmation_redirect_url": "https://www.example.net/thanks",
        }
    )

    framed = guest.press(guest.open(f"{FORM}&{EMBED}"), BOOK, by=PRIYAS)

    assert framed.location.startswith("/bookings/")
    assert "https://www.example.net/thanks?booking_id=" in guest.follow(framed).html


def test_a_form_that_is_sent_twice_without_a_cookie_makes_one_booking(
    guest: Browser, intro: Configuration
) -> None:
    form = guest.open(f"{FORM}&{EMBED}")
    first = guest.press(form, BOOK, by=PRIYAS)
    guest.client.delete_cookie("openslot", domain="book.example.org")

    second = guest.press(form, BOOK, by=PRIYAS)

    assert second.location == first.location
    assert the_booking().guest_name == "Priya Raman"


def test_after_a_cancellation_the_page_is_still_the_frames(guest: Browser, intro: Configuration) -> None:
    question = guest.open(f"/bookings/{guest_reference(make_booking(intro))}/cancel?{EMBED}")

    cancelled = guest.press(question, "Cancel the booking")

    assert carries(cancelled.location)
    assert carries(guest.follow(cancelled).links["Book another time"])


def invited(guest: Browser) -> str:
    page = shown_on(requires_session_auth=True)
    token = invitations.create(page, Invited(name="Priya Raman", uses=2), now=NOW)[1]
    opened = guest.open(f"/invitations/{token}?embed=1")
    guest.client.delete_cookie("openslot", domain="book.example.org")
    assert token not in opened.location
    return opened.location


def test_an_invited_guest_books_in_a_frame_without_a_cookie(guest: Browser) -> None:
    page = guest.open(invited(guest), Sec_Fetch_Dest="iframe")

    form = guest.open(str(page.select("a.slot")[0]["href"]))
    guest.client.delete_cookie("openslot", domain="book.example.org")

    assert form.field("Your name").value == "Priya Raman"
    assert guest.press(form, BOOK, by=PRIYAS).status == 303


def test_an_address_of_a_frame_that_is_passed_on_opens_nothing(guest: Browser) -> None:
    assert guest.open(invited(guest), Sec_Fetch_Dest="document").status == 404


def test_an_address_of_a_frame_counts_for_a_week(guest: Browser, clock: StoppedClock) -> None:
    address = invited(guest)
    clock.advance(days=7, seconds=-1)
    in_time = guest.open(address).status
    clock.advance(seconds=1)

    assert (in_time, guest.open(address).status) == (200, 404)


@pytest.mark.parametrize("sealed", ["", "x", "ü", "g" * 500])
def test_what_we_did_not_seal_opens_nothing(guest: Browser, sealed: str) -> None:
    invited(guest)

    assert guest.open(f"/intro?embed=1&invited={sealed}").status == 404
