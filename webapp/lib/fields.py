"""Field types for documents and payloads that come from outside, on top of pydantic.

Each cleans by the rules of `text`; `checked` turns pydantic's first complaint into InvalidInput with the field's path.
"""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from webapp.errors import InvalidInput
from webapp.lib import text

LATEST_INSTANT = 253_402_300_799  # 9999-12-31T23:59:59Z
_PATH = "{path}"

M = TypeVar("M", bound=BaseModel)


def line(at_most: int) -> AfterValidator:
    """Marks a single line of text of at most so many characters: `Annotated[str, line(200)]`."""
    return AfterValidator(_refusing(lambda v: text.clean(v, field=_PATH, at_most=at_most)))


def lines(at_most: int) -> AfterValidator:
    """Marks text with line breaks: `Annotated[str, lines(1000)]`."""
    return AfterValidator(_refusing(lambda v: text.clean(v, field=_PATH, at_most=at_most, lines=True)))


def _refusing(check: Callable[[str], str]) -> Callable[[str], str]:
    def checking(value: str) -> str:
        try:
            return check(value)
        except InvalidInput as problem:
            raise PydanticCustomError("refused", "{sentence}", {"sentence": problem.sentence}) from problem

    return checking


def _whole_number(value: Any) -> Any:
    # Both integers and strings are seen on the wire (section 14, `start_time`); 1.0 and True are neither.
    if isinstance(value, bool | float):
        raise PydanticCustomError("refused", "`{path}` must be a whole number of seconds.")
    return value


Email = Annotated[str, AfterValidator(_refusing(lambda v: text.email(v, field=_PATH)))]
Zone = Annotated[str, AfterValidator(_refusing(lambda v: text.zone(v, field=_PATH)))]
WebAddress = Annotated[str, AfterValidator(_refusing(lambda v: text.web_address(v, field=_PATH)))]
Instant = Annotated[int, BeforeValidator(_whole_number), Field(ge=0, le=LATEST_INSTANT)]


def checked(model: type[M], raw: Any, *, within: str = "") -> M:
    """Validate a parsed document. Raises InvalidInput for the first thing that is wrong, with its path."""
    try:
        return model.model_validate(raw)
    except ValidationError as problem:
        raise first_complaint(problem, within=within) from problem


def first_complaint(problem: ValidationError, *, within: str = "") -> InvalidInput:
    """pydantic's first error as a field path and a sentence."""
    error = problem.errors(include_url=False, include_input=False)[0]
    field = _path_of(error["loc"], within)
    if error["type"] == "refused":
        return InvalidInput(field, str(error["msg"]).replace(_PATH, field))
    if error["type"] == "missing":
        return InvalidInput(field, f"`{field}` is required.")
    return InvalidInput(field, f"`{field}`: {error['msg']}.")


def _path_of(location: tuple[int | str, ...], within: str) -> str:
    path = within
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
    return path or "body"
