"""In which language words come out, and how dates among them are marked."""

import pytest
from flask import Flask

from webapp import words


@pytest.mark.parametrize(
    ("name", "locale"),
    [
        ("de", "de"),
        ("de_AT", "de_AT"),
        ("de-AT", "de_AT"),
        ("pt-BR", "pt_BR"),
        ("xx", "en"),
        ("", "en"),
        ("../de", "en"),
    ],
)
def test_a_locale_is_known_in_either_spelling_and_else_is_english(name: str, locale: str) -> None:
    assert str(words.locale(name)) == locale


def test_english_has_a_catalogue(sqlite_app: Flask) -> None:
    assert "en" in words.languages()


def test_nobody_has_said_for_whom_a_request_is_answered_until_somebody_does(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        before = words.has_reader()
        words.speak("de_AT")

        assert (before, words.has_reader(), str(words.locale())) == (False, True, "de_AT")


def test_a_language_without_a_catalogue_reads_english(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        words.speak("ja")

        assert (words.language(), words.spoken_locale()) == ("en", "en")


def test_words_in_english_are_written_from_left_to_right_for_every_reader(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        words.speak("ar")

        assert words.text_direction() == "ltr"


def test_english_of_another_country_is_english_with_its_own_dates(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        words.speak("en_GB")

        assert (words.language(), words.spoken_locale()) == ("en", "en_GB")


def test_a_mail_is_written_for_its_reader_and_the_page_goes_on_for_its_own(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        words.speak("en_GB")
        with words.spoken_in("de"):
            inside = str(words.locale())

        assert (inside, str(words.locale())) == ("de", "en_GB")


@pytest.mark.parametrize(("locale", "marked"), [("de_AT", "de-AT"), ("en_GB", ""), ("en", "")])
def test_a_date_is_marked_where_the_words_around_it_are_in_another_language(
    sqlite_app: Flask, locale: str, marked: str
) -> None:
    with sqlite_app.test_request_context("/"):
        words.speak(locale)

        assert words.foreign(locale) == marked
