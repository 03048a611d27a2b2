"""What nobody sees is taken out of a text, but for what a script or an emoji needs."""

import pytest

from webapp.lib.invisible import without_invisible

DECEIVING = {
    "right-to-left override": "\u202e",
    "left-to-right override": "\u202d",
    "embedding": "\u202b",
    "isolate": "\u2067",
    "end of isolate": "\u2069",
    "right-to-left mark": "\u200f",
    "Arabic letter mark": "\u061c",
    "zero-width space": "\u200b",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "combining grapheme joiner": "\u034f",
    "Hangul filler": "\u3164",
    "tag": "\U000e0041",
    "joiner between Latin letters": "\u200d",
    "non-joiner between Latin letters": "\u200c",
}


@pytest.mark.parametrize("character", DECEIVING.values(), ids=DECEIVING)
def test_what_can_deceive_is_taken_out(character: str) -> None:
    assert without_invisible(f"Priy{character}a") == "Priya"


NEEDED = {
    "Persian": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "Malayalam at the end of a word": "\u0d05\u0d35\u0d28\u0d4d\u200d",
    "Sinhala": "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "an astronaut with a skin": "\U0001f469\U0001f3fd\u200d\U0001f680",
    "a burning heart": "\u2764\ufe0f\u200d\U0001f525",
    "the flag of Scotland": "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "an Arabic number sign": "\u0600\u0661",
    "Hebrew": "\u05e9\u05dc\u05d5\u05dd Maya",
    "old Korean": "\u115f\u1161",
}


@pytest.mark.parametrize("text", NEEDED.values(), ids=NEEDED)
def test_what_a_script_or_an_emoji_needs_is_kept(text: str) -> None:
    assert without_invisible(text) == text


def test_a_joiner_is_needed_once() -> None:
    assert without_invisible("\u0645\u200c\u200c\u200c\u062e") == "\u0645\u200c\u062e"


@pytest.mark.parametrize(
    "text",
    ["\u200b\u200b", "\u2800", "\u115f", "\u3164", "\ufe0f", "\u00a0\u3000", "\u202e \u202c", "\u200d"],
)
def test_a_text_of_which_nothing_is_seen_is_empty(text: str) -> None:
    assert without_invisible(text) == ""
