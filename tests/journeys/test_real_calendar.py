"""An organizer's real calendar: a Radicale beside a real `./run`, whose worker reads it and writes into it.

One journey, because each of its steps stands on the one before: connected, busy, booked, moved, deleted, locked out,
let in again.
"""

import re
import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import nylas
import pytest
import requests
from nylas.models.errors import NylasApiError
from playwright.sync_api import Browser, Page, expect

from tests.caldav_answers import event, utc
from tests.caldav_servers import PASSWORD, USERNAME, CalDavServer, radicale
from tests.chrome import WAIT_MILLISECONDS
from tests.journeys.conftest import Live
from tests.journeys.organizer_steps import sign_in
from tests.running import running
from tests.waiting import HANG_SECONDS, wait_for

pytestmark = pytest.mark.slow

HOUR, DAY = 3600, 86_400
ELSEWHERE = "maya@home.example"
GUEST = {"name": "Ada Lovelace", "email": "ada@example.org"}
NEW_PASSWORD = "another app password"  # of a server on this machine


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CalDavServer]:
    """A Radicale of this test alone: its password is changed."""
    folder = tmp_path / "radicale"
    folder.mkdir()
    with radicale(folder) as started:
        yield started


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    settings = {"OPENSLOT_OUTBOUND_ALLOW": "127.0.0.0/8", "OPENSLOT_SYNC_SECONDS": "15"}
    with running(tmp_path / "data", **settings) as started:
        demo = started.demo()
        yield Live(url=demo["base_url"], demo=demo, data=tmp_path / "data")


@pytest.fixture
def page(chrome: Browser, live: Live) -> Iterator[Page]:
    """The organizer's browser, signed in."""
    context = chrome.new_context(base_url=live.url, locale="en-US")
    context.set_default_timeout(WAIT_MILLISECONDS)
    opened = context.new_page()
    opened.goto("/dashboard/calendars")
    sign_in(opened, live)
    yield opened
    context.close()


class Journey:
    """What the organizer, the guest and the calendar program do."""

    def __init__(self, live: Live, page: Page, server: CalDavServer) -> None:
        self.live, self.page, self.server = live, page, server
        self.kept_at = server.new_calendar("Work")
        self.tomorrow = int(time.time()) + DAY

    def connect(self, password: str) -> None:
        self.page.get_by_label("Password or app password").fill(password)
        self.page.get_by_role("button", name="Connect", exact=True).click()

    def read_now(self) -> None:
        self.page.goto("/dashboard/calendars")
        self.page.get_by_role("button", name="Read now").click()

    def ask(self, method: str, path: str, **how: Any) -> Any:
        how["params"] = {"configuration_id": self.live.demo["configuration_id"], **how.get("params", {})}
        key = {"Authorization": f"Bearer {self.live.demo['api_key']}"}
        answer = requests.request(
            method, f"{self.live.url}/v3/scheduling/{path}", headers=key, timeout=HANG_SECONDS, **how
        )
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    def starts(self) -> list[int]:
        window = {"start_time": self.tomorrow, "end_time": self.tomorrow + 10 * DAY}
        return [slot["start_time"] for slot in self.ask("GET", "availability", params=window)["time_slots"]]

    def entries(self) -> dict[str, str]:
        """What is in the calendar, by its address."""
        listing = self.server.http.request("PROPFIND", self.kept_at, headers={"Depth": "1"}).text
        paths = set(re.findall(r"<href>([^<]+\.ics)</href>", listing))
        root = self.server.url.rstrip("/")
        return {root + path: self.server.read(root + path).replace("\r\n ", "") for path in paths}

    def kept(self) -> str:
        """All that is in the calendar, in one text."""
        return "".join(self.entries().values())

    def entry(self) -> tuple[str, str]:
        """The address and the text of our own entry."""
        found = [(url, text) for url, text in self.entries().items() if "Intro call" in text]
        assert len(found) <= 1
        return found[0] if found else ("", "")

    def mails(self) -> list[str]:
        """The subjects of the mails to the guest."""
        files = sorted((self.live.data / "mail").glob("*.eml"))
        read = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        return [mail["Subject"] for mail in read if GUEST["email"] in mail["To"]]


def test_from_connecting_to_being_locked_out_and_let_in_again(
    live: Live, page: Page, server: CalDavServer
) -> None:
    journey = Journey(live, page, server)
    _connects_and_counts(journey)
    _an_event_is_entered_and_moved(journey)
    start = _a_busy_time_is_not_offered(journey)
    booking_id = _a_booking_is_written(journey, start)
    _moved_there_it_moves(journey, booking_id, start)
    _deleted_there_it_is_cancelled(journey, booking_id)
    _locked_out_nothing_is_offered_until_it_is_connected_again(journey)


def _connects_and_counts(journey: Journey) -> None:
    page = journey.page
    page.goto("/dashboard/calendars/new?provider=caldav&preset=radicale")
    page.get_by_label("Address of the server").fill(journey.server.url)
    page.get_by_label("Your e-mail address there").fill(ELSEWHERE)
    page.get_by_label("User name").fill(USERNAME)
    journey.connect(PASSWORD)
    expect(page.get_by_label("Work", exact=True)).to_be_checked()
    page.get_by_label("Bookings go to").select_option(label="Work")
    page.get_by_role("button", name="Change my pages").click()
    expect(page.get_by_text("Intro call")).to_be_visible()
    wait_for(lambda: journey.starts() != [], what=lambda: "no time is offered after the first reading")


