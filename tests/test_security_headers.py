"""What every answer says to a browser about trust."""

from contextvars import Context

import pytest
from flask import Flask

from tests.builders import make_configuration
from tests.conftest import StoppedClock
from webapp import security_headers

PATHS = ("/healthz", "/login", "/nothing/at/all", "/v3/nothing")


def policy(app: Flask) -> dict[str, str]:
    """The policy of an ordinary answer, by directive."""
    parts = app.test_client().get("/healthz").headers["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


@pytest.mark.parametrize("path", PATHS)
def test_no_browser_guesses_a_type_or_tells_other_sites_an_address(sqlite_app: Flask, path: str) -> None:
    headers = sqlite_app.test_client().get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", PATHS)
def test_a_browser_that_came_by_https_comes_by_https_again(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def said() -> str | None:
        return sqlite_app.test_client().get(path).headers.get("Strict-Transport-Security")

    monkeypatch.setitem(sqlite_app.config, "BASE_URL", "http://localhost:8000")
    by_http = said()
    monkeypatch.setitem(sqlite_app.config, "BASE_URL", "https://book.example.org")

    assert (by_http, said()) == (None, "max-age=31536000")


def test_nothing_but_our_own_runs_and_nobody_frames_us(sqlite_app: Flask) -> None:
    directives = policy(sqlite_app)

    assert directives["default-src"] == directives["base-uri"] == directives["frame-ancestors"] == "'none'"
    assert directives["img-src"] == directives["connect-src"] == "'self'"
    assert directives["script-src"] == directives["style-src"] == directives["form-action"] == "'self'"


def test_the_api_sends_no_policy_for_pages(sqlite_app: Flask) -> None:
    assert "Content-Security-Policy" not in sqlite_app.test_client().get("/v3/nothing").headers


@pytest.mark.parametrize("slug", ["v3-intro", "v3x"])
def test_a_page_that_is_called_like_the_api_has_the_policy_too(
    sqlite_app: Flask, clock: StoppedClock, slug: str
) -> None:
    make_configuration(slug=slug)
    guest = sqlite_app.test_client()

    page, nothing = guest.get(f"/{slug}"), guest.get(f"/{slug}/nothing")

    assert (page.status_code, nothing.status_code) == (200, 404)
    for answer in (page, nothing):
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.mimetype == "text/html"


def policy_that_allows(app: Flask, directive: str, origin: str) -> str:
    """The policy of one answer that names one more origin."""

    def allowing() -> str:
        with app.test_request_context("/"):
            security_headers.allow(directive, origin)
            answer = app.process_response(app.make_response("page"))
            return answer.headers["Content-Security-Policy"]

    return Context().run(allowing)


def test_an_origin_is_allowed_for_one_answer_only(sqlite_app: Flask) -> None:
    allowed = policy_that_allows(sqlite_app, "form-action", "https://shop.example.net")

    assert "form-action 'self' https://shop.example.net;" in allowed
    assert policy(sqlite_app)["form-action"] == "'self'"


@pytest.mark.parametrize("directive", ["frame-ancestors", "frame-src"])
def test_an_origin_takes_the_place_of_nothing(sqlite_app: Flask, directive: str) -> None:
    allowed = policy_that_allows(sqlite_app, directive, "'self'")

    assert f"{directive} 'self'" in allowed.split("; ")
