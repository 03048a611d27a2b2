"""Making, sharing, copying and deleting a scheduling page on the dashboard."""

import pytest

from tests.blueprints.dashboard.editor.desk import stored
from tests.browser import ORIGIN, Browser
from tests.builders import JONAS, NOW, make_booking, make_colleague, make_configuration, participant
from tests.page import Page, words
from webapp.errors import InvalidSession
from webapp.extensions import db
from webapp.models import Configuration, Grant, Organizer
from webapp.services.access import working_hours
from webapp.services.configurations import configurations, sessions


def new_page(browser: Browser, **typed: str) -> Page:
    return browser.press(browser.open("/dashboard/pages/new"), "Create page", by=typed)


def of_slug(slug: str) -> Configuration:
    db.session.close()
    return configurations.by_name(slug)


def test_a_page_needs_a_name_only_and_shows_its_link(dashboard: Browser) -> None:
    page = dashboard.follow(new_page(dashboard, name="Intro call"))

    assert "Your page is ready. Share its link." in page.text
    assert page.select("#share-link")[0]["value"] == "https://book.example.org/intro-call"
    for snippet in ("#share-html", "#share-button", "#share-mail"):
        assert "https://book.example.org/intro-call" in words(page.select(snippet)[0])
    assert dashboard.open("/intro-call").heading == "Intro call"


def test_a_new_page_is_open_in_the_working_hours_of_its_organizer(
    dashboard: Browser, maya: Organizer
) -> None:
    working_hours.save(maya.id, [{"days": [2], "start": "10:00", "end": "11:00"}], now=NOW)

    new_page(dashboard, name="Intro call")

    assert dashboard.open("/intro-call?day=2027-01-05").times == ["10:00 AM", "10:30 AM"]


@pytest.mark.parametrize(
    ("chosen", "minutes"), [({"minutes": "60"}, 60), ({"minutes": "other", "other_minutes": "25"}, 25)]
)
def test_a_length_is_chosen_or_typed(dashboard: Browser, chosen: dict[str, str], minutes: int) -> None:
    new_page(dashboard, name="Intro call", **chosen)

    assert stored(of_slug("intro-call"))["availability"]["duration_minutes"] == minutes


def test_a_second_page_of_a_name_has_a_number_in_its_address(dashboard: Browser) -> None:
    new_page(dashboard, name="Intro call")
    new_page(dashboard, name="Intro call")

    assert dashboard.open("/intro-call-2").heading == "Intro call"


def test_going_back_and_pressing_again_makes_no_second_page(dashboard: Browser) -> None:
    address = dashboard.open("/dashboard").links["New page"]

    # A browser that goes back asks for the form anew.
    answers = [dashboard.press(dashboard.open(address), "Create page", name="Intro call") for _ in range(2)]

    assert answers[0].location == answers[1].location
    assert dashboard.open("/intro-call-2").status == 404


def test_an_address_with_anything_else_in_it_is_that_of_a_new_form(dashboard: Browser) -> None:
    for _ in range(2):
        dashboard.press(dashboard.open("/dashboard/pages/new?form=x"), "Create page", name="Intro call")

    assert dashboard.open("/intro-call-2").status == 200


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Gespräch & Kaffee", "gesprach-kaffee"),
        ("会議", "hui-yi"),
        ("v3", "v3-2"),
        ("!!", "meeting"),
        (32 * "a", "meeting"),
    ],
)
def test_a_name_in_any_script_becomes_an_address(dashboard: Browser, name: str, slug: str) -> None:
    new_page(dashboard, name=name)

    assert dashboard.open(f"/{slug}").heading == name


def test_what_cannot_be_a_page_is_said_beside_its_field_and_nothing_is_lost(dashboard: Browser) -> None:
    nameless = new_page(dashboard, name=" ", minutes="60")
    endless = new_page(dashboard, name="Intro call", minutes="other", other_minutes="9999")

    assert (nameless.status, nameless.field("Name").error) == (422, "Please enter a name.")
    assert endless.field("Minutes").error == "“Minutes” must be at most 1440."
    assert endless.field("Name").value == "Intro call"


def test_other_hours_are_chosen_in_the_editor(dashboard: Browser) -> None:
    answer = new_page(dashboard, name="Intro call", hours="other")

    assert answer.location.endswith("/edit?section=hours")


def test_the_link_is_a_qr_code_too(dashboard: Browser, intro: Configuration) -> None:
    picture = dashboard.client.get(f"/dashboard/pages/{intro.id}/qr.svg", base_url=ORIGIN)

    assert picture.content_type == "image/svg+xml"
    assert picture.data.startswith(b"<?xml")


