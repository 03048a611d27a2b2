"""The questions a page asks beside name and e-mail, and what counts as an answer.

Both doors come through here: the component sends what was typed without looking at patterns, options or lengths.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from webapp.errors import InvalidInput
from webapp.lib import patterns, telephone, text
from webapp.services.configurations.view import AdditionalField

LINE_AT_MOST, LINES_AT_MOST = 1000, 8000
YES, NO = "true", "false"


def check(
    definitions: Mapping[str, AdditionalField], given: Mapping[str, str], *, may_be_missing: bool = False
) -> dict[str, str]:
    """The answers to keep, by key: cleaned, defaults filled in, unknown keys dropped. Raises InvalidInput.

    `may_be_missing`: nobody was asked, so that no answer is required.
    """
    if may_be_missing:
        definitions = {key: replace(definition, required=False) for key, definition in definitions.items()}
    answers = {
        key: _answer(key, definition, given.get(key, given.get(_as_node_spells(key))))
        for key, definition in definitions.items()
    }
    return {key: answer for key, answer in answers.items() if answer != ""}


def labelled(
    definitions: Mapping[str, AdditionalField], answers: Mapping[str, str]
) -> list[dict[str, str | bool]]:
    """What a person may read of the answers, in the page's order: metadata is for programs and left out.

    `value` is text, or for a checkbox True or False: `display.answer` says it in the reader's language.
    """
    shown = [
        (definition.order, definition.label, answers[key], definition.type)
        for key, definition in definitions.items()
        if key in answers and definition.type != "metadata"
    ]
    return [
        {"label": label, "value": value == YES if kind == "checkbox" else value}
        for _, label, value, kind in sorted(shown, key=lambda field: field[0])
    ]


def _as_node_spells(key: str) -> str:
    # The Node SDK turns every key into snake_case on its way out: `companyName`, `key5` (wire contract section 1).
    spaced = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", key)
    spaced = re.sub(r"([A-Za-z])(\d)", r"\1_\2", spaced)
    return re.sub(r"[^A-Za-z0-9]+", "_", spaced).strip("_").lower()


def _answer(key: str, definition: AdditionalField, given: str | None) -> str:
    field = f"additional_fields.{key}"
    kind = definition.type
    if kind == "metadata":
        return text.clean(given or definition.default or "", field=field, at_most=LINE_AT_MOST)
    several = kind == "multi_line_text"
    answer = text.clean(
        given or "", field=field, at_most=LINES_AT_MOST if several else LINE_AT_MOST, lines=several
    )
    if kind == "checkbox":
        return _checkbox(answer, definition, field)
    if not answer:
        if definition.required:
            raise InvalidInput("answer.missing", field=field, label=definition.label)
        return ""
    _check_kind(kind, answer, definition, field)
    if definition.pattern and not _fits(definition.pattern, answer):
        raise InvalidInput("answer.unexpected_form", field=field, label=definition.label)
    return answer


def _fits(pattern: str, answer: str) -> bool:
    try:
        return patterns.matches(pattern, answer)
    except InvalidInput:
        # Stored by an earlier version, or on another machine. A guest cannot mend it: only the browser compares.
        return True


def _checkbox(answer: str, definition: AdditionalField, field: str) -> str:
    ticked = answer.lower() in (YES, "on", "1", "yes")
    if definition.required and not ticked:
        raise InvalidInput("answer.not_ticked", field=field, label=definition.label)
    return YES if ticked else NO


def _check_kind(kind: str, answer: str, definition: AdditionalField, field: str) -> None:
    label = definition.label
    options = definition.options
    if kind in ("dropdown", "radio_button") and answer not in options:
        raise InvalidInput("answer.no_choice", field=field, label=label)
    if kind == "multi_select" and not _are_options(answer, options):
        raise InvalidInput("answer.no_choices", field=field, label=label)
    if kind == "email":
        text.email(answer, field=field)
    if kind == "phone_number" and not telephone.is_number(answer):
        raise InvalidInput("answer.no_telephone_number", field=field, label=label)
    if kind == "date" and text.date_of(answer) is None:
        raise InvalidInput("answer.no_date", field=field, label=label)


def _are_options(answer: str, options: tuple[str, ...]) -> bool:
    # An option may itself hold a comma, so options are taken off the front of the answer, the longest first.
    rest = answer
    while rest:
        by_length = sorted(options, key=len, reverse=True)
        option = next((option for option in by_length if _leads(rest, option)), None)
        if option is None:
            return False
        rest = rest[len(option) :].lstrip().removeprefix(",").lstrip()
    return True


def _leads(rest: str, option: str) -> bool:
    return rest == option or rest.startswith((option + ",", option + " ,"))
