"""A guest can book whatever zone the browser reports."""

import pytest

from tests.blueprints.api.conftest import Api, data, wish
from tests.builders import DAY, TOMORROW_AT_TEN
from webapp.models import Configuration
from webapp.services.bookings import find

BOOKINGS = "/scheduling/bookings"


@pytest.mark.parametrize(
    ("reported", "stored"), [("Etc/Unknown", "UTC"), ("+05:30", "UTC"), ("europe/berlin", "Europe/Berlin")]
)
def test_a_zone_that_a_browser_reports_hinders_no_booking(
    anonymous: Api, page: Configuration, reported: str, stored: str
) -> None:
    made = data(anonymous.post(BOOKINGS, wish(timezone=reported), configuration_id=page.id))

    assert find(made["booking_id"]).guest_timezone == stored


def test_nor_does_one_in_the_address(anonymous: Api, page: Configuration) -> None:
    sent = {key: value for key, value in wish().items() if key != "timezone"}

    made = data(anonymous.post(BOOKINGS, sent, configuration_id=page.id, timezone="Etc/Unknown"))

    assert find(made["booking_id"]).guest_timezone == "UTC"


def test_a_move_leaves_the_zone_when_the_browser_reports_none_that_is_known(
    anonymous: Api, page: Configuration
) -> None:
    made = data(anonymous.post(BOOKINGS, wish(), configuration_id=page.id))
    moved = wish(TOMORROW_AT_TEN + DAY, timezone="+05:30")

    answer = anonymous.patch(f"{BOOKINGS}/{made['booking_id']}", moved, configuration_id=page.id)

    assert answer.status_code == 200
    assert find(made["booking_id"]).guest_timezone == "Asia/Kolkata"
