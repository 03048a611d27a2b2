"""What the worker does about an event that somebody enters in a calendar elsewhere."""

from dataclasses import replace

import pytest

from tests.builders import NOW, timespan
from tests.event_edits import calendar_of, failures
from tests.fake_provider import FakeServer
from tests.mirrors import LUNCH
from tests.promises import claim
from webapp import event_writer
from webapp.delivery import retries
from webapp.errors import DeliveryFailed, ProviderError
from webapp.models import Grant
from webapp.models.outbox import EVENT
from webapp.outbox import Claimed
from webapp.services.calendars import edits

pytestmark = pytest.mark.usefixtures("app", "clock")


@pytest.fixture
def due(grant_elsewhere: Grant) -> Claimed:
    edits.create(calendar_of(grant_elsewhere), {"title": "Dentist", "when": timespan(*LUNCH)}, now=NOW)
    (claimed,) = claim()
    return claimed


def test_a_fault_is_told_only_when_nothing_more_is_tried(due: Claimed, fake: FakeServer) -> None:
    fake.fail("enter", *[ProviderError("provider.unreachable")] * 2)

    with pytest.raises(DeliveryFailed):
        event_writer.deliver(due, now=NOW)
    assert failures() == [None]
    with pytest.raises(DeliveryFailed):
        event_writer.deliver(replace(due, attempt=retries.attempts_at_most(EVENT)), now=NOW)

    assert failures() == ["provider.unreachable"]


def test_a_mistake_of_ours_is_told_at_the_end(due: Claimed, fake: FakeServer) -> None:
    fake.fail("enter", ZeroDivisionError())

    with pytest.raises(ZeroDivisionError):
        event_writer.deliver(replace(due, attempt=retries.attempts_at_most(EVENT)), now=NOW)

    assert failures() == [event_writer.UNFORESEEN]


def test_what_is_done_is_done_once(due: Claimed, fake: FakeServer) -> None:
    assert [event_writer.deliver(due, now=NOW) for _ in range(2)] == ["written", "written"]

    assert len(fake.calendars["work"].events) == 1
