"""Words for people, in the language of whoever reads them.

Whatever a page, a mail or a message of ours says goes through `gettext` or `ngettext`; a new language is a new
catalogue in `webapp/translations/` and no line of code. A language without a catalogue reads English. The API, the
commands and the logs speak plain English and do not come through here.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, g
from flask_babel import Babel, force_locale, gettext, lazy_gettext, ngettext

__all__ = ["ENGLISH", "gettext", "init_app", "lazy_gettext", "ngettext", "speak", "spoken_in"]

ENGLISH = "en"

_babel = Babel()


def init_app(app: Flask) -> None:
    """Let gettext ask each request for its reader, and give templates `_` and `ngettext`."""
    _babel.init_app(
        app,
        default_translation_directories="translations",
        locale_selector=lambda: g.get("language", ENGLISH),
    )


def speak(language: str) -> None:
    """From here on this request is answered in a language, such as `de` or `de_AT`."""
    g.language = language


@contextmanager
def spoken_in(language: str) -> Iterator[None]:
    """Within this block words are in another language: a mail is read by somebody else than who caused it."""
    with force_locale(language):
        yield
