"""A booking's entry in a calendar elsewhere: made, changed, taken away, and what becomes of a refusal."""

from typing import Any

import pytest

from tests.builders import MAYA, NOW, TOMORROW_AT_TEN
from tests.fake_provider import KIND, PASSWORD, FakeServer
from tests.promises import mail_payload
from webapp.delivery import NoLongerWanted, calendar
from webapp.errors import DeliveryFailed, ProviderError
from webapp.lib.external import Access
from webapp.outbox import Claimed
from webapp.services.calendars.placing import Place

pytestmark = pytest.mark.usefixtures("sqlite_app")
EVENT = {
    "id": "event-1",
    "uid": "event-1@openslot.test",
    "sequence": 0,
    "title": "Intro call",
    "starts_at": TOMORROW_AT_TEN,
    "ends_at": TOMORROW_AT_TEN + 1800,
    "timezone": "UTC",
    "is_placeholder": False,
    "location": None,
    "organizer": ["Maya Lindqvist", MAYA],
    "attendees": [["Priya Raman", "priya@example.com"]],
}


def claimed(**changes: Any) -> Claimed:
    payload = {"event_id": "event-1", "is_gone": False, "event": EVENT, "reader": mail_payload(), **changes}
    return Claimed(
        id=1,
        uid="0f9d1c1e-1111-4222-8333-444455556666",
        kind="calendar",
        name="calendar_entry",
        destination="calendar:1",
        payload=payload,
        attempt=1,
        token="token",
        booking_id=None,
        created_at=NOW,
    )


def place(**changes: Any) -> Place:
    access = Access(email=MAYA, settings={}, secret={"password": PASSWORD})
    given = {"kind": KIND, "access": access, "external_id": "work", "known": None}
    return Place(**{**given, **changes})


def failure(**changes: Any) -> tuple[str, bool]:
    with pytest.raises(DeliveryFailed) as failed:
        calendar.deliver(claimed(), place(**changes))
    return failed.value.reason, failed.value.retry


def test_the_entry_is_made_as_promised(fake: FakeServer) -> None:
    written = calendar.deliver(claimed(), place())

    assert written is not None
    [event] = fake.calendars["work"].events.values()
    assert (event.id, event.uid) == (written.id, "event-1@openslot.test")


def test_keeping_a_promise_twice_makes_one_entry(fake: FakeServer) -> None:
    calendar.deliver(claimed(), place())
    calendar.deliver(claimed(), place())

    assert len(fake.calendars["work"].events) == 1


def test_an_entry_is_taken_away_as_promised(fake: FakeServer) -> None:
    written = calendar.deliver(claimed(), place())

    assert calendar.deliver(claimed(is_gone=True), place(known=written)) is None
    assert fake.calendars["work"].events == {}


def test_the_owner_reads_the_answers_and_finds_the_booking(fake: FakeServer) -> None:
    payload = claimed().payload
    values = {**payload["reader"]["values"], "fields": [{"label": "Topic", "value": "Maps"}]}
    reader = {
        **payload["reader"],
        "role": "host",
        "values": values,
        "links": {"dashboard_url": "https://cal.test/dashboard/bookings/1"},
    }

    described = calendar.wanted({**payload, "reader": reader}).description

    assert described is not None
    assert "Topic: Maps" in described
    assert "https://cal.test/dashboard/bookings/1" in described


def test_a_calendar_that_was_disconnected_gets_nothing_more(fake: FakeServer) -> None:
    with pytest.raises(NoLongerWanted):
        calendar.deliver(claimed(), None)


def test_an_account_that_lets_us_in_no_more_is_tried_again_later(fake: FakeServer) -> None:
    assert failure(access=None) == ("provider.refused", True)
    assert fake.asked["put"] == 0


@pytest.mark.parametrize(
    ("code", "is_tried_again"),
    [("provider.gone", False), ("provider.read_only", False), ("provider.throttled", True)],
)
def test_a_refusal_is_tried_again_where_that_helps(fake: FakeServer, code: str, is_tried_again: bool) -> None:
    fake.fail("put", ProviderError(code))

    assert failure() == (code, is_tried_again)
