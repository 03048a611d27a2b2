"""Whether the server answers, and what a person reads when it does."""

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pytest_httpserver import HTTPServer

from config import Settings
from launcher.readiness import readiness, welcome
from tests.receivers import closed_port

DEMO = {
    "booking_page": "http://127.0.0.1:8000/intro-call",
    "pending_booking_page": "http://127.0.0.1:8000/consultation",
    "dashboard_url": "http://127.0.0.1:8000/dashboard",
    "organizer_email": "maya@example.com",
    "organizer_password": "s3cret",
    "api_key": "osk_key",
}


def settings(data: Path, **environ: str) -> Settings:
    return Settings.from_environment({"OPENSLOT_DATA": str(data), "OPENSLOT_ENV": "demo", **environ})


@pytest.mark.parametrize(("status", "is_ready"), [(200, True), (503, False)])
def test_a_server_is_ready_when_it_says_so(
    httpserver: HTTPServer, tmp_path: Path, status: int, is_ready: bool
) -> None:
    httpserver.expect_request("/readyz").respond_with_data("No worker was seen lately.", status=status)
    port = str(urlsplit(httpserver.url_for("/")).port)

    assert readiness(settings(tmp_path, PORT=port)) == (is_ready, "No worker was seen lately.")


def test_a_server_on_every_address_is_asked_on_loopback(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/readyz").respond_with_data("ready")
    port = str(urlsplit(httpserver.url_for("/")).port)

    everywhere = settings(tmp_path, HOST="0.0.0.0", BASE_URL="https://book.example.org", PORT=port)

    assert readiness(everywhere)[0]


def test_where_nobody_listens_nothing_is_ready(tmp_path: Path) -> None:
    is_ready, reason = readiness(settings(tmp_path, PORT=str(closed_port())))

    assert not is_ready
    assert reason


def test_the_demo_is_shown_with_all_that_a_person_needs(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text(json.dumps(DEMO))

    shown = welcome(settings(tmp_path), show_secrets=True)

    assert [value for value in DEMO.values() if value not in shown] == []
    assert "WARNING" not in shown


def test_at_a_later_start_no_secret_of_the_demo_is_shown(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text(json.dumps(DEMO))

    shown = welcome(settings(tmp_path), show_secrets=False)

    hidden = {value for value in DEMO.values() if value not in shown}
    assert hidden == {DEMO["organizer_password"], DEMO["api_key"]}
    assert str(tmp_path / "demo.json") in shown


@pytest.mark.parametrize(
    ("host", "is_warned"), [("0.0.0.0", True), ("::", True), ("::1", False), ("localhost", False)]
)
def test_a_demo_that_other_machines_can_reach_says_so(tmp_path: Path, host: str, is_warned: bool) -> None:
    (tmp_path / "demo.json").write_text(json.dumps(DEMO))

    shown = welcome(settings(tmp_path, HOST=host, BASE_URL="https://book.example.org"), show_secrets=True)

    assert ("WARNING: this is a demo" in shown) == is_warned


def test_without_a_demo_it_is_the_address_alone(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text(json.dumps(DEMO))
    production = settings(
        tmp_path, OPENSLOT_ENV="production", BASE_URL="https://book.example.org", SECRET_KEY="x" * 32
    )

    shown = welcome(production, show_secrets=True)

    assert "https://book.example.org/" in shown
    assert DEMO["organizer_password"] not in shown
