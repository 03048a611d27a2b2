import pytest

from webapp.lib.pasted_addresses import pasted

JONAS, ANA = ("Jonas", "jonas@example.com"), ("", "ana@example.com")


@pytest.mark.parametrize(
    "text",
    [
        "Jonas <jonas@example.com>, ana@example.com",
        "Jonas <jonas@example.com>; ana@example.com;",
        "Jonas <jonas@example.com>\r\n\r\nana@example.com\n",
        ' "Jonas" <jonas@example.com> ,, <ana@example.com>',
    ],
)
def test_people_are_parted_by_commas_semicolons_and_lines(text: str) -> None:
    assert pasted(text) == [JONAS, ANA]


@pytest.mark.parametrize(
    "text", ['"Lindqvist, Maya" <maya@example.com>', "Lindqvist, Maya <maya@example.com>"]
)
def test_a_comma_in_a_name_parts_nobody(text: str) -> None:
    assert pasted(text) == [("Lindqvist, Maya", "maya@example.com")]


def test_what_is_no_address_is_kept_so_that_it_can_be_named() -> None:
    assert pasted("jonas, ana@example.com") == [("", "jonas"), ANA]
    assert pasted("ana@example.com, jonas") == [ANA, ("", "jonas")]
    assert pasted("Jonas <jonas@example.com> x") == [("", "Jonas <jonas@example.com> x")]


def test_nothing_is_nobody() -> None:
    assert pasted(" \n,;") == []


def test_a_long_text_of_signs_takes_no_time() -> None:
    assert len(pasted('"' * 5_000 + "<" * 5_000)) == 1
    assert pasted("@," * 5_000)[0] == ("", "@")
