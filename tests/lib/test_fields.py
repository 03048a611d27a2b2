"""What pydantic refuses gets one of our codes; a program reads the sentence that pydantic writes."""

from typing import Annotated, Any, Literal

import pytest
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    create_model,
)

from webapp.errors import InvalidInput
from webapp.lib import fields
from webapp.refusals import for_program


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


AS_PYDANTIC_SAYS: list[tuple[str, Any, Any]] = [
    ("document.fraction", int, 1.5),
    ("document.no_choice", Literal["yes", "no", "maybe"], "perhaps"),
    ("document.no_choice", Literal["active"], "pause"),
    ("document.no_list", list[str], "a"),
    ("document.no_multiple", Annotated[int, Field(multiple_of=5)], 7),
    ("document.no_object", dict[str, str], 1),
    ("document.no_switch", bool, None),
    ("document.no_text", str, 1),
    ("document.no_whole_number", int, None),
    ("document.number_beyond_measure", int, "9" * 5000),
    ("document.number_too_large", Annotated[int, Field(le=9)], 10),
    ("document.number_too_small", Annotated[int, Field(ge=1)], 0),
    ("document.text_too_long", Annotated[str, StringConstraints(max_length=1)], "ab"),
    ("document.text_too_short", Annotated[str, StringConstraints(min_length=2)], ""),
    ("document.too_few", Annotated[list[str], Field(min_length=1)], []),
    ("document.too_many", Annotated[list[str], Field(max_length=2)], ["a", "b", "c"]),
    ("document.too_many", Annotated[dict[str, int], Field(max_length=1)], {"a": 1, "b": 2}),
    ("document.unknown_field", Strict, {"other": 1}),
    ("document.unreadable_number", int, "soon"),
    ("document.unreadable_switch", bool, "perhaps"),
    ("document.wrong_form", Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")], "latvia"),
]


def refused(type_: Any, value: Any) -> InvalidInput:
    with pytest.raises(InvalidInput) as refusal:
        fields.checked(create_model("Document", part=(type_, ...)), {"part": value})
    return refusal.value


@pytest.mark.parametrize(("code", "type_", "value"), AS_PYDANTIC_SAYS)
def test_a_program_reads_what_pydantic_says_of_a_value(code: str, type_: Any, value: Any) -> None:
    with pytest.raises(ValidationError) as pydantics:
        TypeAdapter(type_).validate_python(value)

    refusal = refused(type_, value)

    assert refusal.code == code
    assert for_program(refusal) == f"`{refusal.field}`: {pydantics.value.errors()[0]['msg']}."


def test_every_code_for_an_error_of_pydantic_is_brought_about_here() -> None:
    known = {code for code, _ in fields.CODES.values()}

    assert known - {code for code, _, _ in AS_PYDANTIC_SAYS} == {"value.missing"}


def test_a_missing_field_is_named_by_its_path() -> None:
    inner = create_model("Inner", email=(str, ...))

    refusal = refused(list[inner], [{"email": "a"}, {}])  # type: ignore[valid-type]  # made here

    assert (refusal.code, refusal.field) == ("value.missing", "part[1].email")


def test_a_model_is_not_called_by_the_name_of_its_class() -> None:
    assert for_program(refused(Strict, "a")) == "`part`: Input should be a valid dictionary."


def test_an_error_of_pydantic_that_nobody_foresaw_is_refused_all_the_same() -> None:
    assert refused(float, "a").code == "document.unreadable"


@pytest.mark.parametrize(
    ("type_", "value", "sentence"),
    [
        (fields.Email, "priya", "`part` must be a valid e-mail address."),
        (fields.Zone, "Mars/Olympus", "`part` is not a known time zone."),
        (
            fields.WebAddress,
            "javascript:1",
            "`part` must be an address that begins with http:// or https://.",
        ),
        (Annotated[str, fields.line(3)], "four", "`part` must be at most 3 characters long."),
        (
            Annotated[str, fields.line(9)],
            "a\nb",
            "`part` must not contain control characters or line breaks.",
        ),
        (fields.Instant, True, "`part` must be a whole number of seconds."),
    ],
)
def test_a_rule_of_ours_is_said_with_the_path_of_the_field(type_: Any, value: Any, sentence: str) -> None:
    assert for_program(refused(type_, value)) == sentence


def test_what_is_within_something_else_is_named_from_the_top() -> None:
    model = create_model("Time", time=(int, ...))

    with pytest.raises(InvalidInput) as refusal:
        fields.checked(model, {}, within="when")

    assert refusal.value.field == "when.time"
