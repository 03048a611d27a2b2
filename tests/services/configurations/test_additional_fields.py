"""The questions of a page, and what counts as an answer."""

from dataclasses import replace
from typing import Any

import pytest

from webapp.errors import InvalidInput
from webapp.lib.patterns import engine
from webapp.services.configurations import additional_fields, view
from webapp.services.configurations.document import AdditionalField

FIELD = "additional_fields.asked"


def question(kind: str = "text", **changes: Any) -> view.AdditionalField:
    """One question, as it is stored."""
    stored = AdditionalField(**{"label": "Asked", "type": kind, **changes}).model_dump(mode="json")
    return view.additional_field(stored)


def answer(given: str, kind: str = "text", **changes: Any) -> str | None:
    """What is kept of an answer."""
    return additional_fields.check({"asked": question(kind, **changes)}, {"asked": given}).get("asked")


def refusal(given: str, kind: str = "text", **changes: Any) -> str:
    """The code with which an answer is refused."""
    with pytest.raises(InvalidInput) as refused:
        answer(given, kind, **changes)
    assert refused.value.field == FIELD
    return refused.value.code


def test_an_answer_to_nothing_is_dropped() -> None:
    assert additional_fields.check({"asked": question()}, {"asked": "a", "other": "b"}) == {"asked": "a"}


def test_an_empty_answer_is_not_stored() -> None:
    assert answer("  ") is None


@pytest.mark.parametrize(
    ("given", "kind", "changes", "code"),
    [
        ("", "text", {"required": True}, "answer.missing"),
        ("acme", "text", {"pattern": "[A-Z].*"}, "answer.unexpected_form"),
        ("Huge", "dropdown", {"options": ["Small", "Large"]}, "answer.no_choice"),
        ("small", "radio_button", {"options": ["Small"]}, "answer.no_choice"),
        ("Small, Huge", "multi_select", {"options": ["Small", "Large"]}, "answer.no_choices"),
        ("nowhere", "email", {}, "email.invalid"),
        ("call me", "phone_number", {}, "answer.no_telephone_number"),
        ("---", "phone_number", {}, "answer.no_telephone_number"),
        ("2027-02-30", "date", {}, "answer.no_date"),
        ("20270314", "date", {}, "answer.no_date"),
        ("2027-W11-7", "date", {}, "answer.no_date"),
        ("2027-3-14", "date", {}, "answer.no_date"),
        ("a" * 40 + "!", "text", {"pattern": r"^(\w+\s?)+$"}, "answer.unexpected_form"),
        ("a" + "\u0300\u0316" * 400, "text", {}, "text.too_many_marks"),
        ("no", "checkbox", {"required": True}, "answer.not_ticked"),
        ("x" * 1001, "text", {}, "text.too_long"),
        ("x" * 8001, "multi_line_text", {}, "text.too_long"),
        ("one\ntwo", "text", {}, "text.control_characters"),
    ],
)
def test_what_is_no_answer_is_refused_with_its_code(
    given: str, kind: str, changes: dict[str, Any], code: str
) -> None:
    assert refusal(given, kind, **changes) == code


@pytest.mark.parametrize(
    ("given", "stored"),
    [("true", "true"), ("on", "true"), ("YES", "true"), ("", "false"), ("maybe", "false")],
)
def test_a_box_is_ticked_or_not(given: str, stored: str) -> None:
    assert answer(given, "checkbox") == stored


def test_a_pattern_must_match_the_whole_answer() -> None:
    assert answer("AB-12", pattern="[A-Z]{2}-[0-9]{2}") == "AB-12"
    assert refusal("AB-123", pattern="[A-Z]{2}-[0-9]{2}") == "answer.unexpected_form"


def test_a_stored_pattern_that_cannot_be_compared_keeps_no_guest_out() -> None:
    stored = replace(question(), pattern="(?=a)a")

    assert additional_fields.check({"asked": stored}, {"asked": "b"}) == {"asked": "b"}


def test_where_nothing_can_be_compared_a_stored_pattern_keeps_no_guest_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stored = replace(question(), pattern="[A-Z] stored by another machine")
    monkeypatch.setattr(engine, "re2", None)

    assert additional_fields.check({"asked": stored}, {"asked": "b"}) == {"asked": "b"}


def test_options_may_hold_commas_themselves() -> None:
    options = ["Code, clean", "Code", "Law"]

    assert answer("Code, clean, Law", "multi_select", options=options) == "Code, clean, Law"
    assert refusal("Code, messy", "multi_select", options=options) == "answer.no_choices"


def test_metadata_that_nobody_sent_has_its_default() -> None:
    campaign = {"campaign": question("metadata", default="spring")}

    assert additional_fields.check(campaign, {}) == {"campaign": "spring"}
    assert additional_fields.check(campaign, {"campaign": "autumn"}) == {"campaign": "autumn"}


@pytest.mark.parametrize(
    ("key", "spelled"),
    [("companyName", "company_name"), ("key5", "key_5"), ("VAT-Id", "vat_id"), ("vatID", "vat_id")],
)
def test_a_key_is_known_as_the_node_sdk_spells_it(key: str, spelled: str) -> None:
    assert additional_fields.check({key: question()}, {spelled: "Acme"}) == {key: "Acme"}


def test_a_person_reads_the_answers_in_the_pages_order_without_metadata() -> None:
    definitions = {
        "agreed": question("checkbox", label="I agree", order=2),
        "topic": question(label="Topic", order=1),
        "campaign": question("metadata", label="Campaign"),
        "unanswered": question(label="Phone", order=3),
    }
    answers = {"agreed": "true", "topic": "Engines", "campaign": "spring"}

    assert additional_fields.labelled(definitions, answers) == [
        {"label": "Topic", "value": "Engines"},
        {"label": "I agree", "value": True},
    ]
