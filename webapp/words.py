"""Words for people, in the language of whoever reads them.

Whatever a page, a mail or a message of ours says goes through `gettext` or `ngettext`; a new language is a new
catalogue in `webapp/translations/` and no line of code. A language without a catalogue reads English. The API, the
commands and the logs speak plain English and do not come through here.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import flask_babel
from flask import Flask, current_app, g
from flask_babel import gettext, lazy_gettext, ngettext

__all__ = [
    "ENGLISH",
    "FOLDER",
    "init_app",
    "language",
    "speak",
    "spoken_in",
    "gettext",
    "lazy_gettext",
    "ngettext",
]

ENGLISH = "en"
FOLDER = "translations"
_LANGUAGES = "openslot.languages"


def init_app(app: Flask) -> None:
    """Let gettext ask each request for its reader, and give templates `_`, `ngettext` and `language`."""
    babel = flask_babel.Babel()  # of this app alone: it remembers the catalogues it has read
    babel.init_app(
        app,
        default_translation_directories=FOLDER,
        locale_selector=lambda: g.get("language", ENGLISH),
    )
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.add_template_global(language)
    with app.app_context():
        app.extensions[_LANGUAGES] = {str(locale) for locale in babel.list_translations()}


def speak(locale: str) -> None:
    """From here on this request is answered in the language of a locale, such as `de` or `de_AT`."""
    g.language = locale
    flask_babel.refresh()


@contextmanager
def spoken_in(locale: str) -> Iterator[None]:
    """Within this block words are in another language: a mail is read by somebody else than who caused it."""
    with flask_babel.force_locale(locale):
        yield


def language() -> str:
    """In which language words come out now, as `lang` in HTML says it: `de`, `pt-BR`."""
    locale = flask_babel.get_locale()
    names = (str(locale), locale.language) if locale else ()
    spoken = next((name for name in names if name in current_app.extensions[_LANGUAGES]), ENGLISH)
    return spoken.replace("_", "-")
