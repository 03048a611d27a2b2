"""What we write, another client reads; what another client writes, we read."""

import json
import os
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.caldav_servers import PASSWORD, USERNAME, CalDavServer
from webapp.lib.external import Access, WantedEvent, Window
from webapp.providers.caldav import PROVIDER

pytestmark = pytest.mark.slow

OTHER = Path(__file__).with_name("second_reader.py")
OWNER = "alice@example.org"
NINE, HOUR, DAY = 1_799_053_200, 3_600, 86_400  # 2027-01-04, 9:00 UTC
MONTH = Window(since=NINE - DAY, until=NINE + 31 * DAY, timezone="Europe/Stockholm")
BOOKING = WantedEvent(
    id="booking-1",
    uid="booking-1@book.example.org",
    sequence=0,
    title="Überblick, mit; Zeichen",
    starts_at=NINE,
    ends_at=NINE + HOUR,
    timezone="Europe/Stockholm",
    decided_at=NINE - DAY,
    organizer=("Alice", OWNER),
    attendees=(("Jonas Berg", "jonas@example.com"),),
)


@pytest.fixture(scope="module")
def other_python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python that has the library, and whose urllib3 is not replaced by the library's fork."""
    folder = tmp_path_factory.mktemp("other")
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    install = [python, "-m", "pip", "install", "-q", "--no-binary", "urllib3-future", "caldav>=3.6,<4"]
    subprocess.run(install, check=True, env={**os.environ, "URLLIB3_NO_OVERRIDE": "1"})
    return python


@pytest.fixture
def calendar(caldav_server: CalDavServer, asking_app: Flask) -> str:
    return caldav_server.new_calendar()


@pytest.fixture
def other(other_python: str, caldav_server: CalDavServer, calendar: str) -> Callable[[str], str]:
    """Let the other client do something with the calendar. Gives back what it prints."""
    name = calendar.rstrip("/").rpartition("/")[2]

    def run(what: str) -> str:
        asked = [other_python, str(OTHER), caldav_server.url, USERNAME, PASSWORD, name, what]
        return subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True).stdout

    return run


@pytest.fixture
def access(caldav_server: CalDavServer) -> Access:
    settings = {"url": caldav_server.url, "email": OWNER, "username": USERNAME}
    return Access(email=OWNER, settings=settings, secret={"password": PASSWORD})


def test_another_client_reads_what_we_have_written(
    access: Access, calendar: str, other: Callable[[str], str]
) -> None:
    first = PROVIDER.put(access, calendar, BOOKING, known=None)
    moved = replace(BOOKING, starts_at=NINE + HOUR, ends_at=NINE + 2 * HOUR, sequence=1)
    PROVIDER.put(access, calendar, moved, known=first)

    (read,) = json.loads(other("read"))

    assert (read["uid"], read["summary"]) == (BOOKING.uid, BOOKING.title)
    assert (read["start"], read["end"]) == (NINE + HOUR, NINE + 2 * HOUR)
    assert read["attendees"] == ["mailto:jonas@example.com"]


def test_we_read_what_another_client_has_written(
    access: Access, calendar: str, other: Callable[[str], str]
) -> None:
    *_, last = PROVIDER.changes(access, calendar, cursor=None, window=MONTH)
    other("write")

    told = list(PROVIDER.changes(access, calendar, cursor=last.cursor, window=MONTH))

    (found,) = [event for page in told for event in page.events]
    assert (found.uid, found.occurrences[0].title) == ("written-by-the-other", "Chöir")
    assert [each.starts_at - NINE for each in found.occurrences] == [
        6 * HOUR,
        6 * HOUR + 7 * DAY,
        6 * HOUR + 14 * DAY,
    ]


def test_our_own_environment_keeps_its_urllib3() -> None:
    """The fork counts its versions from 900 on."""
    asked = [sys.executable, "-c", "import urllib3; print(urllib3.__version__)"]
    version = subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True).stdout

    assert all(int(part) < 900 for part in version.strip().split("."))
