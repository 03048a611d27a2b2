"""Whatever door a text comes in by: its raw length is measured before anything else is done with it."""

import unicodedata
from itertools import groupby
from typing import Any

import orjson
import pytest
from flask import Flask

from tests.builders import PRIYA
from tests.conftest import StoppedClock
from tests.house.bodies import bodies
from tests.house.kept_scene import kept_scene
from tests.house.routes import FIRST_START
from tests.house.scene import LATER, Scene, ask, make_first_scene
from webapp.lib import text

pytestmark = pytest.mark.usefixtures("caldav_in_memory", "webhooks_in_memory")

ONE_LETTER = "a" + "\u0301\u0327" * 30_000  # composing this takes 20 seconds
LONGEST = 8000 * text.RAW_TIMES


def _most_marks(value: str) -> int:
    runs = groupby(value, key=lambda letter: unicodedata.combining(letter) > 0)
    return max((len(list(run)) for are_marks, run in runs if are_marks), default=0)


@pytest.fixture(autouse=True)
def composing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Composes as ever, and complains of what is too much work."""
    compose = unicodedata.normalize

    def careful(form: str, value: str) -> str:
        if len(value) > LONGEST or _most_marks(value) > text.MARKS_AT_MOST:
            raise RuntimeError("work before the limit")  # pydantic would take an AssertionError for a refusal
        return compose(form, value)  # type: ignore[arg-type]  # the form is passed on as it came

    monkeypatch.setattr(unicodedata, "normalize", careful)


@pytest.fixture
def scene(sqlite_app: Flask, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setitem(sqlite_app.config, "WTF_CSRF_ENABLED", False)  # a forged form would stop at its token
    return kept_scene(sqlite_app)


PERSON = {"name": ONE_LETTER, "email": PRIYA}
WISH = {"start_time": LATER, "end_time": LATER + 1800, "guest": {"name": "Priya", "email": PRIYA}}
BOOKINGS: dict[str, dict[str, Any]] = {
    "the name": {**WISH, "guest": PERSON},
    "the address": {**WISH, "guest": {"name": "Priya", "email": f"{ONE_LETTER}@example.com"}},
    "an additional guest": {**WISH, "additional_guests": [PERSON]},
    "an answer": {**WISH, "additional_fields": {"topic": ONE_LETTER}},
    "the key of an answer": {**WISH, "additional_fields": {ONE_LETTER: "a"}},
    "a participant": {**WISH, "participants": [{"email": ONE_LETTER}]},
    "the time zone": {**WISH, "timezone": ONE_LETTER},
    "the language": {**WISH, "email_language": ONE_LETTER},
}


@pytest.mark.parametrize("body", BOOKINGS.values(), ids=BOOKINGS)
def test_no_text_of_a_booking_by_program_is_worked_on_before_it_is_measured(
    scene: Scene, body: dict[str, Any]
) -> None:
    query = {"configuration_id": scene.parts["configuration_id"]}

    answer = ask(
        scene.app.test_client(),
        "POST",
        "/v3/scheduling/bookings",
        query_string=query,
        data=orjson.dumps(body),
    )

    assert answer.status_code == 400, answer.text


FORMS = [
    (endpoint, field)
    for endpoint, body in bodies().items()
    for field in body
    if not endpoint.startswith(FIRST_START)
]
FIRST_FORM = bodies()["dashboard.setup_create"]


@pytest.mark.parametrize(("endpoint", "field"), FORMS, ids=[" ".join(form) for form in FORMS])
def test_no_field_of_a_form_is_worked_on_before_it_is_measured(
    scene: Scene, endpoint: str, field: str
) -> None:
    rule = next(rule.rule for rule in scene.app.url_map.iter_rules() if rule.endpoint == endpoint)
    values = {**bodies()[endpoint], field: ONE_LETTER}

    answer = ask(scene.browser(), "POST", scene.address(endpoint, rule), data=values)

    assert answer.status_code in (400, 422), answer.text


@pytest.mark.parametrize("field", FIRST_FORM)
def test_no_field_of_the_first_start_is_worked_on_before_it_is_measured(
    sqlite_app: Flask, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    monkeypatch.setitem(sqlite_app.config, "WTF_CSRF_ENABLED", False)
    scene = make_first_scene(sqlite_app)
    path = scene.address("dashboard.setup_create", "/setup/<token>")

    answer = ask(sqlite_app.test_client(), "POST", path, data={**FIRST_FORM, field: ONE_LETTER})

    assert answer.status_code in (400, 422), answer.text


QUERIES = ("title", "metadata_pair", "page_token", "timezone", "lang", "q", "date", "next")


@pytest.mark.parametrize("caller", ["nobody", "a program"])
def test_no_query_is_worked_on_before_it_is_measured(scene: Scene, caller: str) -> None:
    query = {**scene.query, **dict.fromkeys(QUERIES, f"a:{ONE_LETTER[:200]}")}
    browser = scene.browser()
    rules = [rule for rule in scene.app.url_map.iter_rules() if "GET" in (rule.methods or ())]

    answers = {
        rule.endpoint: ask(
            browser,
            "GET",
            scene.address(rule.endpoint, rule.rule),
            query_string=query,
            headers=scene.callers[caller],
        )
        for rule in rules
    }

    assert [endpoint for endpoint, answer in answers.items() if answer.status_code == 500] == []


def test_no_header_is_worked_on_before_it_is_measured(scene: Scene) -> None:
    headers = {"Accept-Language": "de-" + "a" * 60_000, "Authorization": "Bearer " + "a" * 60_000}

    answers = [ask(scene.browser(), "GET", path, headers=headers) for path in ("/dashboard", "/v3/grants")]

    assert [answer.status_code for answer in answers] == [200, 401]
