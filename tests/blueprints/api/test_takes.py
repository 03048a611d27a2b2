"""What a view takes is read before it begins, and noted for the OpenAPI document."""

from functools import wraps
from typing import Any

import pytest
from flask import Flask
from flask.ctx import RequestContext

from webapp.blueprints.api import descriptions
from webapp.blueprints.api.payloads.base import Payload
from webapp.blueprints.api.payloads.queries import Query
from webapp.blueprints.api.takes import takes
from webapp.errors import InvalidInput


class Place(Query):
    city: str = "Riga"


class Country(Query):
    country: str = "LV"


class Guest(Payload):
    name: str


@takes(query=Place, body=Guest)
def greet(**arguments: Any) -> dict[str, Any]:
    return arguments


@takes(body=Guest, body_is_optional=True)
def dismiss(body: Guest) -> str:
    return body.name


@takes(if_none_match=True)
def look(**arguments: Any) -> dict[str, Any]:
    return arguments


@takes(if_match=True)
def change(**arguments: Any) -> dict[str, Any]:
    return arguments


@takes(document=Guest)
def keep(document: dict[str, Any]) -> dict[str, Any]:
    return document


def test_a_view_is_handed_its_query_and_its_body_beside_the_parts_of_its_path() -> None:
    with request_of("/?city=Oslo", json={"name": "Priya"}):
        taken = greet(booking_id="7")

    assert taken == {"booking_id": "7", "query": Place(city="Oslo"), "body": Guest(name="Priya")}


def test_a_document_is_handed_on_as_it_was_sent() -> None:
    with request_of(json={"nick": 7}):
        assert keep() == {"nick": 7}


def test_a_view_is_handed_the_tags_of_what_is_known_already() -> None:
    with request_of(headers={"If-None-Match": '"seven"'}):
        assert look()["if_none_match"].contains("seven")


def test_a_view_is_handed_the_tags_of_what_is_to_be_changed() -> None:
    with request_of(headers={"If-Match": '"seven"'}):
        assert change()["if_match"].contains("seven")
    with request_of():
        assert change()["if_match"] is None


@pytest.mark.parametrize(("sent", "field"), [(b"", "body"), (b"[]", "body"), (b"{}", "name")])
def test_a_view_does_not_begin_with_a_wrong_body(sent: bytes, field: str) -> None:
    with request_of(data=sent), pytest.raises(InvalidInput) as refused:
        greet()

    assert refused.value.field == field


def test_an_optional_body_that_is_absent_is_read_as_an_empty_one() -> None:
    with request_of(), pytest.raises(InvalidInput) as refused:
        dismiss()

    assert (refused.value.field, refused.value.code) == ("name", "value.missing")


def test_what_a_view_takes_is_noted() -> None:
    assert descriptions.of(greet) == descriptions.Description(queries=(Place,), body=Guest)
    assert descriptions.of(dismiss) == descriptions.Description(body=Guest, body_is_optional=True)
    assert descriptions.of(keep).body is Guest
    assert descriptions.of(look).if_none_match
    assert descriptions.of(change).if_match


def test_what_several_decorators_note_is_noted_together() -> None:
    @wraps(greet)
    def locked(**arguments: Any) -> dict[str, Any]:
        return greet(**arguments)

    descriptions.note(locked, needs="api_key", queries=(Country,))

    assert descriptions.of(locked) == descriptions.Description(
        needs="api_key", queries=(Country, Place), body=Guest
    )
    assert descriptions.of(greet).needs is None


def test_of_a_view_that_notes_nothing_nothing_is_known() -> None:
    assert descriptions.of(lambda: None) == descriptions.Description()


def request_of(path: str = "/", **sent: Any) -> RequestContext:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1000
    return app.test_request_context(path, **sent)
