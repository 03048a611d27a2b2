"""A page that was deleted takes no more bookings; those it has can be read, decided and cancelled."""

import pytest

from tests.blueprints.api.conftest import Api, data, wish
from tests.builders import HOUR, NOW, TOMORROW_AT_TEN, make_booking, reread
from webapp.models import Configuration
from webapp.services.configurations import configurations

BOOKINGS = "/scheduling/bookings"
LATER = TOMORROW_AT_TEN + HOUR


def test_a_deleted_page_takes_no_booking_and_keeps_those_it_has(anonymous: Api, page: Configuration) -> None:
    booking = make_booking(page)
    configurations.destroy(page, now=NOW)
    path = f"{BOOKINGS}/{booking.id}"

    new = anonymous.post(BOOKINGS, wish(LATER), configuration_id=page.id)
    moved = anonymous.patch(path, wish(LATER), configuration_id=page.id)
    shown = anonymous.get(path, configuration_id=page.id)
    cancelled = anonymous.delete(path, configuration_id=page.id)

    assert [answer.status_code for answer in (new, moved, shown, cancelled)] == [404, 400, 200, 200]
    assert data(shown)["booking_id"] == booking.id
    assert reread(booking).status == "cancelled"


@pytest.mark.parametrize("word", ["confirmed", "cancelled"])
def test_a_request_at_a_deleted_page_is_decided(
    anonymous: Api, pending_page: Configuration, word: str
) -> None:
    booking = make_booking(pending_page)
    configurations.destroy(pending_page, now=NOW)
    body = {"status": word, "salt": booking.organizer_salt}

    decided = anonymous.put(f"{BOOKINGS}/{booking.id}", body, configuration_id=pending_page.id)

    assert decided.status_code == 200
