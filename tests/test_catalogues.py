"""The catalogues are as `flask words` writes them, and a new language is a new folder."""

from copy import deepcopy
from pathlib import Path

import pytest
from babel.messages import Catalog
from flask import Flask, render_template_string

from webapp import catalogues, create_app, words

GERMAN = """
msgid "Keep it"
msgstr "So lassen"

msgid "%(num)d guest"
msgid_plural "%(num)d guests"
msgstr[0] "%(num)d Gast"
msgstr[1] "%(num)d Gäste"
"""


def catalogue(folder: Path, language: str, text: str) -> Path:
    source = folder / language / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    source.write_text(text)
    return source


def messages(*found: str | tuple[str, str]) -> Catalog:
    catalog = Catalog()
    for message in found:
        catalog.add(message)
    return catalog


@pytest.fixture(scope="module")
def in_the_program() -> Catalog:
    return catalogues.extracted()


@pytest.fixture
def read_once(in_the_program: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """All modules and pages are read once for all tests."""
    monkeypatch.setattr(catalogues, "extracted", lambda: deepcopy(in_the_program))


@pytest.fixture
def german_app(tmp_path: Path) -> Flask:
    catalogue(tmp_path, "de", GERMAN)
    catalogues.compile_all(tmp_path)
    return create_app(
        {"OPENSLOT_ENV": "test", "RATELIMIT_ENABLED": "false"}, BABEL_TRANSLATION_DIRECTORIES=str(tmp_path)
    )


def test_every_catalogue_is_as_the_command_writes_it(read_once: None) -> None:
    assert catalogues.stale() == []


def test_a_catalogue_that_misses_a_message_is_found(tmp_path: Path, read_once: None) -> None:
    catalogues.extract(tmp_path, new=("de",))
    catalogues.compile_all(tmp_path)
    source = tmp_path / "de/LC_MESSAGES/messages.po"
    source.write_text("\n\n".join(source.read_text().split("\n\n")[:-1]) + "\n")

    assert catalogues.stale(tmp_path) == ["de/LC_MESSAGES/messages.po"]


def test_a_translation_that_was_not_compiled_is_found(tmp_path: Path, read_once: None) -> None:
    catalogues.extract(tmp_path, new=("de",))
    catalogues.compile_all(tmp_path)
    source = tmp_path / "de/LC_MESSAGES/messages.po"
    missing = 'msgid "Skip to the content"\nmsgstr ""'
    source.write_text(source.read_text().replace(missing, missing[:-1] + 'Zum Inhalt"'))

    assert catalogues.stale(tmp_path) == ["de/LC_MESSAGES/messages.mo"]


def test_a_renewed_catalogue_keeps_its_translations() -> None:
    renewed = catalogues.renewed(GERMAN.encode(), "de", messages("Keep it", "Something new"))

    assert 'msgid "Keep it"\nmsgstr "So lassen"' in renewed.decode()
    assert 'msgid "Something new"\nmsgstr ""' in renewed.decode()


def test_a_renewed_catalogue_drops_what_is_said_no_more() -> None:
    assert "guest" not in catalogues.renewed(GERMAN.encode(), "de", messages("Keep it")).decode()


def test_a_renewed_catalogue_does_not_change_again() -> None:
    found = messages("Keep it", ("%(num)d guest", "%(num)d guests"))
    once = catalogues.renewed(GERMAN.encode(), "de", found)

    assert catalogues.renewed(once, "de", found) == once


def test_messages_are_found_in_modules_pages_and_mails(tmp_path: Path) -> None:
    (tmp_path / "webapp/blueprints").mkdir(parents=True)
    (tmp_path / "templates/mail").mkdir(parents=True)
    (tmp_path / "webapp/blueprints/a.py").write_text('gettext("In a module"); lazy_gettext("Said later")')
    (tmp_path / "templates/a.html").write_text("<p>{% trans name=name %}\n  In a\n  page\n{% endtrans %}</p>")
    (tmp_path / "templates/mail/a.txt").write_text('{{ ngettext("%(num)d mail", "%(num)d mails", 2) }}')

    found = {message.id for message in catalogues.extracted(tmp_path)}

    assert found == {"", "In a module", "Said later", "In a page", ("%(num)d mail", "%(num)d mails")}


def test_words_come_out_in_the_language_of_the_reader(german_app: Flask) -> None:
    with german_app.app_context():
        words.speak("de_AT")

        assert words.gettext("Keep it") == "So lassen"
        assert words.ngettext("%(num)d guest", "%(num)d guests", 1) == "1 Gast"
        assert words.ngettext("%(num)d guest", "%(num)d guests", 2) == "2 Gäste"


def test_a_sentence_without_translation_is_english(german_app: Flask) -> None:
    with german_app.app_context():
        words.speak("de")

        assert words.gettext("Not yet translated") == "Not yet translated"


def test_a_language_without_catalogue_is_english_and_says_so(german_app: Flask) -> None:
    with german_app.app_context():
        words.speak("ja")

        assert words.gettext("Keep it") == "Keep it"
        assert words.language() == "en"


def test_a_reader_can_change_in_the_middle(german_app: Flask) -> None:
    with german_app.app_context():
        words.speak("en")
        english = words.gettext("Keep it")
        with words.spoken_in("de"):
            german = words.gettext("Keep it")

        assert (english, german, words.gettext("Keep it")) == ("Keep it", "So lassen", "Keep it")


def test_a_template_knows_its_language(german_app: Flask) -> None:
    with german_app.app_context():
        words.speak("de_CH")

        assert render_template_string("{{ language() }}: {{ _('Keep it') }}") == "de: So lassen"


def test_check_says_what_is_to_be_done(german_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "stale", lambda: ["de/LC_MESSAGES/messages.po"])

    answer = german_app.test_cli_runner().invoke(args=["words", "check"])

    assert answer.exit_code == 1
    assert "flask words extract" in answer.output
