"""Who looks at a page: in which zone, and with which habits of writing dates. Nothing is remembered."""

from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from flask import request

from webapp import words
from webapp.lib import text
from webapp.services.configurations.document import LANGUAGES


@dataclass(frozen=True, slots=True)
class Visitor:
    """`unknown_zone`: what was asked for and is none. `chose_zone`: whether the address names a zone."""

    zone: str
    locale: str
    chose_zone: bool
    unknown_zone: str | None
    asked_language: str | None

    @property
    def language(self) -> str:
        """The language of the visitor's mails: two letters."""
        return words.locale(self.locale).language

    @property
    def kept(self) -> dict[str, str]:
        """What every link carries along, so that zone and language survive each step."""
        language = {"lang": self.asked_language} if self.asked_language else {}
        return {"timezone": self.zone, **language}


def of_request(*, zone: str) -> Visitor:
    """The visitor of this request; `zone` is what counts until they choose another."""
    asked = request.values.get("timezone", "")
    known = asked in text.zones()
    return Visitor(
        zone=asked if known else zone,
        locale=locale_of_request(),
        chose_zone=known,
        unknown_zone=asked[:64] if asked and not known else None,
        asked_language=_asked_language(),
    )


def locale_of_request() -> str:
    """In which habits this request is answered, and in which words where there is a catalogue."""
    return _asked_language() or browser_locale()


def browser_locale() -> str:
    """The first of the browser's languages that we know. It reads no form, so it can be asked of any request."""
    known = (_supported(tag) for tag in request.accept_languages.values())
    return next(filter(None, known), words.ENGLISH)


def _asked_language() -> str | None:
    asked = request.values.get("lang") or request.values.get("language") or ""
    return _supported(asked)


def _supported(tag: str) -> str | None:
    """`en-GB` and the like are kept whole where their habits are known, so that 14:00 is not 2:00 PM."""
    language, _, region = tag.replace("_", "-").partition("-")
    if language.lower() not in {*LANGUAGES, *words.languages()}:
        return None
    try:
        return str(Locale(language.lower(), region.upper() or None))
    except (UnknownLocaleError, ValueError):
        return language.lower()
