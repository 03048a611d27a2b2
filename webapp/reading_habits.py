"""In which language whoever sent this request reads. Both doors for people and the error pages ask here."""

from babel import Locale, UnknownLocaleError
from flask import request

from webapp import words
from webapp.services.configurations.document import LANGUAGES


def browser_locale() -> str:
    """The first of the browser's languages that we know. It reads no form, so it works for every request."""
    # Not `accept_languages.best_match`: of "de-AT, en" it finds English first.
    known = (supported_locale(tag) for tag in request.accept_languages.values())
    return next(filter(None, known), words.ENGLISH)


def named_languages(present: str = "") -> list[tuple[str, str]]:
    """The languages that can be chosen, each by its own name, sorted by it; with the region of the present locale."""
    codes = {*LANGUAGES, *words.languages(), *filter(None, [present])}
    named = {code: words.locale(code).get_display_name() or code for code in codes}
    return sorted(named.items(), key=lambda choice: choice[1].casefold())


def supported_locale(tag: str) -> str | None:
    """The locale of a language tag; None for one we do not know. `en-GB` keeps its region: there it is 14:00."""
    language, _, region = tag.replace("_", "-").partition("-")
    if language.lower() not in {*LANGUAGES, *words.languages()}:
        return None
    try:
        return str(Locale(language.lower(), region.upper() or None))
    except (UnknownLocaleError, ValueError):
        return language.lower()
