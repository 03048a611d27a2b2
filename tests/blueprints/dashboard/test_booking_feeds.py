"""Making and ending the private address of one's bookings."""

from tests.browser import Browser


def test_an_address_is_made_shown_once_and_ended(dashboard: Browser) -> None:
    made = dashboard.press(dashboard.open("/dashboard/bookings/feed"), "Create an address")
    address = str(made.select("#feed-address")[0]["value"])
    opened = dashboard.open(address).status
    later = dashboard.open("/dashboard/bookings/feed")

    dashboard.press(later, "End the address")

    assert opened == 200
    assert address not in later.html
    assert dashboard.open(address).status == 404


def test_a_new_address_replaces_the_old_one(dashboard: Browser) -> None:
    first = dashboard.press(dashboard.open("/dashboard/bookings/feed"), "Create an address")

    second = dashboard.press(dashboard.open("/dashboard/bookings/feed"), "Replace the address")

    addresses = [str(page.select("#feed-address")[0]["value"]) for page in (first, second)]
    assert [dashboard.open(address).status for address in addresses] == [404, 200]