def _an_event_is_entered_and_moved(journey: Journey) -> None:
    """On the dashboard, and so in the calendar."""
    page = journey.page
    page.goto("/dashboard/calendar/events/new")
    page.get_by_label("Title").fill("Piano")
    page.get_by_label("Calendar", exact=True).select_option(label=f"Work ({ELSEWHERE})")
    page.get_by_role("button", name="Add the event").click()
    wait_for(
        lambda: "Piano" in journey.kept(),
        what=lambda: "the event is not in the calendar",
    )
    page.get_by_role("link", name="Piano").click()
    page.get_by_label("Place").fill("Main street")
    page.get_by_role("button", name="Save").click()
    wait_for(
        lambda: "Main street" in journey.kept(),
        what=lambda: "the change is not in the calendar",
    )
    page.get_by_role("link", name="Piano").click()
    page.get_by_role("button", name="Delete").click()
    wait_for(
        lambda: "Piano" not in journey.kept(),
        what=lambda: "the event is still in the calendar",
    )


def _a_busy_time_is_not_offered(journey: Journey) -> int:
    """Returns a time that is still free."""
    busy, *_ = journey.starts()
    journey.server.write(journey.kept_at + "dentist.ics", event("dentist", starts_at=busy))
    journey.read_now()
    wait_for(lambda: busy not in journey.starts(), what=lambda: "a busy time is still offered")
    return next(start for start in journey.starts() if start >= busy + HOUR)


def _a_booking_is_written(journey: Journey, start: int) -> str:
    times = {"start_time": start, "end_time": start + 30 * 60}
    booked = journey.ask("POST", "bookings", json={**times, "guest": GUEST})
    wait_for(lambda: journey.entry()[1] != "", what=journey.entries)
    text = journey.entry()[1]
    assert "SUMMARY:Intro call" in text
    assert f"DTSTART:{utc(start)}" in text
    assert re.search(rf"ATTENDEE[^\n]*SCHEDULE-AGENT=CLIENT[^\n]*{GUEST['email']}", text), text
    return str(booked["booking_id"])


def _moved_there_it_moves(journey: Journey, booking_id: str, start: int) -> None:
    url, text = journey.entry()
    later = journey.starts()[-1]
    before = len(journey.mails())
    moved = text.replace(f"DTSTART:{utc(start)}", f"DTSTART:{utc(later)}")
    moved = moved.replace(f"DTEND:{utc(start + 30 * 60)}", f"DTEND:{utc(later + 30 * 60)}")
    journey.server.write(url, moved)
    journey.read_now()
    wait_for(
        lambda: (
            journey.ask("GET", f"bookings/{booking_id}").get("start_time", later) == later
            and start in journey.starts()
        ),
        what=lambda: journey.ask("GET", f"bookings/{booking_id}"),
    )
    wait_for(lambda: len(journey.mails()) > before, what=journey.mails)


def _deleted_there_it_is_cancelled(journey: Journey, booking_id: str) -> None:
    before = len(journey.mails())
    journey.server.delete(journey.entry()[0])
    journey.read_now()
    wait_for(
        lambda: journey.ask("GET", f"bookings/{booking_id}")["status"] == "cancelled",
        what=lambda: journey.ask("GET", f"bookings/{booking_id}"),
    )
    wait_for(lambda: len(journey.mails()) > before, what=journey.mails)


def _locked_out_nothing_is_offered_until_it_is_connected_again(journey: Journey) -> None:
    page = journey.page
    assert journey.server.users is not None
    journey.server.users.write_text(f"{USERNAME}:{NEW_PASSWORD}\n")
    journey.read_now()
    wait_for(lambda: journey.starts() == [], what=lambda: "times are still offered")
    page.goto("/dashboard/calendars")
    expect(page.get_by_text("offer no times")).to_be_visible()
    page.get_by_role("link", name="Connect again").click()
    journey.connect(NEW_PASSWORD)
    expect(page.get_by_text("Connected.", exact=False).first).to_be_visible()
    wait_for(lambda: journey.starts() != [], what=lambda: "no time is offered after connecting again")


def test_a_program_connects_a_calendar_and_reads_it(live: Live, server: CalDavServer) -> None:
    """By the official SDK, as far as it knows the way."""
    kept_at = server.new_calendar("Surgery")
    noon = (int(time.time()) // DAY + 2) * DAY + 12 * HOUR
    server.write(kept_at + "knee.ics", event("knee", starts_at=noon))
    sdk = nylas.Client(live.demo["api_key"], live.url)
    settings = {"url": server.url, "username": USERNAME, "password": PASSWORD, "email": ELSEWHERE}

    grant = sdk.auth.custom_authentication({"provider": "caldav", "settings": settings}).data

    assert grant.id in [each.id for each in sdk.grants.list().data]
    [surgery] = [each for each in sdk.calendars.list(grant.id).data if each.name == "Surgery"]

    def titles() -> list[str | None]:
        asked = {"calendar_id": surgery.id, "start": noon - HOUR, "end": noon + 2 * HOUR}
        return [each.title for each in sdk.events.list(grant.id, query_params=asked).data]

    def free() -> list[int]:
        asked: Any = {
            "start_time": noon - HOUR,
            "end_time": noon + 2 * HOUR,
            "duration_minutes": 60,
            "participants": [{"email": ELSEWHERE, "calendar_ids": [surgery.id]}],
        }
        try:
            return [slot.start_time for slot in sdk.calendars.get_availability(asked).data.time_slots]
        except NylasApiError:  # its events are shown before the reading of it has come to its end
            return []

    wait_for(lambda: len(titles()) == 1, what=titles)
    wait_for(lambda: free() != [], what=free)
    assert free() == [noon - HOUR, noon + HOUR]
