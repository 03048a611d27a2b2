"""The sign-in of Google and Microsoft as somebody else understands it: npm's `emulate`, for slow tests.

It judges our addresses, secrets, codes, PKCE and refresh tokens. What it cannot do stands beside it or is left to our
stand-ins in `tests/oauth_server.py`, `tests/google_server.py` and `tests/microsoft_server.py`:

- Microsoft's sign-in has a tenant in its address. The emulator's has none: a door before it takes it away.
- Microsoft's calendars are missing. Behind the same door our stand-in has them, for tokens that the emulator gave.
- Google's events cannot be asked for by id or changed, have no sync tokens, and forget the id that we give them.
- A token that the emulator does not know is taken for its first user's: so that one is nobody.
- Its consent pages have no way to say no, and no box that could be left empty.
"""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.microsoft_server import MicrosoftServer
from tests.node import Node
from tests.oauth_server import CLIENT_ID, CLIENT_SECRET, OWNER, OAuthServer
from tests.tags import read
from tests.waiting import HANG_SECONDS

PACKAGE = "emulate@0.12.2"  # what is tagged as the latest is somebody else's toy
SCRIPT = Path(__file__).with_name("oauth_emulators.mjs")
NOBODY = "nobody@example.com"
TENANT = "common"


@dataclass(frozen=True)
class Emulators:
    """`google`, `microsoft`: where they are, the latter behind its door."""

    google: str
    microsoft: str

    @property
    def settings(self) -> dict[str, str]:
        """What an operator sets to use them."""
        return {
            "GOOGLE_CLIENT_ID": CLIENT_ID,
            "GOOGLE_CLIENT_SECRET": CLIENT_SECRET,
            "GOOGLE_AUTHORIZE_URL": f"{self.google}/o/oauth2/v2/auth",
            "GOOGLE_TOKEN_URL": f"{self.google}/oauth2/token",
            "GOOGLE_API_URL": f"{self.google}/calendar/v3",
            "MICROSOFT_CLIENT_ID": CLIENT_ID,
            "MICROSOFT_CLIENT_SECRET": CLIENT_SECRET,
            "MICROSOFT_LOGIN_URL": self.microsoft,
            "MICROSOFT_TENANT": TENANT,
            "MICROSOFT_API_URL": f"{self.microsoft}/v1.0",
        }

    def withdraw(self, kind: str, token: str) -> None:
        """The owner of the account takes the access back, in the settings of the account."""
        url = {"google": f"{self.google}/oauth2/revoke", "microsoft": f"{self.microsoft}/oauth2/v2.0/revoke"}
        requests.post(url[kind], data={"token": token}, timeout=HANG_SECONDS).raise_for_status()


@contextmanager
def emulators(node: Node, folder: Path, *, redirect_uris: Mapping[str, str]) -> Iterator[Emulators]:
    """Both, where this installation is registered. `redirect_uris`: the way back, by the kind of provider."""
    node.install(folder, PACKAGE)
    script = folder / SCRIPT.name
    script.write_text(SCRIPT.read_text())  # it finds the package beside itself
    asked = [str(node.program), str(script), json.dumps(_seed(redirect_uris))]
    process = subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    with process, process.stdin, HTTPServer() as server:
        urls = json.loads(process.stdout.readline())
        door = _Door(urls["microsoft"], server.url_for("").rstrip("/"))
        server.expect_request(re.compile(".*")).respond_with_handler(door.answer)
        yield Emulators(google=urls["google"], microsoft=door.url)
        server.check()


def _seed(redirect_uris: Mapping[str, str]) -> dict[str, Any]:
    users = [{"email": NOBODY, "name": "Nobody"}, {"email": OWNER, "name": "Ada"}]
    client = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "name": "Openslot"}
    return {
        kind: {"users": users, "oauth_clients": [{**client, "redirect_uris": [uri]}]}
        for kind, uri in redirect_uris.items()
    }


class _Door:
    """Before Microsoft's emulator: addresses without the tenant for it, calendars by our stand-in."""

    def __init__(self, behind: str, url: str) -> None:
        self.url = url
        self._behind = behind
        self._graph = MicrosoftServer(url)
        self._graph.oauth = _SignedInThere(behind)

    def answer(self, request: Request) -> Response:
        if request.path.startswith("/v1.0/"):
            return self._graph.answer(request)
        told = requests.request(
            request.method,
            self._behind + request.full_path.removeprefix(f"/{TENANT}"),
            data=request.get_data(),
            headers={"Content-Type": request.headers.get("Content-Type", "")},
            allow_redirects=False,
            timeout=HANG_SECONDS,
        )
        kept = {name: told.headers[name] for name in ("Content-Type", "Location") if name in told.headers}
        return Response(told.content, told.status_code, kept)


class _SignedInThere(OAuthServer):
    """Lets in whoever has a token of the emulator, asked for whose it is."""

    def __init__(self, behind: str) -> None:
        super().__init__()
        self._behind = behind

    def is_let_in(self, request: Request) -> bool:
        token = {"Authorization": request.headers.get("Authorization", "")}
        told = requests.get(f"{self._behind}/v1.0/me", headers=token, timeout=HANG_SECONDS)
        return told.status_code == 200 and told.json()["mail"] == OWNER


def signed_in_at(address: str) -> str:
    """Press the button of Ada's account on a consent page. Returns where it sends the browser."""
    page = requests.get(address, timeout=HANG_SECONDS)
    assert page.status_code == 200, page.text
    root = read(page.text)
    form = next(found for found in root.find_all("form") if OWNER in found.text)
    values = {field["name"]: field["value"] for field in form.find_all("input")}
    origin = "/".join(address.split("/")[:3])
    sent = requests.post(origin + form["action"], data=values, allow_redirects=False, timeout=HANG_SECONDS)
    assert sent.status_code == 302, sent.text
    return sent.headers["Location"]
