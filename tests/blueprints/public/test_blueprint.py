"""What keeps the guest's pages private, and who reads which of them."""

from tests.browser import Browser
from tests.builders import make_booking, make_configuration
from webapp.models.reference import guest_reference


def test_a_scheduling_page_may_be_kept_by_a_browser_that_asks_again(guest: Browser) -> None:
    make_configuration()

    headers = guest.open("/intro").answer.headers

    assert headers["Cache-Control"] == "private, no-cache"
    assert {"HX-Request", "Accept-Language"} <= {name.strip() for name in headers["Vary"].split(",")}


def test_an_address_that_is_a_key_is_kept_by_nobody(guest: Browser) -> None:
    reference = guest_reference(make_booking(make_configuration()))

    for path in ("", "/reschedule", "/cancel", "/calendar.ics"):
        headers = guest.open(f"/bookings/{reference}{path}").answer.headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_reference_that_opens_nothing_is_kept_by_nobody_either(guest: Browser) -> None:
    headers = guest.open("/bookings/nonsense").answer.headers

    assert headers["Cache-Control"] == "no-store"
