"""Whether the server is ready, and what `run` prints when it is."""

import http.client
import json

import config

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


def welcome(settings: config.Settings) -> str:
    """The addresses, and in the demo how to sign in."""
    demo = settings.data / "demo.json"
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
            f"  sign in as    {known['organizer_email']}  password {known['organizer_password']}",
            f"  API           {settings.base_url}/v3  key {known['api_key']}",
            f"  all of it     {demo}",
        ]
    )
