"""Which refusals of a provider are final, and what an event of a promise says."""

import pytest

from tests.builders import NOW, timespan
from tests.event_edits import calendar_of
from tests.fake_provider import FakeServer
from tests.mirrors import LUNCH
from tests.promises import claim
from webapp.delivery import own_event
from webapp.errors import DeliveryFailed, ProviderError
from webapp.extensions import db
from webapp.models import Grant
from webapp.services.calendars import edits, placing

pytestmark = pytest.mark.usefixtures("app", "clock")


@pytest.mark.parametrize(
    ("problem", "retry"),
    [
        (ProviderError("provider.failed", status=400), False),
        (ProviderError("provider.failed", status=429), True),
        (ProviderError("provider.failed", status=503), True),
        (ProviderError("provider.changed_there"), False),
        (ProviderError("provider.unreachable"), True),
    ],
)
def test_what_is_refused_as_it_stands_is_not_tried_again(
    grant_elsewhere: Grant, fake: FakeServer, problem: ProviderError, retry: bool
) -> None:
    edits.create(calendar_of(grant_elsewhere), {"title": "Dentist", "when": timespan(*LUNCH)}, now=NOW)
    (due,) = claim()
    place = placing.place_of(due.payload["event_id"])
    db.session.close()
    fake.fail("enter", problem)

    with pytest.raises(DeliveryFailed) as failed:
        own_event.deliver(due, place)

    assert failed.value.retry is retry


def test_spans_and_days_are_what_they_were() -> None:
    event = own_event.wanted(
        {"event_id": "e", "event": {"span": [0, 86_400], "days": ["2027-01-04", "2027-01-05"], "title": ""}}
    )

    assert (event.span, event.days, event.title) == ((0, 86_400), ("2027-01-04", "2027-01-05"), "")
