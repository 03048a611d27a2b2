"""What all queries share: read once, unknown parameters ignored, an empty one counts as not sent."""

from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar

from flask import request
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from webapp.lib import fields
from webapp.lib.text import EMAIL_AT_MOST
from webapp.scheduling import LAST_INSTANT

LINE_AT_MOST = 1024
LONGEST_NUMBER = 18
ADDRESSES_AT_MOST = 50

Q = TypeVar("Q", bound="Query")


class Query(BaseModel):
    """Query parameters by name. The OpenAPI document reads each one's type and the sentence below it."""

    model_config = ConfigDict(extra="ignore", use_attribute_docstrings=True)
    repeated: ClassVar[frozenset[str]] = frozenset()  # read as the list of all their values


def read(model: type[Q]) -> Q:
    """The request's query as this model. Raises InvalidInput with the parameter's name."""
    args = request.args
    given: dict[str, Any] = {}
    for name, is_repeated, is_required in _parameters(model):
        value = args.getlist(name) if is_repeated else args.get(name, "")
        if value or is_required:
            given[name] = value
    return fields.checked(model, given)


def is_sent(name: str) -> bool:
    """Whether the request has this parameter at all, empty or not: cheaper than reading a model for nothing."""
    return name in request.args


@cache
def _parameters(model: type[Query]) -> tuple[tuple[str, bool, bool], ...]:
    """Name, whether repeated, whether required: made once for each model."""
    return tuple(
        (name, name in model.repeated, field.is_required()) for name, field in model.model_fields.items()
    )


def whole_number(at_least: int, at_most: int) -> BeforeValidator:
    """Marks a whole number in a range: `Annotated[int, whole_number(1, 200)]`."""

    def read_number(given: str) -> int:
        is_number = given.isascii() and given.isdigit() and len(given) <= LONGEST_NUMBER
        if not is_number or not at_least <= int(given) <= at_most:
            raise fields.refusal("number.out_of_range", at_least=at_least, at_most=at_most)
        return int(given)

    return BeforeValidator(read_number, json_schema_input_type=Annotated[int, Field(ge=at_least, le=at_most)])


def _named(given: str) -> str:
    if not given:
        raise fields.refusal("query.missing")
    return given


def _seconds(given: str) -> int:
    digits = given.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > LONGEST_NUMBER:
        raise fields.refusal("instant.invalid")
    return int(given)


def _flag(given: str) -> bool:
    if given.lower() not in ("true", "false", "1", "0"):
        raise fields.refusal("switch.invalid")
    return given.lower() in ("true", "1")


def _none_if_empty(given: str | None) -> str | None:
    return given or None


def _addresses(given: str) -> tuple[str, ...]:
    found = [part.strip() for part in given.split(",", ADDRESSES_AT_MOST + 1) if part.strip()]
    if len(found) > ADDRESSES_AT_MOST:
        raise fields.refusal("document.too_many", at_most=ADDRESSES_AT_MOST)
    return tuple(found)


Addresses = Annotated[
    tuple[Annotated[str, fields.line(EMAIL_AT_MOST)], ...],
    BeforeValidator(_addresses, json_schema_input_type=str),
]
Named = Annotated[str, BeforeValidator(_named, json_schema_input_type=str)]
Line = Annotated[Annotated[str, fields.line(LINE_AT_MOST)] | None, AfterValidator(_none_if_empty)]
Instant = Annotated[int, whole_number(0, LAST_INSTANT)]
# A bound of a window: whether it makes sense is the engine's to say.
Bound = Annotated[
    int,
    BeforeValidator(_seconds, json_schema_input_type=Annotated[int, Field(ge=0, le=LAST_INSTANT)]),
]
# True and false in any spelling: Python sends `True` (section 0, rule 18).
Flag = Annotated[bool, BeforeValidator(_flag, json_schema_input_type=bool)]
