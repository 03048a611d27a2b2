"""What pydantic refuses gets one of our codes, and a sentence of ours that nobody else's word leaks into."""

from typing import Annotated, Any, Literal

import pytest
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    create_model,
)

from webapp.errors import InvalidInput
from webapp.lib import fields
from webapp.refusals import for_program


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


WHAT_IS_SAID: list[tuple[str, Any, Any, str]] = [
    ("document.fraction", int, 1.5, "must be a whole number, without a fraction."),
    ("document.no_choice", Literal["yes", "no", "maybe"], "perhaps", "must be 'yes', 'no' or 'maybe'."),
    ("document.no_choice", Literal["active"], "pause", "must be 'active'."),
    ("document.no_list", list[str], "a", "must be a list."),
    ("document.no_multiple", Annotated[int, Field(multiple_of=5)], 7, "must be a multiple of 5."),
    ("document.no_object", dict[str, str], 1, "must be an object."),
    ("document.no_object", Strict, "a", "must be an object."),
    ("document.no_switch", bool, None, "must be true or false."),
    ("document.no_text", str, 1, "must be a text."),
    ("document.no_whole_number", int, None, "must be a whole number."),
    ("document.number_beyond_measure", int, "9" * 5000, "is too large a number."),
    ("document.number_too_large", Annotated[int, Field(le=9)], 10, "must be at most 9."),
    ("document.number_too_small", Annotated[int, Field(ge=1)], 0, "must be at least 1."),
    (
        "document.text_too_long",
        Annotated[str, StringConstraints(max_length=1)],
        "ab",
        "must be at most 1 character long.",
    ),
    (
        "document.text_too_short",
        Annotated[str, StringConstraints(min_length=2)],
        "",
        "must be at least 2 characters long.",
    ),
    ("document.too_few", Annotated[list[str], Field(min_length=1)], [], "must have at least 1 entry."),
    (
        "document.too_many",
        Annotated[list[str], Field(max_length=2)],
        ["a", "b", "c"],
        "may have at most 2 entries.",
    ),
    (
        "document.too_many",
        Annotated[dict[str, int], Field(max_length=1)],
        {"a": 1, "b": 2},
        "may have at most 1 entry.",
    ),
    (
        "document.too_many",
        Annotated[dict[str, int], fields.counted(1)],
        {"a": 1, "b": 2},
        "may have at most 1 entry.",
    ),
    ("document.unreadable_number", int, "soon", "must be a whole number."),
    ("document.unreadable_switch", bool, "perhaps", "must be true or false."),
    (
        "document.wrong_form",
        Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")],
        "latvia",
        "must match the pattern ^[A-Z]{2}$.",
    ),
]


def refused(type_: Any, value: Any) -> InvalidInput:
    with pytest.raises(InvalidInput) as refusal:
        fields.checked(create_model("Document", part=(type_, ...)), {"part": value})
    return refusal.value


@pytest.mark.parametrize(("code", "type_", "value", "said"), WHAT_IS_SAID)
def test_a_program_reads_a_sentence_of_ours_about_a_value(
    code: str, type_: Any, value: Any, said: str
) -> None:
    refusal = refused(type_, value)

    assert (refusal.code, for_program(refusal)) == (code, f"`part` {said}")


def test_every_code_for_an_error_of_pydantic_is_brought_about_here() -> None:
    known = {code for code, _ in fields.CODES.values()}

    assert known - {code for code, *_ in WHAT_IS_SAID} == {"document.unknown_field", "value.missing"}

    extra = refused(Strict, {"other": 1})
    assert for_program(extra) == "`part.other` is not known here."


def test_a_missing_field_is_named_by_its_path() -> None:
    inner = create_model("Inner", email=(str, ...))

    refusal = refused(list[inner], [{"email": "a"}, {}])  # type: ignore[valid-type]  # made here

    assert (refusal.code, refusal.field) == ("value.missing", "part[1].email")


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
