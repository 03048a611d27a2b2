from tests.browser import Browser
from tests.builders import (
    JONAS,
    NOW,
    make_booking,
    make_colleague,
    make_configuration,
    make_pending_configuration,
    participant,
)
from webapp.models import Grant
from webapp.services.configurations import configurations


def test_a_page_is_listed_with_its_public_address_length_and_kind(
    dashboard: Browser, maya_grant: Grant
) -> None:
    make_pending_configuration(maya_grant, name="Consultation")

    page = dashboard.open("/dashboard/pages")

    assert page.links["https://book.example.org/consultation"] == "https://book.example.org/consultation"
    assert "Consultation 30 minutes You confirm each booking No booking ahead" in page.text


def test_a_page_without_a_slug_stands_at_its_id(dashboard: Browser, maya_grant: Grant) -> None:
    configuration = make_configuration(maya_grant, slug=None)

    assert f"https://book.example.org/{configuration.id}" in dashboard.open("/dashboard/pages").links


def test_a_private_page_is_marked_and_has_no_address(dashboard: Browser, maya_grant: Grant) -> None:
    make_configuration(maya_grant, requires_session_auth=True)

    page = dashboard.open("/dashboard/pages")

    assert "Private" in page.text
    assert "https://book.example.org/intro" not in page.links


def test_a_page_of_another_organizer_is_not_listed(dashboard: Browser) -> None:
    make_configuration(make_colleague(), name="Chess", participants=[participant(JONAS, name="Jonas Weber")])

    assert "Chess" not in dashboard.open("/dashboard/pages").text


def test_a_page_that_was_deleted_is_gone_but_its_bookings_stay(dashboard: Browser, maya_grant: Grant) -> None:
    configuration = make_configuration(maya_grant, name="Intro call")
    make_booking(configuration)
    configurations.destroy(configuration, now=NOW)

    assert "Intro call" not in dashboard.open("/dashboard/pages").text
    assert "Priya Raman" in dashboard.open("/dashboard").links


def test_without_a_page_it_is_said_how_one_is_made(dashboard: Browser) -> None:
    assert "You have no scheduling pages yet" in dashboard.open("/dashboard/pages").text
