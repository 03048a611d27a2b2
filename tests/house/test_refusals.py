"""Refusals: each can be said, to programs and to people, and each sentence is needed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import pytest

from tests.house import sources
from tests.house.refusals import named_by_person, named_by_program, refusals
from webapp import create_app, error_pages
from webapp.blueprints.api import errors
from webapp.errors import NotFound, OpenslotError
from webapp.lib.fields import CODES
from webapp.refusals import SENTENCES, TABLES
from webapp.refusals.sentence import Sentence

PROGRAM = {
    name: source for name, source in sources.program().items() if not name.startswith("webapp.refusals")
}
# They take a refusal of the engine, of pydantic or of a neighbour, and say of which field it is.
PASS_ON = {
    "webapp.lib.fields",
    "webapp.services.availability.calendar_availability",
    "webapp.services.configurations.rules",
    "webapp.services.windows",
}
SAID = Sentence("`{field}` must be at most {at_most}.", "At most %(at_most)s.")


@pytest.fixture(autouse=True)
def _reader() -> Iterator[None]:
    with create_app({"OPENSLOT_ENV": "test", "RATELIMIT_ENABLED": "false"}).app_context():
        yield


def unspeakable(modules: sources.Sources, sentences: Mapping[str, Sentence]) -> list[str]:
    """The codes that are raised and have no sentence."""
    return sorted({made.code for made in refusals(modules) if made.code and made.code not in sentences})


def unheard(modules: sources.Sources, sentences: Mapping[str, Sentence]) -> list[str]:
    """The codes that have a sentence and are never raised."""
    raised = {made.code for made in refusals(modules)} | {code for code, _ in CODES.values()}
    return sorted(set(sentences) - raised)


def ill_fitting(modules: sources.Sources, sentences: Mapping[str, Sentence]) -> list[str]:
    """`code: values` of each refusal whose values are not those that its sentences name."""
    codes = [(made.code, set(made.values)) for made in refusals(modules) if made.code in sentences]
    codes += [(code, set(names)) for code, names in CODES.values() if code in sentences]
    return [
        f"{code}: {sorted(values)}"
        for code, values in codes
        if code and values != named_by_program(sentences[code]) | named_by_person(sentences[code])
    ]


def test_every_refusal_has_its_sentences() -> None:
    assert unspeakable(PROGRAM, SENTENCES) == []


def test_a_refusal_without_a_sentence_is_found() -> None:
    planted = {"webapp.bad": 'raise NotFound("booking.lost")\nraise fields.refusal("text.too_sad")'}

    assert unspeakable(planted, SENTENCES) == ["booking.lost", "text.too_sad"]


def test_every_sentence_is_of_a_refusal_that_is_made() -> None:
    assert unheard(PROGRAM, SENTENCES) == []


def test_a_sentence_that_nobody_needs_is_found() -> None:
    assert unheard(PROGRAM, {**SENTENCES, "booking.lost": SAID}) == ["booking.lost"]


def test_every_refusal_carries_the_values_that_its_sentences_name() -> None:
    assert ill_fitting(PROGRAM, SENTENCES) == []


@pytest.mark.parametrize("values", ["", ", at_least=3", ", at_most=3, at_least=3"])
def test_a_value_that_is_missing_or_never_said_is_found(values: str) -> None:
    planted = {"webapp.bad": f'raise InvalidInput("text.too_sad", field=field{values})'}

    assert len(ill_fitting(planted, {"text.too_sad": SAID})) == 1


def test_a_code_is_written_out_where_it_is_raised() -> None:
    assert {made.module for made in refusals(PROGRAM) if made.code is None} == PASS_ON


def test_a_code_that_cannot_be_read_in_the_source_is_found() -> None:
    planted = {"webapp.bad": 'raise NotFound(f"{noun}.unknown")'}

    assert [made.module for made in refusals(planted) if made.code is None] == ["webapp.bad"]


def said_twice(tables: Iterable[Mapping[str, Sentence]]) -> list[str]:
    codes = Counter(code for table in tables for code in table)
    return [code for code, count in codes.items() if count > 1]


def test_no_code_has_two_sentences() -> None:
    assert said_twice(table.SENTENCES for table in TABLES) == []


def test_a_code_with_two_sentences_is_found() -> None:
    planted = [*(table.SENTENCES for table in TABLES), {"booking.unknown": SAID}]

    assert said_twice(planted) == ["booking.unknown"]


def without_status(kinds: set[type[OpenslotError]]) -> set[type[OpenslotError]]:
    return (kinds - set(errors.STATUS_AND_TYPE)) | (kinds - set(error_pages.STATUS))


def test_every_kind_of_refusal_has_a_status() -> None:
    assert without_status(set(OpenslotError.__subclasses__())) == set()


def test_a_kind_of_refusal_without_a_status_is_found() -> None:
    assert without_status({NotFound, OpenslotError}) == {OpenslotError}
