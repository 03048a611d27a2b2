"""Words for people, in the language of whoever reads them.

Whatever a page, a mail or a message of ours says goes through `gettext` or `ngettext`; a new language is a new
catalogue in `webapp/translations/` and no line of code. A language without a catalogue reads English. The API, the
commands and the logs speak plain English and do not come through here.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import flask_babel
from babel import Locale, UnknownLocaleError
from flask import Flask, current_app, g, has_app_context

from webapp.lib import locale_tags

ENGLISH = "en"
FOLDER = "translations"
_LANGUAGES = "openslot.languages"

gettext: Callable[..., str] = flask_babel.gettext
ngettext: Callable[..., str] = flask_babel.ngettext
lazy_gettext: Callable[..., Any] = flask_babel.lazy_gettext  # a string that is made when it is read


def init_app(app: Flask) -> None:
    """Let gettext ask each request for its reader, and give templates `_`, `ngettext` and the names of languages."""
    babel = flask_babel.Babel()  # of this app alone: it remembers the catalogues it has read
    babel.init_app(
        app,
        default_translation_directories=FOLDER,
        locale_selector=lambda: g.get("locale", ENGLISH),
    )
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    for global_ in (language, spoken_locale, text_direction):
        app.add_template_global(global_)
    app.add_template_filter(foreign)
    with app.app_context():
        app.extensions[_LANGUAGES] = frozenset(str(found) for found in babel.list_translations())


def speak(name: str) -> None:
    """From here on this request is answered for a reader of this locale, such as `de`, `de_AT` or `de-u-hc-h12`."""
    g.locale, g.reader = str(locale(name)), name
    flask_babel.refresh()


def has_reader() -> bool:
    """Whether somebody has said for whom this request is answered."""
    return "locale" in g


@contextmanager
def spoken_in(name: str) -> Iterator[None]:
    """Within this block the reader is another: a mail is read by somebody else than who caused it."""
    before = g.get("reader")
    g.reader = name
    try:
        with flask_babel.force_locale(str(locale(name))):
            yield
    finally:
        g.reader = before


def tag(name: str | None = None) -> str:
    """The tag of a reader's habits (`lib/locale_tags.py`) by its name; without a name the present reader's."""
    if name is not None:
        return name
    return (has_app_context() and g.get("reader")) or ENGLISH


def locale(name: str | None = None) -> Locale:
    """A locale by its name, in whichever spelling; without a name the reader's. English where nobody knows it.

    What a name says of clock and week beside the language is for `tag`.
    """
    if name is not None:
        return _known(locale_tags.language_of(name))
    return flask_babel.get_locale() or _known(ENGLISH)


def languages() -> frozenset[str]:
    """The languages that have a catalogue."""
    found: frozenset[str] = current_app.extensions[_LANGUAGES]
    return found


def language() -> str:
    """In which language words come out now, as `lang` in HTML says it: `de`, `pt-BR`."""
    return (_catalogue() or ENGLISH).replace("_", "-")


def text_direction() -> str:
    """In which direction words are written now, as `dir` in HTML says it: `ltr` or `rtl`."""
    return str(locale(language()).text_direction)


def spoken_locale() -> str:
    """The reader's locale where words follow it, else English: for a date among words that cannot be marked."""
    return locale_tags.with_language(tag(), str(locale()) if _catalogue() else ENGLISH)


def foreign(name: str) -> str:
    """The `lang` of a date written for this locale, where the words around it are in another language; else empty."""
    known = locale(name)
    return "" if known.language == locale(language()).language else str(known).replace("_", "-")


def _catalogue() -> str | None:
    reader = flask_babel.get_locale()
    names = (str(reader), reader.language) if reader else ()
    return next((name for name in names if name in languages()), None)


@lru_cache(maxsize=256)
def _known(name: str) -> Locale:
    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale(ENGLISH)
