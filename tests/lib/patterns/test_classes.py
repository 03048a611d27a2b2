"""What is between brackets."""

import pytest

from webapp.errors import InvalidInput
from webapp.lib.patterns import classes
from webapp.lib.patterns.code_points import DIGITS
from webapp.lib.patterns.source import DEEPEST, Source


def taken(contents: str) -> classes.Members:
    return classes.members(Source(contents + "]"))


def test_single_characters_and_ranges_are_joined() -> None:
    assert taken("a-cx").points.ranges == ((97, 99), (120, 120))


def test_one_set_is_taken_from_another() -> None:
    assert taken("[a-d]--[b]--c").points.ranges == ((97, 97), (100, 100))


def test_what_two_sets_have_in_common() -> None:
    assert taken(r"\w&&\d").points == DIGITS


def test_strings_stand_beside_characters() -> None:
    found = taken(r"\q{ab|c|}d")

    assert found.points.ranges == ((99, 100),)
    assert found.strings == {"ab", ""}


def test_no_class_with_strings_is_turned_around() -> None:
    with pytest.raises(InvalidInput, match="pattern.invalid"):
        taken(r"^\q{ab}")


def test_a_missing_backslash_is_named_with_its_place() -> None:
    with pytest.raises(InvalidInput) as refused:
        taken("a-z-")

    assert refused.value.code == "pattern.needs_backslash"
    assert refused.value.values == {"at": 4, "character": "-"}


def test_classes_are_not_nested_beyond_measure() -> None:
    assert taken("[" * (DEEPEST - 1) + "a" + "]" * (DEEPEST - 1)).points.ranges == ((97, 97),)
    with pytest.raises(InvalidInput, match="pattern.too_large"):
        taken("[" * DEEPEST + "a" + "]" * DEEPEST)


def test_a_letter_that_names_no_class_is_not_read() -> None:
    source = Source("n")

    assert classes.shorthand(source) is None
    assert source.at == 0
