"""A list or an object that is too long is refused before any part of it is read."""

from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

import webapp.blueprints.api  # noqa: F401  # so that every payload is known
from webapp.blueprints.api.payloads.base import Payload
from webapp.blueprints.api.payloads.configurations import ConfigurationChange
from webapp.blueprints.api.payloads.metadata import PAIRS_AT_MOST, MetadataPairs
from webapp.errors import InvalidInput
from webapp.services.configurations.document import Part

MANY = 5000
# JSON that no part of ours is: each part that is read is an error.
UNREADABLE: list[list[str]] = [[]]
BY_NAME = {f"{number}": UNREADABLE for number in range(MANY)}


def models() -> Iterator[type[BaseModel]]:
    """Every model that something from outside is read with."""
    waiting: list[type[BaseModel]] = [Payload, Part]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if model is not ConfigurationChange:  # it only describes: a change is read with the whole document
            yield model


def errors_of(field: FieldInfo, value: Any) -> int:
    annotated: Any = field.annotation
    for note in field.metadata:
        annotated = Annotated[annotated, note]
    try:
        TypeAdapter(annotated).validate_python(value)
    except ValidationError as problem:
        return problem.error_count()
    return 0


FIELDS = {
    f"{model.__name__}.{name}": field for model in models() for name, field in model.model_fields.items()
}


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_what_is_too_long_is_refused_as_a_whole(field: FieldInfo) -> None:
    assert errors_of(field, [UNREADABLE] * MANY) < 10
    assert errors_of(field, BY_NAME) < 10


def test_pairs_of_a_query_are_counted() -> None:
    with pytest.raises(InvalidInput) as refusal:
        TypeAdapter(MetadataPairs).validate_python([",".join(["a:b"] * (PAIRS_AT_MOST + 1))])

    assert refusal.value.code == "document.too_many"
