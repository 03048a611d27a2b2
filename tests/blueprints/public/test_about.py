"""What stands on the left of every page."""

from dataclasses import replace

import pytest

from tests.blueprints.public.cast import FORM, shown
from tests.browser import Browser
from tests.builders import (
    JONAS,
    MAYA,
    NOW,
    availability,
    make_booking,
    make_configuration,
    make_grant,
    make_organizer,
    participant,
)
from tests.page import words
from tests.pictures import picture
from tests.promises import claim
from webapp.lib.pictures import LOGO, encoded
from webapp.services import images
from webapp.services.access.profiles import Profile, update_profile
from webapp.services.configurations import logos

MAYAS = Profile(name="Maya Lindqvist", timezone="UTC", title="Designer", about="I draw maps.")


def test_a_round_robin_names_nobody(guest: Browser) -> None:
    make_organizer()
    make_configuration(
        make_grant("jonas@example.com"),
        name="Support call",
        participants=[participant("jonas@example.com", name="Jonas Weber", organizer=False)],
        availability=availability(rules={"availability_method": "max-availability"}),
    )

    page = guest.open("/intro")

    assert page.heading == "Support call"
    assert "Jonas" not in page.text


@pytest.mark.parametrize(
    ("name", "is_smaller"),
    [("Projektvorbesprechungstermin mit Ton", True), ("A call about everything and more", False)],
)
def test_a_heading_with_a_very_long_word_is_smaller(guest: Browser, name: str, is_smaller: bool) -> None:
    make_configuration(name=name)

    [heading] = guest.open("/intro").select("h1")

    assert (heading.get("class") == "long") is is_smaller


def test_a_logo_is_loaded_from_our_own_address_only(guest: Browser) -> None:
    configuration = make_configuration(appearance={"company_logo_url": "https://cdn.example.net/logo.png"})
    before = guest.open("/intro")
    (logo,) = claim()
    logos.keep(logo.payload["logo_id"], encoded(picture(), kind=LOGO, field="logo"), now=NOW)

    page = guest.open("/intro")

    assert before.select("img") == []
    assert page.select("img")[0]["src"] == logos.on_page(configuration)
    for answer in (before.answer, page.answer):
        assert "img-src 'self';" in answer.headers["Content-Security-Policy"]
        assert "cdn.example.net" not in answer.text


@pytest.mark.parametrize(
    "logo", ["javascript:alert(1)", "https://a.example;script-src/x", "https://a *", "nothing"]
)
def test_what_is_no_address_is_no_logo(guest: Browser, logo: str) -> None:
    make_configuration(appearance={"company_logo_url": logo})

    page = guest.open("/intro")

    assert page.select("img") == []
    assert "script-src 'self';" in page.answer.headers["Content-Security-Policy"]


def test_a_link_to_the_meeting_is_for_those_who_have_booked(guest: Browser) -> None:
    location = "Video call: https://meet.example.com/abc"
    configuration = make_configuration(event_booking={"title": "Intro call", "location": location})

    before = [guest.open("/intro"), guest.open(FORM)]
    after = shown(guest, make_booking(configuration))

    assert ["meet.example.com" in page.html for page in before] == [False, False]
    assert ["Video call You get the link when you have booked." in page.text for page in before] == [True] * 2
    assert "https://meet.example.com/abc" in after.links


def test_an_address_may_be_known_by_anybody(guest: Browser) -> None:
    make_configuration(event_booking={"title": "Intro call", "location": "Storgatan 1, Stockholm"})

    page = guest.open("/intro")

    assert "Storgatan 1, Stockholm" in page.text
    assert "You get the link" not in page.text


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("phone_number", "You are called: you give your number when you book."),
        ("text", "You say where you meet when you book."),
    ],
)
def test_a_page_whose_guests_say_the_place_tells_them_so(guest: Browser, kind: str, said: str) -> None:
    where = {"label": "Where?", "type": kind, "is_location": True}
    make_configuration(scheduler={"additional_fields": {"where": where}})

    assert said in guest.open("/intro").text


def test_the_organizers_own_words_and_photo_are_shown(guest: Browser) -> None:
    update_profile(make_organizer(), MAYAS, photo=picture(), now=NOW)
    make_configuration()

    page = guest.open("/intro")

    [photo] = page.select("header img.face")
    assert (photo["width"], photo["height"], photo["alt"]) == ("40", "40", "")
    assert guest.client.get(str(photo["src"])).status_code == 200
    assert "Designer" in words(page.select(".about header")[0])
    assert words(page.select(".introduction")[0]).endswith("I draw maps.")


def test_what_was_not_filled_in_leaves_no_trace(guest: Browser) -> None:
    make_organizer()
    make_configuration()

    page = guest.open("/intro")

    assert page.select("img.face") == page.select(".introduction") == []
    assert words(page.select(".about .face")[0]) == "ML"


def test_a_page_with_a_logo_has_a_small_photo_and_the_title_below(guest: Browser) -> None:
    update_profile(make_organizer(), MAYAS, photo=picture(), now=NOW)
    logo = images.accept(picture(), kind=LOGO, now=NOW)
    make_configuration(appearance={"company_logo_url": images.path(logo)})

    page = guest.open("/intro")

    assert [img["width"] for img in page.select("header img.face")] == ["20"]
    assert "Designer" not in words(page.select(".about header")[0])
    assert "Designer" in words(page.select(".introduction")[0])


def test_of_several_participants_only_the_organizer_is_introduced(guest: Browser) -> None:
    make_organizer()
    jonas = make_organizer(JONAS)
    update_profile(jonas, replace(MAYAS, about="I am somebody else."), now=NOW)
    make_configuration(participants=[participant(MAYA), participant(JONAS, organizer=False)])

    assert "somebody else" not in guest.open("/intro").text


def test_a_round_robin_introduces_nobody(guest: Browser) -> None:
    update_profile(make_organizer(), MAYAS, photo=picture(), now=NOW)
    make_configuration(
        participants=[participant(organizer=False)],
        availability=availability(rules={"availability_method": "max-availability"}),
    )

    page = guest.open("/intro")

    assert page.select("img.face") == page.select(".introduction") == []
