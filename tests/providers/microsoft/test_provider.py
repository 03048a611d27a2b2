"""What only Microsoft does: series in pieces, rotating tokens, meetings, and who may write."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.microsoft_server import WORK, MicrosoftServer, event
from tests.oauth_server import OWNER
from tests.providers.contract import DAY, HOUR, NINE, TEN, WANTED, WINDOW
from webapp.errors import InvalidInput, ProviderError
from webapp.lib import base64url
from webapp.lib.external import Access
from webapp.providers.microsoft import PROVIDER, provider

BACK = "https://book.example.org/dashboard/calendars/microsoft/callback"


def test_the_calendars_of_an_account_are_listed_page_by_page(
    microsoft: MicrosoftServer, access: Access
) -> None:
    microsoft.add_calendar("b", name="Holidays", canEdit=False)
    microsoft.page_size = 1

    first, holidays = PROVIDER.calendars(access)

    assert (first.id, first.is_primary, first.read_only) == (WORK, True, False)
    assert (holidays.name, holidays.read_only) == ("Holidays", True)


def test_an_account_is_known_by_its_first_calendar_when_nothing_else_tells(
    microsoft: MicrosoftServer,
) -> None:
    microsoft.oauth.email = ""

    connected = PROVIDER.connect({"refresh_token": microsoft.oauth.new_refresh_token()})

    assert connected.email == OWNER


def with_code(microsoft: MicrosoftServer, *, allowed: str) -> dict[str, str]:
    """The settings of somebody who comes back from the consent page and has allowed this."""
    challenge = base64url.encode(hashlib.sha256(b"v").digest())
    microsoft.oauth.codes["c"] = {"code_challenge": challenge, "redirect_uri": BACK}
    microsoft.oauth.allows = allowed
    return {"code": "c", "code_verifier": "v", "redirect_uri": BACK}


@pytest.mark.parametrize("scope", ["Calendars.ReadWrite", "https://graph.microsoft.com/Calendars.ReadWrite"])
def test_a_scope_is_known_by_its_short_and_its_long_name(microsoft: MicrosoftServer, scope: str) -> None:
    assert PROVIDER.connect(with_code(microsoft, allowed=f"openid email {scope}")).email == OWNER


def test_an_account_that_may_only_be_read_is_not_connected(microsoft: MicrosoftServer) -> None:
    with pytest.raises(InvalidInput, match="account.scope_missing"):
        PROVIDER.connect(with_code(microsoft, allowed="openid email Calendars.Read"))


def test_another_refresh_token_is_kept(microsoft: MicrosoftServer, access: Access) -> None:
    microsoft.oauth.rotates = True
    stored: list[Mapping[str, Any]] = []

    PROVIDER.calendars(replace(access, renew=stored.append))

    assert [{each["refresh_token"]} for each in stored] == [microsoft.oauth.refresh_tokens]


def test_a_series_is_read_in_pieces_and_its_master_asked_for_once(
    microsoft: MicrosoftServer, access: Access
) -> None:
    outside = {"type": "seriesMaster", "showAs": "free", "subject": "Standup"}
    microsoft.work.put(event("a", NINE - 90 * DAY, TEN - 90 * DAY, **outside))
    for number in range(3):
        values = {"type": "occurrence", "seriesMasterId": "a"}
        microsoft.work.put(event(f"a{number}", NINE + number * DAY, TEN + number * DAY, **values))

    (page,) = PROVIDER.changes(access, WORK, cursor=None, window=WINDOW)

    assert [(each.occurrences[0].title, each.occurrences[0].busy) for each in page.events] == [
        ("Standup", False)
    ] * 3
    assert [urlsplit(each.url).path for each in microsoft.exchanges].count("/v1.0/me/events/a") == 1
    assert [each.occurrences[0].recurrence_id for each in page.events] == [
        f"2027010{day}T090000Z" for day in (4, 5, 6)
    ]


def test_a_long_list_is_read_page_by_page(microsoft: MicrosoftServer, access: Access) -> None:
    microsoft.page_size = 2
    for number in range(5):
        microsoft.work.put(event(f"e{number}", NINE + number * HOUR, TEN + number * HOUR))

    read = list(PROVIDER.changes(access, WORK, cursor=None, window=WINDOW))

    assert [len(page.events) for page in read] == [2, 2, 1]
    assert [page.cursor is None for page in read] == [True, True, False]


def test_a_reading_that_takes_too_long_is_given_up(access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider, "READING_SECONDS", 0)

    with pytest.raises(ProviderError, match="provider.too_slow"):
        list(PROVIDER.changes(access, WORK, cursor=None, window=WINDOW))


def test_an_event_that_was_made_and_not_noted_is_found(microsoft: MicrosoftServer, access: Access) -> None:
    first = PROVIDER.put(access, WORK, WANTED, known=None)

    PROVIDER.put(access, WORK, replace(WANTED, decided_at=1, sequence=1), known=None)

    assert list(microsoft.work.events) == [first.id]


def test_an_event_that_somebody_deleted_is_made_anew(microsoft: MicrosoftServer, access: Access) -> None:
    first = PROVIDER.put(access, WORK, WANTED, known=None)
    microsoft.work.remove(first.id)

    again = PROVIDER.put(access, WORK, WANTED, known=first)

    assert list(microsoft.work.events) == [again.id]


def test_the_link_of_a_wanted_meeting_is_told(access: Access) -> None:
    event = replace(WANTED, wants_link=True)

    first = PROVIDER.put(access, WORK, event, known=None)

    assert first.link is not None
    assert PROVIDER.put(access, WORK, replace(event, sequence=1), known=first).link == first.link


def test_a_calendar_that_is_only_read_is_not_written_to(microsoft: MicrosoftServer, access: Access) -> None:
    first = PROVIDER.put(access, WORK, WANTED, known=None)
    microsoft.work.listed["canEdit"] = False

    for write in (
        lambda: PROVIDER.put(access, WORK, replace(WANTED, id="other"), known=None),
        lambda: PROVIDER.remove(access, WORK, WANTED, known=first),
    ):
        with pytest.raises(ProviderError, match="provider.read_only"):
            write()


def test_a_quota_says_how_long_to_wait(microsoft: MicrosoftServer, access: Access) -> None:
    microsoft.deny(429, "TooManyRequests", Retry_After="90")

    with pytest.raises(ProviderError) as refused:
        PROVIDER.events(access, WORK, window=WINDOW, timeout=10)

    assert (refused.value.code, refused.value.values["seconds"]) == ("provider.throttled", 90)


@pytest.mark.parametrize(("status", "code"), [(410, "gone"), (400, "syncStateNotFound")])
def test_a_delta_link_that_is_forgotten_means_reading_again(
    microsoft: MicrosoftServer, access: Access, status: int, code: str
) -> None:
    cursor = list(PROVIDER.changes(access, WORK, cursor=None, window=WINDOW))[-1].cursor
    microsoft.deny(status, code)

    with pytest.raises(ProviderError, match="provider.cursor_expired"):
        list(PROVIDER.changes(access, WORK, cursor=cursor, window=WINDOW))


def test_a_link_to_another_server_is_not_followed(access: Access) -> None:
    with pytest.raises(ProviderError, match="provider.elsewhere"):
        list(PROVIDER.changes(access, WORK, cursor="https://evil.example/delta", window=WINDOW))
