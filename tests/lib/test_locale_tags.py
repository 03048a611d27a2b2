"""A reader's habits in one tag."""

import pytest

from webapp.lib import locale_tags


@pytest.mark.parametrize(
    ("language", "hour_cycle", "first_day", "spelled"),
    [
        ("de_AT", "", None, "de_AT"),
        ("de", "12", None, "de-u-hc-h12"),
        ("en", "24", 0, "en-u-fw-mon-hc-h23"),
        ("en", "", 6, "en-u-fw-sun"),
    ],
)
def test_a_tag_says_what_it_was_made_of(
    language: str, hour_cycle: str, first_day: int | None, spelled: str
) -> None:
    tag = locale_tags.tag(language, hour_cycle=hour_cycle, first_day=first_day)

    read = locale_tags.language_of(tag), locale_tags.hour_cycle_of(tag), locale_tags.first_day_of(tag)

    assert tag == spelled
    assert read == (language, hour_cycle, first_day)


@pytest.mark.parametrize("tag", ["", "en-u-", "en-u-hc", "en-u-hc-h99-fw-xxx", "en-u-nu-latn"])
def test_what_a_tag_does_not_say_is_as_usual(tag: str) -> None:
    assert (locale_tags.hour_cycle_of(tag), locale_tags.first_day_of(tag)) == ("", None)


def test_habits_stay_in_another_language() -> None:
    assert locale_tags.with_language("de_AT-u-hc-h12", "en") == "en-u-hc-h12"
    assert locale_tags.with_language("de", "en") == "en"
