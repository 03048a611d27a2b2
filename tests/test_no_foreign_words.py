"""Every error that pydantic can make of our models has a sentence of ours."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

import webapp.blueprints.api  # noqa: F401  # so that every payload is known
from webapp import providers
from webapp.blueprints.api.payloads.base import Payload
from webapp.blueprints.api.payloads.queries import Query
from webapp.lib import fields
from webapp.refusals import SENTENCES
from webapp.services.configurations.document import Part

INNER = frozenset({"any", "default", "definition-ref", "definitions", "nullable", "chain"})
OURS = frozenset(
    {"function-before", "function-after", "function-wrap", "function-plain"}
)  # they refuse by our codes
NO_SCHEMA = frozenset({"cls", "config", "default", "expected", "function", "metadata", "serialization"})
ALWAYS = {
    "bool": {"bool_type", "bool_parsing"},
    "dict": {"dict_type"},
    "int": {"int_type", "int_parsing", "int_parsing_size", "int_from_float", "finite_number"},
    "list": {"list_type"},
    "literal": {"literal_error"},
    "model": {"model_type"},
    "model-field": {"missing"},
    "model-fields": {"model_attributes_type", "dict_type"},
    "str": {"string_type", "string_unicode"},
    "tuple": set[str](),  # only made by a function of ours
}
WHEN_LIMITED = {
    ("dict", "max_length"): "too_long",
    ("dict", "min_length"): "too_short",
    ("int", "ge"): "greater_than_equal",
    ("int", "gt"): "greater_than",
    ("int", "le"): "less_than_equal",
    ("int", "lt"): "less_than",
    ("int", "multiple_of"): "multiple_of",
    ("list", "max_length"): "too_long",
    ("list", "min_length"): "too_short",
    ("str", "max_length"): "string_too_long",
    ("str", "min_length"): "string_too_short",
    ("str", "pattern"): "string_pattern_mismatch",
}
SAID_BY_CHOICES = {"literal_error"}


def models() -> Iterator[type[BaseModel]]:
    yield from (providers.of_kind(kind).settings for kind in providers.kinds())
    waiting: list[type[BaseModel]] = [Payload, Part, Query]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        yield model


def errors(schema: Any) -> set[str]:
    """The types of error that a schema of pydantic can make. Raises KeyError for a kind that nobody looked at."""
    if isinstance(schema, list | tuple):
        return set[str]().union(*map(errors, schema))
    if not isinstance(schema, dict):
        return set()
    found = set[str]().union(*(errors(part) for name, part in schema.items() if name not in NO_SCHEMA))
    kind = schema.get("type")
    if not isinstance(kind, str) or kind in INNER | OURS:
        return found
    limits = {error for (of, limit), error in WHEN_LIMITED.items() if of == kind and limit in schema}
    is_closed = schema.get("config", {}).get("extra_fields_behavior") == "forbid"
    return found | ALWAYS[kind] | limits | ({"extra_forbidden"} if is_closed else set())


@pytest.mark.parametrize("model", list(models()), ids=lambda model: model.__name__)
def test_no_model_makes_an_error_without_a_code_of_ours(model: type[BaseModel]) -> None:
    assert errors(model.__pydantic_core_schema__) - set(fields.CODES) - SAID_BY_CHOICES == set()


def test_a_new_kind_of_field_without_a_code_is_found() -> None:
    class Planted(BaseModel):
        share: float

    with pytest.raises(KeyError, match="float"):
        errors(Planted.__pydantic_core_schema__)


# Words of pydantic, and names of classes.
FOREIGN = re.compile(
    r"[Ii]nput should|[Ss]tring should|should have|validation|instance of|dictionary|boolean|integer"
    r"|unable to|[Ee]xtra inputs|Payload"
)


def test_no_sentence_has_words_of_the_library() -> None:
    assert [code for code, sentence in SENTENCES.items() if FOREIGN.search(sentence.program)] == []
