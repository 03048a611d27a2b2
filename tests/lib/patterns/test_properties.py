"""Unicode properties by every name that is known."""

import pytest

from webapp.errors import InvalidInput
from webapp.lib.patterns import engine, properties
from webapp.lib.patterns.code_points import ALL, SURROGATES, CodePoints
from webapp.lib.patterns.scripts import LONG_NAMES
from webapp.lib.patterns.source import Source


def named(name: str) -> CodePoints:
    return properties.escape(Source(f"{{{name}}}"))


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Lu", "Uppercase_Letter"),
        ("Lu", "gc=Lu"),
        ("Lu", "General_Category=Uppercase_Letter"),
        ("Nd", "digit"),
        ("Script=Greek", "sc=Greek"),
        ("Script=Greek", "sc=Grek"),
        ("Script=Inherited", "sc=Qaai"),
        ("Cn", "Unassigned"),
    ],
)
def test_a_property_has_several_names(name: str, same: str) -> None:
    assert named(name) == named(same)


def test_every_script_with_a_short_name_is_known() -> None:
    assert [name for name in LONG_NAMES.values() if not engine.knows_property(name)] == []


def test_a_script_is_the_range_that_unicode_gives_it() -> None:
    assert named("Script=Ogham").ranges == ((0x1680, 0x169C),)


def test_categories_divide_all_code_points_among_themselves() -> None:
    joined = CodePoints()
    for category in ("L", "M", "N", "P", "S", "Z", "C"):
        assert not (joined & named(category) - SURROGATES).ranges
        joined |= named(category)

    assert joined == ALL == named("Any") == named("Assigned") | named("Cn")


@pytest.mark.parametrize(
    "name", ["", "Greek", "lu", "Script=L", "Script=Any", "Alphabetic", "scx=Greek", "gc=Greek", "Lu="]
)
def test_an_unknown_property_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        named(name)

    assert (refused.value.code, refused.value.values["name"]) == ("pattern.unknown_property", name)


@pytest.mark.parametrize("braces", ["", "L", "{L", "L}"])
def test_a_property_stands_in_braces(braces: str) -> None:
    with pytest.raises(InvalidInput, match="pattern.invalid"):
        properties.escape(Source(braces))
