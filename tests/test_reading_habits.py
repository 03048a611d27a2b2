"""In which language whoever sent a request reads."""

import pytest
from flask import Flask

from webapp.reading_habits import browser_locale, named_languages, supported_locale


@pytest.mark.parametrize(
    ("accepted", "locale"),
    [
        ("de-AT, en;q=0.5", "de_AT"),
        ("en;q=0.5, fr", "fr"),
        ("xx, sv;q=0.3", "sv"),
        ("xx", "en"),
        ("", "en"),
        ("*", "en"),
    ],
)
def test_the_first_language_of_the_browser_that_we_know_counts(
    sqlite_app: Flask, accepted: str, locale: str
) -> None:
    with sqlite_app.test_request_context(headers={"Accept-Language": accepted}):
        assert browser_locale() == locale


@pytest.mark.parametrize(
    ("tag", "locale"),
    [("en-GB", "en_GB"), ("EN_gb", "en_GB"), ("de-XX", "de"), ("xx", None), ("", None), ("-", None)],
)
def test_a_region_stays_where_its_habits_are_known(sqlite_app: Flask, tag: str, locale: str | None) -> None:
    with sqlite_app.test_request_context():
        assert supported_locale(tag) == locale


def test_languages_are_named_by_themselves_with_the_region_of_whoever_has_one(sqlite_app: Flask) -> None:
    named = dict(named_languages("en_GB"))

    assert (named["de"], named["en"], named["en_GB"]) == ("Deutsch", "English", "English (United Kingdom)")
    assert "en_GB" not in dict(named_languages())
