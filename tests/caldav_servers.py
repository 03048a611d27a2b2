"""Two real CalDAV servers, a process each, which tests share: Radicale asks for a password, Xandikos does not.

Each test makes a calendar of its own, so that none sees what another has written.
"""

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.receivers import closed_port
from tests.waiting import HANG_SECONDS, wait_for

USERNAME, PASSWORD = "alice", "app password: 24"
_RADICALE = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/collections
"""
_CALENDAR = """<?xml version="1.0"?>
<c:mkcalendar xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:d="DAV:"><d:set><d:prop>
<d:displayname>{name}</d:displayname>
<c:supported-calendar-component-set><c:comp name="{kind}"/></c:supported-calendar-component-set>
</d:prop></d:set></c:mkcalendar>"""
_numbers = itertools.count(1)


@dataclass(frozen=True, kw_only=True)
class CalDavServer:
    """`url`: what somebody would type. `home`: the folder of the calendars of `alice`. `users`: who may come in, in a
    file that is read at each request, or None where everybody may."""

    name: str
    url: str
    home: str
    users: Path | None
    http: requests.Session

    def new_calendar(self, name: str = "Work", *, kind: str = "VEVENT") -> str:
        """The address of a new calendar."""
        url = f"{self.home}{name.lower()}-{next(_numbers)}/"
        self.make(url, name, kind=kind)
        return url

    def make(self, url: str, name: str = "Work", *, kind: str = "VEVENT") -> None:
        """Make a calendar at this address."""
        answer = self.http.request("MKCALENDAR", url, data=_CALENDAR.format(name=name, kind=kind))
        assert answer.status_code == 201, answer.text

    def write(self, url: str, text: str) -> None:
        """Put a resource there as another program would."""
        answer = self.http.put(url, data=text.encode(), headers={"Content-Type": "text/calendar"})
        assert answer.status_code in (201, 204), answer.text

    def read(self, url: str) -> str:
        answer = self.http.get(url)
        assert answer.status_code == 200, answer.text
        return answer.content.decode()

    def delete(self, url: str) -> None:
        assert self.http.delete(url).status_code in (200, 204)


@contextmanager
def radicale(folder: Path) -> Iterator[CalDavServer]:
    port = closed_port()
    (folder / "users").write_text(f"{USERNAME}:{PASSWORD}\nbob:{PASSWORD}\n")
    (folder / "config").write_text(_RADICALE.format(port=port, folder=folder))
    with _running([sys.executable, "-m", "radicale", "--config", str(folder / "config")], port, folder):
        url = f"http://127.0.0.1:{port}/"
        with requests.Session() as http:
            http.auth = (USERNAME, PASSWORD)
            home, users = f"{url}{USERNAME}/", folder / "users"
            yield CalDavServer(name="radicale", url=url, home=home, users=users, http=http)


@contextmanager
def xandikos(folder: Path) -> Iterator[CalDavServer]:
    port, program = closed_port(), Path(sys.executable).with_name("xandikos")
    place = ["-d", str(folder / "data"), "-l", "127.0.0.1", "-p", str(port)]
    user = ["--current-user-principal", f"/{USERNAME}/", "--autocreate", "--defaults"]
    with _running([str(program), "serve", *place, *user], port, folder):
        url = f"http://127.0.0.1:{port}/"
        with requests.Session() as http:
            home = f"{url}{USERNAME}/calendars/"
            yield CalDavServer(name="xandikos", url=url, home=home, users=None, http=http)


@contextmanager
def _running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    environ = {**os.environ, "PYTHONWARNINGS": "ignore"}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environ)
    try:
        wait_for(lambda: _answers(port, process, folder / "log"), what=(folder / "log").read_text)
        yield
    finally:
        process.terminate()
        process.wait(HANG_SECONDS)


def _answers(port: int, process: subprocess.Popen[bytes], log: Path) -> bool:
    if process.poll() is not None:
        raise RuntimeError(f"a CalDAV server has ended: {log.read_text()}")
    try:
        requests.get(f"http://127.0.0.1:{port}/", timeout=HANG_SECONDS)
    except requests.ConnectionError:
        return False
    return True


@pytest.fixture(scope="session")
def radicale_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalDavServer]:
    with radicale(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture(scope="session")
def xandikos_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalDavServer]:
    with xandikos(tmp_path_factory.mktemp("xandikos")) as server:
        yield server


@pytest.fixture(params=["radicale", "xandikos"])
def caldav_server(request: pytest.FixtureRequest) -> CalDavServer:
    """Each of the two in turn."""
    server: CalDavServer = request.getfixturevalue(f"{request.param}_server")
    return server
