"""What only Google does: its ids, its quotas, its meetings, and who may write."""

from dataclasses import replace

import pytest

from tests.google_server import WORK, GoogleServer, event
from tests.oauth_server import OWNER
from tests.providers.contract import HOUR, NINE, TEN, WANTED, WINDOW
from webapp.errors import InvalidInput, ProviderError
from webapp.lib.external import Access
from webapp.providers.google import PROVIDER, provider


def test_the_calendars_of_an_account_are_listed_page_by_page(google: GoogleServer, access: Access) -> None:
    google.add_calendar("holidays@group.example", summary="Holidays", accessRole="reader")
    google.page_size = 1

    primary, holidays = PROVIDER.calendars(access)

    assert (primary.id, primary.is_primary, primary.timezone) == (WORK, True, "Europe/Berlin")
    assert (holidays.name, holidays.read_only) == ("Holidays", True)


def test_an_account_is_known_by_its_first_calendar_when_nothing_else_tells(google: GoogleServer) -> None:
    google.oauth.email = ""

    connected = PROVIDER.connect({"refresh_token": google.oauth.new_refresh_token()})

    assert connected.email == OWNER


def test_a_long_list_is_read_page_by_page(google: GoogleServer, access: Access) -> None:
    google.page_size = 2
    for number in range(5):
        google.work.put(event(f"e{number}", NINE + number * HOUR, TEN + number * HOUR))

    read = list(PROVIDER.changes(access, WORK, cursor=None, window=WINDOW))

    assert [len(page.events) for page in read] == [2, 2, 1]
    assert [page.cursor for page in read] == [None, None, "5"]


def test_a_page_that_comes_again_and_again_ends_the_reading(
    google: GoogleServer, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(GoogleServer, "_page", lambda *_: {"items": [], "nextPageToken": "1"})

    with pytest.raises(ProviderError, match="provider.not_understood"):
        list(PROVIDER.changes(access, WORK, cursor=None, window=WINDOW))


def test_a_reading_with_nothing_new_is_one_request(google: GoogleServer, access: Access) -> None:
    cursor = list(PROVIDER.changes(access, WORK, cursor=None, window=WINDOW))[-1].cursor
    before = len(google.exchanges)

    list(PROVIDER.changes(access, WORK, cursor=cursor, window=WINDOW))

    assert (len(google.exchanges) - before, google.oauth.refreshed) == (1, 1)


def test_a_reading_that_takes_too_long_is_given_up(access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider, "READING_SECONDS", 0)

    with pytest.raises(ProviderError, match="provider.too_slow"):
        list(PROVIDER.changes(access, WORK, cursor=None, window=WINDOW))


def test_an_event_that_somebody_deleted_stands_again_under_its_id(
    google: GoogleServer, access: Access
) -> None:
    first = PROVIDER.put(access, WORK, WANTED, known=None)
    google.work.remove(first.id)

    again = PROVIDER.put(access, WORK, WANTED, known=None)

    assert again.id == first.id
    assert google.work.events[first.id]["status"] == "confirmed"


def test_an_event_that_vanished_altogether_is_made_anew(google: GoogleServer, access: Access) -> None:
    first = PROVIDER.put(access, WORK, WANTED, known=None)
    google.work.events.clear()

    assert PROVIDER.put(access, WORK, WANTED, known=first).id == first.id


def test_a_wanted_meeting_is_made_once_and_its_link_told(google: GoogleServer, access: Access) -> None:
    event = replace(WANTED, wants_link=True)

    first = PROVIDER.put(access, WORK, event, known=None)
    again = PROVIDER.put(access, WORK, replace(event, sequence=1), known=first)

    assert first.link is not None
    assert first.link == again.link
    assert len(google.meets) == 1


def test_a_calendar_that_is_only_read_is_not_written_to(google: GoogleServer, access: Access) -> None:
    google.work.listed["accessRole"] = "reader"

    with pytest.raises(ProviderError, match="provider.read_only"):
        PROVIDER.put(access, WORK, WANTED, known=None)
    with pytest.raises(ProviderError, match="provider.read_only"):
        PROVIDER.remove(access, WORK, WANTED, known=None)


@pytest.mark.parametrize("status", [403, 429])
def test_a_quota_says_how_long_to_wait(google: GoogleServer, access: Access, status: int) -> None:
    google.deny(status, "rateLimitExceeded", Retry_After="90")

    with pytest.raises(ProviderError) as refused:
        PROVIDER.events(access, WORK, window=WINDOW, timeout=10)

    assert (refused.value.code, refused.value.values["seconds"]) == ("provider.throttled", 90)


def test_a_calendar_that_may_not_be_read_is_named(google: GoogleServer, access: Access) -> None:
    google.deny(403, "forbidden")

    with pytest.raises(ProviderError, match="provider.forbidden"):
        PROVIDER.events(access, WORK, window=WINDOW, timeout=10)


def test_without_a_client_id_the_kind_is_refused(app: object, access: Access) -> None:
    known = app.config["OPENSLOT_PROVIDER_APPS"]  # type: ignore[attr-defined]
    known["google"] = replace(known["google"], client_id=None)

    with pytest.raises(InvalidInput, match="account.not_set_up"):
        PROVIDER.connect({"refresh_token": "x"})
