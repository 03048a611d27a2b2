import pytest

from webapp.blueprints.dashboard.editor.question_rows import TYPES, key_of
from webapp.lib import patterns
from webapp.services.configurations.document import AdditionalField


@pytest.mark.parametrize(
    ("label", "taken", "key"),
    [
        ("Your company", set(), "your_company"),
        ("Where should we meet?", set(), "where_should_we_meet"),
        ("Größe", set(), "groe"),
        ("", set(), "question"),
        ("Company", {"company"}, "company_2"),
        ("Company", {"company", "company_2"}, "company_3"),
        ("x" * 200, set(), "x" * 60),
    ],
)
def test_a_key_is_made_of_plain_letters_and_is_nobody_elses(label: str, taken: set[str], key: str) -> None:
    assert key_of(label, taken=taken) == key


def test_every_kind_of_question_can_be_chosen_but_the_one_for_programs() -> None:
    kinds = AdditionalField.model_json_schema()["properties"]["type"]["enum"]

    assert {*TYPES, "metadata"} == {*kinds}


def test_the_example_of_a_pattern_is_one() -> None:
    assert patterns.matches("[A-Z]{2}[0-9]+", "SE12")
