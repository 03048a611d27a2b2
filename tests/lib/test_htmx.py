import pytest
from flask import Flask, make_response
from htmx_flask import Htmx

from webapp.lib import htmx


@pytest.mark.parametrize(
    ("headers", "fragment"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Request-Type": "partial"}, True),
        ({"HX-Request": "true", "HX-Request-Type": "full"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
        ({"HX-Request": "false"}, False),
    ],
)
def test_a_fragment_is_for_a_swap_and_nothing_else(headers: dict[str, str], fragment: bool) -> None:
    with htmx_app().test_request_context(headers=headers):
        assert htmx.wants_fragment() is fragment


def test_a_browser_is_sent_on_by_303() -> None:
    with htmx_app().test_request_context():
        answer = htmx.see_other("/there")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/there")


def test_htmx_is_sent_on_by_its_own_header() -> None:
    with htmx_app().test_request_context(headers={"HX-Request": "true"}):
        answer = htmx.see_other("https://elsewhere.example/")

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "https://elsewhere.example/")


def test_an_answer_is_shown_from_its_beginning() -> None:
    with htmx_app().test_request_context():
        assert htmx.shown_from_top(make_response("")).headers["HX-Reswap"] == "outerHTML show:top"


def htmx_app() -> Flask:
    app = Flask(__name__)
    Htmx(app)
    return app
