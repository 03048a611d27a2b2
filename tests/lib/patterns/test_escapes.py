"""What a backslash means."""

import pytest

from webapp.errors import InvalidInput
from webapp.lib.patterns import escapes
from webapp.lib.patterns.source import Source


@pytest.mark.parametrize(
    ("escape", "code_point"),
    [
        ("n", 10),
        ("0", 0),
        ("cJ", 10),
        ("x41", 65),
        ("u0041", 65),
        ("u{1F600}", 0x1F600),
        ("/", 47),
        (".", 46),
    ],
)
def test_an_escape_means_one_code_point(escape: str, code_point: int) -> None:
    assert escapes.character(Source(escape)) == code_point


def test_two_halves_of_a_pair_are_one_character() -> None:
    assert escapes.character(Source(r"ud83d\ude00")) == 0x1F600


@pytest.mark.parametrize("second", ["", "x", r"\u0041", r"\u{de00}"])
def test_half_a_pair_stays_half(second: str) -> None:
    source = Source("ud83d" + second)

    assert escapes.character(source) == 0xD83D
    assert source.at == 5


def test_more_may_be_escaped_where_it_is_said() -> None:
    assert escapes.character(Source("-"), also="-") == 45


@pytest.mark.parametrize("escape", ["", "-", "a", "c", "c1", "00", "x4", "u004", "u{}", "u{110000}", "u{41"])
def test_an_escape_that_means_nothing_is_refused(escape: str) -> None:
    with pytest.raises(InvalidInput, match="pattern.invalid"):
        escapes.character(Source(escape))
