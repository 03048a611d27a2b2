"""The pages that say what went wrong: the path decides whether a person or a program is answered."""

from pathlib import Path

import pytest
from flask import Flask

from tests.browser import Browser
from tests.conftest import migrated_app
from webapp.errors import (
    ChallengeFailed,
    DeadToken,
    InvalidInput,
    InvalidSession,
    NotAllowedNow,
    NotFound,
    NotPermitted,
    OAuthRefused,
    OpenslotError,
    Outdated,
    ProviderError,
    TimeslotUnavailable,
    TooMany,
    Unauthorized,
    Unavailable,
)

PROBLEMS: dict[str, tuple[Exception, int]] = {
    "invalid": (InvalidInput("text.too_long", field="q", at_most=100), 400),
    "not-now": (NotAllowedNow("booking.over"), 409),
    "not-found": (NotFound("booking.unknown"), 404),
    "outdated": (Outdated("working_hours.changed"), 412),
    "lost": (TimeslotUnavailable(), 409),
    "no-key": (Unauthorized("api_key.unknown"), 401),
    "no-scope": (NotPermitted("api_key.scope_missing", scope="webhooks.write"), 403),
    "no-session": (InvalidSession("session.expired"), 401),
    "dead-token": (DeadToken("token.dead"), 401),
    "no-code": (OAuthRefused("invalid_grant.code"), 400),
    "no-challenge": (ChallengeFailed("webhook.other_answer"), 400),
    "provider": (ProviderError("provider.refused"), 504),
    "busy": (Unavailable("server.busy"), 503),
    "too-many": (TooMany("mails.too_many", seconds=90), 429),
    "unforeseen": (RuntimeError("a secret"), 500),
}


OTHERWISE_FOR_PEOPLE = {"no-session": 410}  # an invitation that ended: there is nothing to sign in to


@pytest.fixture(scope="module")
def failing_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application in which a request for `/fails/<kind>` meets each problem."""
    folder: Path = tmp_path_factory.mktemp("failing")
    app = migrated_app(folder, database_url=f"sqlite:///{folder}/a.sqlite3", PROPAGATE_EXCEPTIONS=False)

    def fail(kind: str) -> str:
        raise PROBLEMS[kind][0]

    app.add_url_rule("/fails/<kind>", view_func=fail)
    app.add_url_rule("/v3/fails/<kind>", endpoint="api_fails", view_func=fail)
    return app


@pytest.mark.parametrize("kind", PROBLEMS)
def test_a_person_reads_a_page_of_ours(failing_app: Flask, kind: str) -> None:
    page = Browser(failing_app.test_client()).open(f"/fails/{kind}")

    assert page.status == OTHERWISE_FOR_PEOPLE.get(kind, PROBLEMS[kind][1])
    assert page.heading
    assert "a secret" not in page.html


def test_every_refusal_there_is_has_its_page() -> None:
    refusals = {type(problem) for problem, _ in PROBLEMS.values() if isinstance(problem, OpenslotError)}

    assert set(OpenslotError.__subclasses__()) == refusals


@pytest.mark.parametrize("path", ["/fails/too-many", "/v3/fails/too-many"])
def test_who_does_something_too_often_is_told_when_to_come_back(failing_app: Flask, path: str) -> None:
    answer = failing_app.test_client().get(path)

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "90")


@pytest.mark.parametrize("kind", ["not-found", "unforeseen", "nowhere/at/all"])
def test_a_program_reads_json(failing_app: Flask, kind: str) -> None:
    answer = failing_app.test_client().get(f"/v3/fails/{kind}")

    assert answer.is_json
    assert answer.get_json()["error"]["message"]


def test_an_address_that_takes_other_methods_names_them(failing_app: Flask) -> None:
    answer = failing_app.test_client().post("/healthz")

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "<html" in answer.text


@pytest.mark.parametrize("path", ["/healthz", "/nowhere", "/v3/fails/busy"])
@pytest.mark.parametrize("host", ["..", "x" * 300])
def test_a_host_that_is_no_name_is_answered_as_a_request_that_cannot_be_read(
    failing_app: Flask, host: str, path: str
) -> None:
    answer = failing_app.test_client().get(path, headers={"Host": host})

    assert answer.status_code == 400
    assert answer.get_json()["error"]["type"] == "invalid_request_error"