def test_a_private_page_has_no_link_to_share(dashboard: Browser, maya_grant: Grant) -> None:
    private = make_configuration(maya_grant, requires_session_auth=True)

    assert "it has no link for everybody" in dashboard.open(f"/dashboard/pages/{private.id}/share").text
    assert dashboard.open(f"/dashboard/pages/{private.id}/qr.svg").status == 404


def test_a_copy_has_the_same_settings_under_another_name_and_link(
    dashboard: Browser, intro: Configuration
) -> None:
    before = stored(intro)

    dashboard.press(dashboard.open("/dashboard/pages"), "Make a copy")

    assert stored(of_slug("copy-of-maya-lindqvist")) == {
        **before,
        "name": "Copy of Maya Lindqvist",
        "slug": "copy-of-maya-lindqvist",
    }


def test_a_page_is_deleted_after_a_question_and_its_bookings_stay(
    dashboard: Browser, intro: Configuration
) -> None:
    make_booking(intro)
    path = f"/dashboard/pages/{intro.id}/delete"

    gone = dashboard.follow(dashboard.press(dashboard.open(path), "Delete the page"))

    assert "“Maya Lindqvist” is deleted. Its bookings stay." in gone.text
    assert dashboard.open("/intro").status == 404
    assert "Priya Raman" in dashboard.open("/dashboard").links


def test_a_page_that_somebody_has_open_by_a_private_link_is_deleted_too(
    dashboard: Browser, intro: Configuration
) -> None:
    session_id = sessions.create(intro, minutes=30, now=NOW)
    path = f"/dashboard/pages/{intro.id}/delete"

    assert dashboard.press(dashboard.open(path), "Delete the page").status == 303

    db.session.close()
    with pytest.raises(InvalidSession):
        sessions.configuration_id_of(session_id, now=NOW)


@pytest.mark.parametrize("path", ["share", "qr.svg", "delete"])
def test_the_page_of_somebody_else_is_not_there(dashboard: Browser, path: str) -> None:
    theirs = make_configuration(make_colleague(), participants=[participant(JONAS, name="Jonas Weber")])

    assert dashboard.open(f"/dashboard/pages/{theirs.id}/{path}").status == 404


def test_a_card_says_when_the_next_booking_is(dashboard: Browser, intro: Configuration) -> None:
    assert "No booking ahead" in dashboard.open("/dashboard/pages").text
    make_booking(intro)

    assert "Next booking: Tue, Jan 5, 11:00" in dashboard.open("/dashboard/pages").text


def test_a_new_page_follows_the_working_hours_when_they_change(dashboard: Browser, maya: Organizer) -> None:
    organizer_id = maya.id
    new_page(dashboard, name="Intro call")

    working_hours.save(organizer_id, [{"days": [2], "start": "10:00", "end": "11:00"}], now=NOW)

    assert dashboard.open("/intro-call?day=2027-01-05").times == ["10:00 AM", "10:30 AM"]


def test_a_page_is_paused_and_takes_bookings_again(dashboard: Browser, intro: Configuration) -> None:
    assert dashboard.open("/intro").times

    paused = dashboard.follow(dashboard.press(dashboard.open("/dashboard/pages"), "Pause"))

    assert "The page is paused. Nobody can book on it now." in paused.text
    assert dashboard.open("/intro").times == []
    assert "This page takes no bookings at the moment" in dashboard.open("/intro").text

    dashboard.press(paused, "Take bookings again")
    assert dashboard.open("/intro").times


def test_the_share_page_says_that_a_website_must_be_listed_first(
    dashboard: Browser, maya_grant: Grant
) -> None:
    page = make_configuration(maya_grant)

    shared = dashboard.open(f"/dashboard/pages/{page.id}/share")

    assert "No website may show this page yet." in shared.text
    assert dashboard.open(shared.links["Add a website"]).field("Websites that may show this page")


def test_the_share_page_names_the_websites_that_are_listed(dashboard: Browser, maya_grant: Grant) -> None:
    page = make_configuration(maya_grant, appearance={"embed_origins": "https://a.example https://b.example"})

    shared = dashboard.open(f"/dashboard/pages/{page.id}/share")

    assert "may show the page: https://a.example, https://b.example." in shared.text
    for snippet in ("#share-inline", "#share-popup", "#share-corner"):
        assert "https://book.example.org/embed.js" in words(shared.select(snippet)[0])
