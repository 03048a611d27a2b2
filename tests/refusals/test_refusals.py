"""A program reads the same English always; a person reads the language that they read."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.conftest import migrated_app
from webapp import catalogues, words
from webapp.errors import InvalidInput, NotAllowedNow, NotFound, TimeslotUnavailable
from webapp.refusals import for_person, for_program

TOO_LONG = InvalidInput("text.too_long", field="guest.name", at_most=200)
TOO_LATE = NotAllowedNow("booking.too_late_to_cancel", minutes=2880)
CATALOGUE = """
msgid "There is no such booking."
msgstr "Diese Buchung gibt es nicht."

msgid "The request could not be understood."
msgstr "Unverständlich."

msgid "The booking can only be cancelled up to %(length)s before it starts."
msgstr "Die Buchung kann nur bis %(length)s vor Beginn abgesagt werden."

msgid "“%(label)s” must be at most %(num)s character long."
msgid_plural "“%(label)s” must be at most %(num)s characters long."
msgstr[0] "„%(label)s“ darf höchstens %(num)s Zeichen lang sein."
msgstr[1] "„%(label)s“ darf höchstens %(num)s Zeichen lang sein."
"""


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application whose German and whose English are both made up."""
    folder = tmp_path_factory.mktemp("foreign")
    for language in ("de", "en"):
        source = folder / "translations" / language / "LC_MESSAGES" / "messages.po"
        source.parent.mkdir(parents=True)
        source.write_text(CATALOGUE)
    catalogues.compile_all(folder / "translations")
    app = migrated_app(
        folder,
        database_url=f"sqlite:///{folder}/openslot.sqlite3",
        BABEL_TRANSLATION_DIRECTORIES=str(folder / "translations"),
    )
    with app.app_context():
        yield app


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (NotFound("booking.unknown"), "There is no such booking."),
        (TOO_LATE, "The booking can only be cancelled up to 2 days before it starts."),
        (TOO_LONG, "`guest.name` must be at most 200 characters long."),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_no_catalogue_changes_what_a_program_reads(
    foreign: Flask, refusal: NotFound, said: str, language: str
) -> None:
    with words.spoken_in(language):
        assert for_program(refusal) == said


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (NotFound("booking.unknown"), "Diese Buchung gibt es nicht."),
        (TOO_LATE, "Die Buchung kann nur bis 2 Tage vor Beginn abgesagt werden."),
        (TOO_LONG, "„Name“ darf höchstens 200 Zeichen lang sein."),
    ],
)
def test_a_person_reads_a_refusal_in_their_language(foreign: Flask, refusal: NotFound, said: str) -> None:
    with words.spoken_in("de"):
        assert for_person(refusal, label="Name") == said


def test_the_same_refusal_is_german_on_a_page_and_english_in_the_api(foreign: Flask) -> None:
    german = {"Accept-Language": "de"}

    page = foreign.test_client().get("/bookings/nobodys", headers=german)
    answer = foreign.test_client().get("/v3/scheduling/availability", headers=german)

    assert "Diese Buchung gibt es nicht." in page.text
    assert answer.json == {
        "request_id": answer.headers["x-request-id"],
        "error": {
            "type": "invalid_request_error",
            "message": "`configuration_id`, or `slug` with `client_id`, is required.",
        },
    }


def test_a_field_without_a_label_is_called_by_its_path(foreign: Flask) -> None:
    with words.spoken_in("de"):
        assert for_person(TOO_LONG) == "„guest.name“ darf höchstens 200 Zeichen lang sein."


def test_the_lost_slot_begins_as_the_wire_contract_says() -> None:
    assert for_program(TimeslotUnavailable(("busy",))).startswith("The selected timeslot is unavailable")


def test_a_log_tells_the_code_and_the_values() -> None:
    assert str(TOO_LONG) == "guest.name: text.too_long at_most=200"
    assert str(TimeslotUnavailable(("busy", "buffer"))) == "timeslot.unavailable busy buffer"
