"""The catalogues of `webapp.words`, and the command that renews them: `flask words extract`, `compile`, `check`.

A catalogue is a folder such as `webapp/translations/de/LC_MESSAGES` with the messages as translators edit them
(`messages.po`) and as the program reads them (`messages.mo`). What is written here depends on the sources alone:
no dates, no line numbers, sorted. So a catalogue changes only when a sentence does, and a test can compare.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import click
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from flask import Flask

from webapp.words import ENGLISH, FOLDER

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "webapp" / FOLDER
FUNCTIONS: dict[str, Any] = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
COMMENTS = ("Translators:",)
JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "trimmed": "true", "silent": "false"}
SOURCES: tuple[tuple[str, list[tuple[str, str]], dict[str, dict[str, Any]]], ...] = (
    ("webapp", [("**.py", "python")], {}),
    ("templates", [("**.html", "jinja2"), ("**.txt", "jinja2")], {"**": JINJA}),
)


def register(app: Flask) -> None:
    """Give the app the command `flask words`."""
    app.cli.add_command(_words_command)


def extracted(root: Path = ROOT) -> Catalog:
    """Every message of the program's modules and templates, untranslated."""
    catalog = Catalog(charset="utf-8")
    for folder, methods, options in SOURCES:
        found = extract_from_dir(
            root / folder,
            methods,
            options,
            keywords=FUNCTIONS,
            comment_tags=COMMENTS,
            strip_comment_tags=True,
        )
        for _path, _line, message, comments, context in found:
            catalog.add(message, auto_comments=comments, context=context)
    return catalog


def renewed(source: bytes, language: str, messages: Catalog) -> bytes:
    """A catalogue as translators edit it, with these messages and with every translation it had for them."""
    catalog = _read(source, language)
    catalog.update(messages, no_fuzzy_matching=True)
    if language == ENGLISH:
        _speak_english(catalog)
    target = BytesIO()
    write_po(target, catalog, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    return target.getvalue().strip() + b"\n"


def compiled(source: bytes, language: str) -> bytes:
    """A catalogue as the program reads it."""
    target = BytesIO()
    write_mo(target, _read(source, language))
    return target.getvalue()


def stale(translations: Path = TRANSLATIONS) -> list[str]:
    """What is not as `extract` and `compile` would write it: paths below the folder of translations."""
    messages, found = extracted(), []
    for language, source in _sources(translations):
        text, binary = source.read_bytes(), source.with_suffix(".mo")
        if text != renewed(text, language, messages):
            found.append(source)
        if not binary.exists() or binary.read_bytes() != compiled(text, language):
            found.append(binary)
    return [path.relative_to(translations).as_posix() for path in found]


def extract(translations: Path = TRANSLATIONS, *, new: tuple[str, ...] = ()) -> None:
    """Write the messages of today into every `messages.po`, and into an empty one for each new language."""
    for language in new:
        source = translations / language / "LC_MESSAGES" / "messages.po"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.touch()
    messages = extracted()
    for language, source in _sources(translations):
        source.write_bytes(renewed(source.read_bytes(), language, messages))


def compile_all(translations: Path = TRANSLATIONS) -> None:
    """Write every `messages.mo` from the `messages.po` beside it."""
    for language, source in _sources(translations):
        source.with_suffix(".mo").write_bytes(compiled(source.read_bytes(), language))


@click.group("words")
def _words_command() -> None:
    """The words that pages, mails and messages say, in every language."""


@_words_command.command("extract")
@click.argument("new", nargs=-1, metavar="[LANGUAGE]...")
def _extract_command(new: tuple[str, ...]) -> None:
    """Collect the messages of the program into every catalogue; a LANGUAGE that has none gets one."""
    extract(new=new)


@_words_command.command("compile")
def _compile_command() -> None:
    """Make what the program reads from what translators edit."""
    compile_all()


@_words_command.command("check")
def _check_command() -> None:
    """Fail when a catalogue is not as `extract` and `compile` would write it."""
    if found := stale():
        raise click.ClickException(f"Run `flask words extract` and `compile`: {', '.join(found)}")


class _Catalogue(Catalog):
    """Its headers say how to read it, and not who wrote it with which program and when."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]

    @mime_headers.setter
    def mime_headers(self, value: Iterable[tuple[str, str]]) -> None:
        self._set_mime_headers(value)


def _read(source: bytes, language: str) -> Catalog:
    catalog = _Catalogue(locale=language, charset="utf-8", header_comment="", fuzzy=False)
    for message in read_po(BytesIO(source), locale=language, charset="utf-8"):
        if message.id:
            catalog[message.id] = message
    return catalog


def _sources(translations: Path) -> Iterator[tuple[str, Path]]:
    for source in sorted(translations.glob("*/LC_MESSAGES/messages.po")):
        yield source.parent.parent.name, source


def _speak_english(catalog: Catalog) -> None:
    """Messages are written in English: the catalogue repeats their plurals, for whoever starts a translation here."""
    for message in catalog:
        if message.pluralizable:
            message.string = message.id
