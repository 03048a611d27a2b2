"""Queries, read as models."""

import ast
from pathlib import Path
from typing import Annotated

import pytest
from flask import Flask

from webapp.blueprints.api.payloads import queries
from webapp.blueprints.api.payloads.metadata import MetadataPairs
from webapp.blueprints.api.payloads.queries import Bound, Flag, Instant, Line, Named, Query, whole_number
from webapp.errors import InvalidInput

API = Path(__file__).parents[4] / "webapp" / "blueprints" / "api"


class Slots(Query):
    repeated = frozenset({"metadata_pair"})

    calendar_id: Named
    since: Bound
    until: Instant | None = None
    title: Line = None
    busy: Flag = False
    limit: Annotated[int, whole_number(1, 200)] = 50
    metadata_pair: MetadataPairs = ()


def test_a_parameter_is_read_as_its_type() -> None:
    slots = read("calendar_id=primary&since=-5&until=7&title=Call&busy=TRUE&limit=200")

    assert (slots.calendar_id, slots.since, slots.until) == ("primary", -5, 7)
    assert (slots.title, slots.busy, slots.limit) == ("Call", True, 200)


@pytest.mark.parametrize("query", ["", "&until=&title=&busy=&limit=&metadata_pair=", "&title=%20"])
def test_an_empty_parameter_counts_as_not_sent(query: str) -> None:
    slots = read(f"calendar_id=primary&since=1{query}")

    assert slots == Slots.model_construct(calendar_id="primary", since=1)


def test_an_unknown_parameter_is_ignored() -> None:
    assert read("calendar_id=primary&since=1&notify_participants=maybe").limit == 50


@pytest.mark.parametrize("query", ["metadata_pair=a:1&metadata_pair=b:2", "metadata_pair=a:1,b:2"])
def test_pairs_are_repeated_or_joined_by_commas(query: str) -> None:
    assert read(f"calendar_id=primary&since=1&{query}").metadata_pair == (("a", "1"), ("b", "2"))


def test_of_a_parameter_that_is_sent_twice_the_first_counts() -> None:
    assert read("calendar_id=primary&since=1&limit=3&limit=4").limit == 3


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("since=1", "calendar_id", "query.missing"),
        ("calendar_id=&since=1", "calendar_id", "query.missing"),
        ("calendar_id=primary", "since", "instant.invalid"),
        ("calendar_id=primary&since=1.5", "since", "instant.invalid"),
        ("calendar_id=primary&since=1&until=-1", "until", "number.out_of_range"),
        ("calendar_id=primary&since=1&limit=201", "limit", "number.out_of_range"),
        ("calendar_id=primary&since=1&limit=%D9%A3", "limit", "number.out_of_range"),
        ("calendar_id=primary&since=1&busy=yes", "busy", "switch.invalid"),
        ("calendar_id=primary&since=1&title=a%0Ab", "title", "text.control_characters"),
        ("calendar_id=primary&since=1&metadata_pair=a", "metadata_pair", "metadata_pair.invalid"),
    ],
)
def test_a_parameter_that_cannot_be_read_is_refused_by_its_name(query: str, field: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(query)

    assert (refused.value.field, refused.value.code) == (field, code)


def test_no_module_reads_the_query_past_its_models() -> None:
    readers = {path.name for path in API.rglob("*.py") if reads_the_query(path.read_text())}

    assert readers == {"queries.py"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("request.args.get('limit')", True),
        ("flask.request.args['limit']", True),
        ("request.values", True),
        ("request.query_string", True),
        ("request.headers", False),
    ],
)
def test_a_query_that_is_read_by_hand_is_found(source: str, found: bool) -> None:
    assert reads_the_query(source) is found


def read(query: str) -> Slots:
    """What a request with this query is read as."""
    with Flask(__name__).test_request_context(f"/?{query}"):
        return queries.read(Slots)


def reads_the_query(source: str) -> bool:
    """Whether this source looks at `request.args` or at another face of the query."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in ("args", "values", "query_string")
        and "request" in (getattr(node.value, "id", None), getattr(node.value, "attr", None))
        for node in ast.walk(ast.parse(source))
    )
