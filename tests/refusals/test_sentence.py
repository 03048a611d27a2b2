"""How values stand in a sentence, for programs and for people."""

import pytest

from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext


def program(text: str, **values: object) -> str:
    return Sentence(text, "").for_program(values)


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("{value}", 3, "3"),
        ("{value:list}", ["yes", "no"], "yes, no"),
        ("{value:alternatives}", ["yes"], "'yes'"),
        ("{value:alternatives}", ["yes", "no", "maybe"], "'yes', 'no' or 'maybe'"),
        ("item{value:plural}", 1, "item"),
        ("item{value:plural}", 0, "items"),
        ("{value:entries}", 1, "1 entry"),
        ("{value:entries}", 2, "2 entries"),
        ("{value:length}", 2880, "2 days"),
    ],
)
def test_a_program_reads_each_value_in_its_spelling(text: str, value: object, said: str) -> None:
    assert program(text, value=value) == said


def test_braces_and_percents_in_a_value_are_left_alone() -> None:
    values = {"pattern": "^[A-Z]{2}%s$"}
    sentence = Sentence("Like {pattern}.", lazy_gettext("Like %(pattern)s."))

    assert sentence.for_program(values) == sentence.for_person(values) == "Like ^[A-Z]{2}%s$."


def test_a_person_reads_a_list_as_its_items() -> None:
    sentence = Sentence("", lazy_gettext("Choose: %(choices)s."))

    assert sentence.for_person({"choices": ["yes", "no"]}) == "Choose: yes, no."
