import pytest

from tests.blueprints.dashboard.editor.desk import at, save
from tests.browser import Browser
from webapp.models import Configuration


@pytest.mark.parametrize(
    ("label", "typed", "path", "value"),
    [
        ("Cancellation policy", "Please tell us.", "scheduler.cancellation_policy", "Please tell us."),
        (
            "Heading of the confirmation",
            "Welcome",
            "scheduler.email_template.booking_confirmed.title",
            "Welcome",
        ),
        (
            "After booking, go to",
            "https://example.org/thanks",
            "scheduler.confirmation_redirect_url",
            "https://example.org/thanks",
        ),
        ("Guests cannot move a booking themselves", "on", "scheduler.hide_rescheduling_options", True),
        ("Guests cannot bring other people", "on", "scheduler.hide_additional_guests", True),
        ("Send no e-mails for this page", "on", "event_booking.disable_emails", True),
        ("Language of the mails to you", "de", "scheduler.email_template.organizer_locale", "de"),
        (
            "Your own page to cancel a booking",
            "https://example.org/c/:booking_ref",
            "scheduler.cancellation_url",
            "https://example.org/c/:booking_ref",
        ),
    ],
)
def test_what_is_typed_is_stored(
    dashboard: Browser, intro: Configuration, label: str, typed: str, path: str, value: object
) -> None:
    assert save(dashboard, intro, {label: typed}).status == 303

    assert at(intro, path) == value
