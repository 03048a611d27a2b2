"""What only Google does with the events of its owner."""

import pytest

from tests.google_server import WORK, GoogleServer, event
from tests.providers.contract import DAY, NINE, NOON, TEN
from tests.providers.own_events import DENTIST
from webapp.errors import ProviderError
from webapp.lib.external import Access, OwnEvent
from webapp.providers.google import PROVIDER


def test_one_time_of_a_series_is_changed_and_deleted_alone(google: GoogleServer, access: Access) -> None:
    first, second = (google.work.put(event(f"standup_{n}", NINE + n * DAY, TEN + n * DAY)) for n in range(2))

    PROVIDER.change(access, WORK, first["id"], OwnEvent(id="", span=(TEN, NOON)), etag=first["etag"])
    PROVIDER.delete(access, WORK, first["id"], etag=None)

    assert google.work.events[first["id"]]["status"] == "cancelled"
    assert google.work.events[second["id"]]["etag"] == second["etag"]


def test_whoever_is_invited_hears_of_a_change(google: GoogleServer, access: Access) -> None:
    known = google.work.put({**event("meeting", NINE, TEN), "attendees": [{"email": "maya@example.com"}]})

    PROVIDER.change(access, WORK, "meeting", OwnEvent(id="", title="Talk"), etag=known["etag"])

    assert google.exchanges[-1].query["sendUpdates"] == "all"
    assert google.work.events["meeting"]["attendees"] == known["attendees"]


def test_an_event_that_was_deleted_meanwhile_is_not_entered_again(
    google: GoogleServer, access: Access
) -> None:
    written = PROVIDER.enter(access, WORK, DENTIST)
    google.work.remove(written.id)

    with pytest.raises(ProviderError, match="provider.event_gone"):
        PROVIDER.enter(access, WORK, DENTIST)


def test_a_calendar_of_somebody_else_is_read_only(google: GoogleServer, access: Access) -> None:
    google.add_calendar("holidays@group.example", accessRole="reader")

    with pytest.raises(ProviderError, match="provider.read_only"):
        PROVIDER.enter(access, "holidays@group.example", DENTIST)
