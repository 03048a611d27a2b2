"""Whether the server is ready, and what `run` prints when it is."""

import http.client
import json
from collections.abc import Mapping

import config
from launcher.preparing import DEMO_FILE

ANSWER_SECONDS = 5
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}


def readiness(settings: config.Settings) -> tuple[bool, str]:
    """Whether `/readyz` answers 200, and the beginning of its answer."""
    host = EVERY_ADDRESS.get(settings.host, settings.host)
    connection = http.client.HTTPConnection(host, settings.port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        return answer.status == http.HTTPStatus.OK, answer.read(500).decode(errors="replace")
    except (OSError, http.client.HTTPException) as problem:
        return False, str(problem) or "no answer"
    finally:
        connection.close()


def welcome(settings: config.Settings, *, show_secrets: bool) -> str:
    """The addresses, and in the demo how to sign in; the password and the key only with `show_secrets`."""
    demo = settings.data / DEMO_FILE
    lines = ["", "Openslot is ready. Ctrl-C stops it."]
    if settings.environment != "demo" or not demo.is_file():
        return "\n".join([*lines, f"  address       {settings.base_url}/"])
    known = json.loads(demo.read_text())
    return "\n".join(
        [
            *lines,
            f"  booking page  {known['booking_page']}",
            f"  on request    {known['pending_booking_page']}",
            f"  dashboard     {known['dashboard_url']}",
            *(_with_secrets if show_secrets else _without_secrets)(settings, known),
            f"  all of it     {demo}",
            *_warning(settings),
        ]
    )


def _with_secrets(settings: config.Settings, known: Mapping[str, str]) -> list[str]:
    return [
        f"  sign in as    {known['organizer_email']}  password {known['organizer_password']}",
        f"  API           {settings.base_url}/v3  key {known['api_key']}",
    ]


def _without_secrets(settings: config.Settings, known: Mapping[str, str]) -> list[str]:
    """At every start but the first: what is printed ends up in logs."""
    return [
        f"  sign in as    {known['organizer_email']}",
        f"  API           {settings.base_url}/v3",
        "  password and API key were printed at the first start, and are in the file below",
    ]


def _warning(settings: config.Settings) -> list[str]:
    if settings.is_for_this_machine:
        return []
    return [
        "",
        "  WARNING: this is a demo, and other machines can reach it. Its password and its API key were printed.",
        "  For anything but a look around set OPENSLOT_ENV=production and another OPENSLOT_DATA.",
    ]
