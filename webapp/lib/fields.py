"""Field types for documents and payloads that come from outside, on top of pydantic.

Each type cleans its value by the rules of `text`. `checked` turns pydantic's first error into InvalidInput with one of
our codes.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from webapp.errors import InvalidInput
from webapp.lib import patterns, text, zone_names
from webapp.scheduling import LAST_INSTANT

OWN_CODE = "."  # our codes have a dot in them, pydantic's error types have none
# pydantic's error type -> our code, and pydantic's name for each of its values. Only error types that our documents can
# cause.
CODES: dict[str, tuple[str, dict[str, str]]] = {
    "bool_parsing": ("document.unreadable_switch", {}),
    "bool_type": ("document.no_switch", {}),
    "dict_type": ("document.no_object", {}),
    "extra_forbidden": ("document.unknown_field", {}),
    "finite_number": ("document.no_whole_number", {}),
    "greater_than_equal": ("document.number_too_small", {"at_least": "ge"}),
    "int_from_float": ("document.fraction", {}),
    "int_parsing": ("document.unreadable_number", {}),
    "int_parsing_size": ("document.number_beyond_measure", {}),
    "int_type": ("document.no_whole_number", {}),
    "less_than_equal": ("document.number_too_large", {"at_most": "le"}),
    "list_type": ("document.no_list", {}),
    "missing": ("value.missing", {}),
    "model_attributes_type": ("document.no_object", {}),
    "model_type": ("document.no_object", {}),
    "multiple_of": ("document.no_multiple", {"multiple": "multiple_of"}),
    "string_pattern_mismatch": ("document.wrong_form", {"pattern": "pattern"}),
    "string_too_long": ("document.text_too_long", {"at_most": "max_length"}),
    "string_too_short": ("document.text_too_short", {"at_least": "min_length"}),
    "string_type": ("document.no_text", {}),
    "string_unicode": ("document.no_text", {}),
    "too_long": ("document.too_many", {"at_most": "max_length"}),
    "too_short": ("document.too_few", {"at_least": "min_length"}),
}
_CHOICE = re.compile(r"'([^']*)'")
UNREAD_AT_MOST = 16_000
ZONE_AT_MOST = 100
_HERE = ""  # a type does not know its path; `checked` adds it

M = TypeVar("M", bound=BaseModel)


def line(at_most: int) -> AfterValidator:
    """A text without line breaks, of at most so many characters: `Annotated[str, line(200)]`."""
    return AfterValidator(refusing(lambda v: text.clean(v, field=_HERE, at_most=at_most)))


def lines(at_most: int) -> AfterValidator:
    """A text that may have line breaks: `Annotated[str, lines(1000)]`."""
    return AfterValidator(refusing(lambda v: text.clean(v, field=_HERE, at_most=at_most, lines=True)))


def counted(at_most: int) -> BeforeValidator:
    """An object or a list of at most so many parts, counted before the first of them is read.

    pydantic counts an object, and whatever stands behind a validator of ours, only when all of it has been read.
    """

    def count(value: Any) -> Any:
        if isinstance(value, dict | list) and len(value) > at_most:
            raise refusal("document.too_many", at_most=at_most)
        return value

    return BeforeValidator(count)


def _small(value: dict[str, Any]) -> dict[str, Any]:
    if len(json.dumps(value)) > UNREAD_AT_MOST:
        raise refusal("document.text_too_long", at_most=UNREAD_AT_MOST)
    return value


def none_for_empty(model: type[BaseModel], raw: Any) -> Any:
    """The object with a null for each empty text that may be null: a form sends `""` for what was left empty."""
    if not isinstance(raw, dict):
        return raw
    return {key: None if value == "" and key in _optional(model) else value for key, value in raw.items()}


@cache
def _optional(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(name for name, field in model.model_fields.items() if field.default is None)


def refusal(code: str, **values: Any) -> PydanticCustomError:
    """What a validator raises: one of our codes with its values. `checked` adds the path."""
    return PydanticCustomError(code, code, values)


def refusing(check: Callable[[str], str]) -> Callable[[str], str]:
    """A check that raises InvalidInput, for `AfterValidator`. Its field is replaced by the path."""

    def checking(value: str) -> str:
        try:
            return check(value)
        except InvalidInput as problem:
            raise refusal(problem.code, **problem.values) from problem

    return checking


def _whole_number(value: Any) -> Any:
    # Clients send integers and strings (wire contract section 14, `start_time`). 1.0 and True are refused.
    if isinstance(value, bool | float):
        raise refusal("instant.not_whole")
    return value


Email = Annotated[str, AfterValidator(refusing(lambda v: text.email(v, field=_HERE)))]
Zone = Annotated[str, AfterValidator(refusing(lambda v: text.zone(v, field=_HERE)))]
# A guest's browser reports what it likes: a zone that we do not know counts as not sent, and the page's own stands in.
BrowserZone = Annotated[str, Field(max_length=ZONE_AT_MOST), AfterValidator(zone_names.known)] | None
WebAddress = Annotated[str, AfterValidator(refusing(lambda v: text.web_address(v, field=_HERE)))]
Pattern = Annotated[str, AfterValidator(refusing(patterns.check))]
# Stored and answered as it came.
Unread = Annotated[dict[str, Any], AfterValidator(_small)]
Instant = Annotated[int, BeforeValidator(_whole_number), Field(ge=0, le=LAST_INSTANT)]


def checked(model: type[M], raw: Any, *, within: str = "") -> M:
    """Validate a parsed document. Raises InvalidInput for the first thing that is wrong, with its path."""
    try:
        return model.model_validate(raw)
    except ValidationError as problem:
        raise first_complaint(problem, within=within) from problem


def first_complaint(problem: ValidationError, *, within: str = "") -> InvalidInput:
    """pydantic's first error as InvalidInput."""
    return _complaint(problem.errors(include_url=False, include_input=False)[0], within)


def all_complaints(problem: ValidationError) -> list[InvalidInput]:
    """All of pydantic's errors as InvalidInput."""
    return [_complaint(error, "") for error in problem.errors(include_url=False, include_input=False)]


def _complaint(error: ErrorDetails, within: str) -> InvalidInput:
    field, context = _path_of(error["loc"], within), error.get("ctx", {})
    if OWN_CODE in error["type"]:
        return InvalidInput(error["type"], field=field, **context)
    if error["type"] == "literal_error":
        return InvalidInput("document.no_choice", field=field, choices=_CHOICE.findall(context["expected"]))
    if error["type"] not in CODES:
        return InvalidInput("document.unreadable", field=field)
    code, names = CODES[error["type"]]
    return InvalidInput(code, field=field, **{ours: context[theirs] for ours, theirs in names.items()})


def _path_of(location: tuple[int | str, ...], within: str) -> str:
    path = within
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
    return path or "body"
