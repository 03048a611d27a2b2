import pytest

from tests.browser import Browser
from tests.builders import NOW, make_booking, make_configuration
from webapp import outbox
from webapp.extensions import transaction
from webapp.models import Booking, Grant


@pytest.fixture
def stuck(dashboard: Browser, maya_grant: Grant) -> Booking:
    """A booking of which one mail was tried in vain."""
    booking = make_booking(make_configuration(maya_grant))
    with transaction() as session:
        claimed = outbox.claim(session, now=NOW, limit=1, lease_seconds=60)[0]
        outbox.give_up(session, claimed, now=NOW, detail="550 no such mailbox")
    return booking


def test_what_did_not_arrive_is_listed_with_the_reason_and_its_booking(
    dashboard: Browser, stuck: Booking
) -> None:
    page = dashboard.open("/dashboard/deliveries")

    assert "Given up" in page.text
    assert "550 no such mailbox" in page.text
    assert page.links["See the booking"] == f"/dashboard/bookings/{stuck.id}"


def test_the_first_page_says_that_something_did_not_arrive(dashboard: Browser, stuck: Booking) -> None:
    page = dashboard.open("/dashboard")

    assert "1 message has not been delivered." in page.text
    assert page.links["See which and why"] == "/dashboard/deliveries"


def test_when_everything_arrived_the_list_says_so(dashboard: Browser) -> None:
    assert "No delivery has failed" in dashboard.open("/dashboard/deliveries").text
