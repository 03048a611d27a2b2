from tests.blueprints.public.cast import scheduler, shown
from tests.browser import Browser
from tests.builders import (
    HOUR,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
)
from tests.conftest import StoppedClock


def test_hidden_options_are_no_links_and_the_page_says_whom_to_ask(guest: Browser) -> None:
    hidden = {"hide_rescheduling_options": True, "hide_cancellation_options": True}
    page = shown(guest, make_booking(make_configuration(scheduler=scheduler(**hidden))))

    assert "Reschedule" not in page.links
    assert "Cancel the booking" not in page.links
    assert "To change the time, please write to maya@example.com." in page.text
    assert "To cancel, please write to maya@example.com." in page.text


def test_within_the_notice_the_page_says_why_nothing_can_be_changed(
    guest: Browser, clock: StoppedClock
) -> None:
    booking = make_booking(make_configuration(scheduler=scheduler(min_cancellation_notice=120)))
    clock.at = TOMORROW_AT_TEN - HOUR

    page = shown(guest, booking)

    assert "The booking can only be cancelled up to 2 hours before it starts." in page.text
    assert "Cancel the booking" not in page.links
