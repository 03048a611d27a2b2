"""What the component reads before it draws anything (wire contract, section 3.1)."""

from tests.blueprints.api.conftest import Api, data, error
from tests.builders import PRIYA, TOMORROW_AT_TEN, make_booking, make_configuration
from webapp.models import Configuration, Grant
from webapp.models.reference import guest_reference

PATH = "/scheduling/ui-settings"


def test_every_field_that_the_component_reads_is_there(anonymous: Api, page: Configuration) -> None:
    settings = data(anonymous.get(PATH, configuration_id=page.id))

    assert {
        "configuration_id",
        "app_client_id",
        "name",
        "slug",
        "organizer",
        "booking_type",
        "appearance",
    } <= set(settings)
    assert {
        "available_days_in_future",
        "min_booking_notice",
        "min_cancellation_notice",
        "additional_fields",
        "hide_additional_guests",
        "hide_cancellation_options",
        "hide_rescheduling_options",
        "cancellation_policy",
        "confirmation_redirect_url",
        "notetaker_settings",
        "rescheduling_url",
        "cancellation_url",
        "organizer_confirmation_url",
    } == set(settings["scheduler"])
    assert settings["scheduler"]["notetaker_settings"] == {"show_ui_consent_message": False}


def test_a_page_that_asks_for_confirmation_says_so(anonymous: Api, pending_page: Configuration) -> None:
    settings = data(anonymous.get(PATH, configuration_id=pending_page.id))

    assert settings["booking_type"] == "organizer-confirmation"


def test_a_booking_that_is_moved_prefills_the_form(anonymous: Api, page: Configuration) -> None:
    booking = make_booking(page)

    shown = data(anonymous.get(PATH, configuration_id=page.id, booking_id=booking.id))["booking"]

    assert shown["guest"] == {"name": "Priya Raman", "email": PRIYA}
    assert (shown["additional_guests"], shown["additional_fields"]) == ([], {})
    assert (shown["timezone"], shown["email_language"]) == ("Asia/Kolkata", "en")
    assert shown["booking_ref"] == guest_reference(booking)
    assert shown["event_data"]["when"]["start_time"] == TOMORROW_AT_TEN
    assert shown["event_organizer"]["email"] == "maya@example.com"


def test_a_booking_of_another_page_prefills_nothing(
    anonymous: Api, page: Configuration, grant: Grant
) -> None:
    booking = make_booking(make_configuration(grant, slug="other"))

    assert error(anonymous.get(PATH, configuration_id=page.id, booking_id=booking.id))[0] == 404


def test_what_only_the_organizer_wrote_for_mails_stays_inside(anonymous: Api, grant: Grant) -> None:
    template = {"booking_confirmed": {"body": "The door code is 4711."}}
    page = make_configuration(grant, scheduler={"email_template": template})

    assert "4711" not in anonymous.get(PATH, configuration_id=page.id).text
