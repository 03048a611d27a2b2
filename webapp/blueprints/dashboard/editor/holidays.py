"""The countries whose public holidays are known, and their states or regions, as choices."""

import re
from functools import cache

import holidays
from wtforms import SelectChoice

from webapp import words
from webapp.lib.long_select import Groups
from webapp.words import gettext

_COUNTRY, _REGION = re.compile(r"[A-Z]{2}"), re.compile(r"[A-Z0-9]{1,4}")  # what a document may name


def countries() -> Groups:
    """No country, then all by their names in the reader's language."""
    names = words.locale(None).territories
    named = sorted((str(names.get(code, code)), code) for code in _known())
    return (("", (("", gettext("No country")), *((code, name) for name, code in named))),)


def regions(country: str) -> list[SelectChoice]:
    """The whole country, then its states or regions by the names that are used there."""
    named = sorted((name, code) for code, name in _regions(country).items())
    return [
        SelectChoice("", gettext("The whole country")),
        *(SelectChoice(code, name) for name, code in named),
    ]


def codes_of_regions(country: str) -> frozenset[str]:
    """What a document may name as the subdivision of a country."""
    return frozenset(_regions(country))


@cache
def _known() -> dict[str, list[str]]:
    countries = holidays.list_supported_countries(include_aliases=True)
    return {code: regions for code, regions in countries.items() if _COUNTRY.fullmatch(code)}


@cache
def _regions(country: str) -> dict[str, str]:
    codes = [code for code in _known().get(country, ()) if _REGION.fullmatch(code)]
    if not codes:
        return {}
    aliases = holidays.country_holidays(country, years=[]).get_subdivision_aliases()
    return {code: (aliases.get(code) or [code])[0] for code in codes}
