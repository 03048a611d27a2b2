import orjson
import pytest

from tests.scheduling.documents import slots_of
from webapp.blueprints.api.presenters.availability import availability_object
from webapp.scheduling import Offer

ODD = 'qu"o\\te@bücher.example'


@pytest.mark.parametrize(
    "offer",
    [
        Offer([], 1800),
        Offer([900], 1800, emails=("ann@example.com",)),
        Offer([900, 1800, 4500], 1800, emails=("ann@example.com", ODD)),
        Offer(
            [900, 1800, 4500],
            60,
            emails_by_slot=[("ann@example.com",), (ODD, "ann@example.com"), ("ann@example.com",)],
            order=(ODD, "ann@example.com"),
        ),
    ],
)
def test_slots_written_from_columns_are_those_of_the_offer(offer: Offer) -> None:
    written = orjson.loads(orjson.dumps(availability_object(offer)))

    assert written == {
        "order": list(offer.order),
        "time_slots": [
            {"emails": list(emails), "start_time": start, "end_time": end}
            for start, end, emails in slots_of(offer)
        ],
    }
