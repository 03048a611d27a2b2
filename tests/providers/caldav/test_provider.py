"""Accounts on CalDAV servers, and our events in their calendars."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer
from werkzeug import Response

from tests.caldav_answers import answering, event
from tests.caldav_servers import PASSWORD, USERNAME, CalDavServer
from webapp.errors import InvalidInput, ProviderError
from webapp.extensions import db
from webapp.lib.external import Access, WantedEvent, Window, Written
from webapp.providers.caldav import PROVIDER, provider

OWNER = "alice@example.org"
NINE = 1_799_053_200  # 2027-01-04, 9:00 UTC
HOUR = 3_600
DAY = Window(since=NINE - 9 * HOUR, until=NINE + 15 * HOUR, timezone="Europe/Stockholm")
BOOKING = WantedEvent(
    id="0f4d5c1e-5b1a-4f0e-8d0e-1f2f3a4b5c6d",
    uid="0f4d5c1e-5b1a-4f0e-8d0e-1f2f3a4b5c6d@book.example.org",
    sequence=0,
    title="Consultation, with a long title that must be folded because it is longer than a line may be; öä",
    starts_at=NINE,
    ends_at=NINE + HOUR,
    timezone="Europe/Stockholm",
    decided_at=NINE - 7 * 86_400,
    organizer=("Alice", OWNER),
    attendees=(("Jonas Berg", "jonas@example.com"),),
)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (
            {"url": "Cloud.example.org", "username": "maya", "email": "Maya@Example.org"},
            {"url": "https://cloud.example.org/", "username": "maya", "email": "maya@example.org"},
        ),
        (
            {"url": "https://cloud.example.org/dav", "username": "maya@example.org"},
            {
                "url": "https://cloud.example.org/dav",
                "username": "maya@example.org",
                "email": "maya@example.org",
            },
        ),
        (
            {"email": "maya@example.org"},
            {"url": "https://example.org/", "username": "maya@example.org", "email": "maya@example.org"},
        ),
        (
            {"email": "maya@fastmail.com"},
            {
                "url": "https://caldav.fastmail.com/",
                "username": "maya@fastmail.com",
                "email": "maya@fastmail.com",
            },
        ),
    ],
)
def test_settings_name_an_account(given: dict[str, str], kept: dict[str, str]) -> None:
    account = PROVIDER.account({**given, "password": PASSWORD})

    assert (account.settings, account.email) == (kept, kept["email"])


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"url": "https://cloud.example.org", "username": "maya"}, "value.missing", "settings.email"),
        ({"email": "maya"}, "email.invalid", "settings.email"),
        ({"email": OWNER, "url": "ftp://example.org"}, "web_address.invalid", "settings.url"),
        ({"email": OWNER, "url": "https://maya:secret@example.org"}, "web_address.invalid", "settings.url"),
        ({"email": OWNER, "url": "https://exa mple.org"}, "web_address.invalid", "settings.url"),
        ({"email": OWNER, "url": "https://example.org:99999"}, "web_address.invalid", "settings.url"),
        ({"email": OWNER, "password": "a\nb"}, "text.control_characters", "settings.password"),
    ],
)
def test_settings_that_make_no_sense_are_refused(given: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        PROVIDER.account(given)

    assert (refused.value.code, refused.value.field) == (code, field)


def test_an_account_is_connected_with_all_of_its_calendars(caldav_server: CalDavServer) -> None:
    url = caldav_server.new_calendar()
    given = {"url": caldav_server.url, "username": USERNAME, "email": OWNER, "password": PASSWORD}

    connected = PROVIDER.connect(given)

    assert url in [each.id for each in connected.calendars]
    assert (connected.email, connected.secret) == (OWNER, {"password": PASSWORD})
    assert PASSWORD not in str(connected.settings)
    assert PROVIDER.account(connected.settings).settings == connected.settings


def test_a_connected_account_lists_its_calendars_again(caldav_server: CalDavServer) -> None:
    given = {"url": caldav_server.url, "username": USERNAME, "email": OWNER, "password": PASSWORD}
    connected = PROVIDER.connect(given)
    access = Access(email=OWNER, settings=connected.settings, secret=connected.secret)

    assert tuple(PROVIDER.calendars(access)) == connected.calendars


def test_what_is_wrong_is_said_of_the_field_that_was_given(httpserver: HTTPServer) -> None:
    answering(httpserver, lambda _: Response("<html/>"))

    for given, field in (({"url": httpserver.url_for("/")}, "settings.url"), ({}, "settings.email")):
        with pytest.raises(InvalidInput) as refused:
            PROVIDER.connect({"email": "alice@nowhere.example", "password": PASSWORD, **given})
        assert refused.value.field == field


def test_an_account_without_its_password_lets_nobody_in(access: Access) -> None:
    with pytest.raises(ProviderError, match="provider.refused"):
        PROVIDER.calendars(replace(access, secret={}))


@pytest.mark.parametrize("caldav_server", ["radicale"], indirect=True)
def test_a_password_that_was_changed_lets_nobody_in(access: Access, calendar: str) -> None:
    with pytest.raises(ProviderError, match="provider.refused"):
        PROVIDER.events(replace(access, secret={"password": "old"}), calendar, window=DAY, timeout=60)


def test_a_calendar_on_another_server_is_not_asked(access: Access) -> None:
    with pytest.raises(ProviderError, match="provider.elsewhere"):
        PROVIDER.events(access, "https://evil.example/team/", window=DAY, timeout=60)


def test_a_calendar_that_was_deleted_is_gone(
    caldav_server: CalDavServer, access: Access, calendar: str
) -> None:
    caldav_server.delete(calendar)

    for ask in (
        lambda: PROVIDER.events(access, calendar, window=DAY, timeout=60),
        lambda: list(PROVIDER.changes(access, calendar, cursor=None, window=DAY)),
        lambda: PROVIDER.put(access, calendar, BOOKING, known=None),
    ):
        with pytest.raises(ProviderError, match="provider.gone"):
            ask()


def test_our_event_is_read_back_as_it_was_written(access: Access, calendar: str) -> None:
    written = PROVIDER.put(access, calendar, BOOKING, known=None)

    (found,) = PROVIDER.events(access, calendar, window=DAY, timeout=60)

    assert (found.id, found.etag, found.uid) == (written.id, written.etag, BOOKING.uid)
    (occurrence,) = found.occurrences
    assert (occurrence.starts_at, occurrence.ends_at, occurrence.busy, occurrence.title) == (
        NINE,
        NINE + HOUR,
        True,
        BOOKING.title,
    )


def test_the_server_is_told_to_invite_nobody(
    caldav_server: CalDavServer, access: Access, calendar: str
) -> None:
    PROVIDER.put(access, calendar, BOOKING, known=None)

    text = caldav_server.read(f"{calendar}{BOOKING.uid}.ics").replace("\r\n ", "")

    people = [line for line in text.splitlines() if line.startswith(("ATTENDEE", "ORGANIZER"))]
    assert len(people) == 2
    assert all("SCHEDULE-AGENT=CLIENT" in line for line in people)


@pytest.mark.parametrize("noted", ["nothing", "where", "all"])
def test_writing_it_again_changes_nothing(access: Access, calendar: str, noted: str) -> None:
    first = PROVIDER.put(access, calendar, BOOKING, known=None)
    known = {"nothing": None, "where": Written(id=first.id), "all": first}[noted]

    second = PROVIDER.put(access, calendar, BOOKING, known=known)

    assert second == first
    assert len(PROVIDER.events(access, calendar, window=DAY, timeout=60)) == 1


def test_an_event_that_was_moved_in_the_calendar_stands_as_wanted_again(
    caldav_server: CalDavServer, access: Access, calendar: str
) -> None:
    first = PROVIDER.put(access, calendar, BOOKING, known=None)
    caldav_server.write(f"{calendar}{BOOKING.uid}.ics", event(BOOKING.uid).replace("T09", "T08"))

    PROVIDER.put(access, calendar, replace(BOOKING, sequence=1), known=first)

    (found,) = PROVIDER.events(access, calendar, window=DAY, timeout=60)
    assert found.occurrences[0].starts_at == NINE


def test_our_event_is_removed_however_often_that_is_asked(access: Access, calendar: str) -> None:
    first = PROVIDER.put(access, calendar, BOOKING, known=None)

    for known in (first, first, None):
        PROVIDER.remove(access, calendar, BOOKING, known=known)

    assert PROVIDER.events(access, calendar, window=DAY, timeout=60) == ()


def test_a_reading_that_takes_too_long_is_given_up(
    caldav_server: CalDavServer, access: Access, calendar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider, "READING_SECONDS", 0)
    caldav_server.write(f"{calendar}a.ics", event())

    with pytest.raises(ProviderError, match="provider.too_slow"):
        list(PROVIDER.changes(access, calendar, cursor=None, window=DAY))


def test_nothing_is_asked_while_a_transaction_is_open(app: Flask, access: Access, calendar: str) -> None:
    db.session.execute(db.select(1))

    with pytest.raises(RuntimeError, match="transaction"):
        PROVIDER.put(access, calendar, BOOKING, known=None)
