"""Text from outside is cleaned, or refused with the field's path."""

from datetime import date

import pytest

from webapp.errors import InvalidInput
from webapp.lib import text


def refusal(value: str, *, at_most: int = 10, required: bool = False, lines: bool = False) -> str:
    with pytest.raises(InvalidInput) as refused:
        text.clean(value, field="guest.name", at_most=at_most, required=required, lines=lines)
    assert refused.value.field == "guest.name"
    return refused.value.code


def test_spaces_around_it_are_taken_off_and_letters_composed() -> None:
    assert text.clean("  Zo\u0065\u0308 ", field="name", at_most=10) == "Zo\u00eb"


@pytest.mark.parametrize(
    "ending", ["\r\n", "\r", "\u2028", "\u2029"], ids=["CRLF", "CR", "line separator", "paragraph separator"]
)
def test_every_kind_of_line_break_becomes_one(ending: str) -> None:
    assert text.clean(f"one{ending}two", field="more", at_most=10, lines=True) == "one\ntwo"


@pytest.mark.parametrize("value", ["a\nb", "a\tb", "a\0b", "a\x85b", "a\u2028b", "a\ud800b"])
def test_a_single_line_holds_no_control_character(value: str) -> None:
    assert refusal(value) == "text.control_characters"


def test_lines_hold_tabs_but_no_other_control_character() -> None:
    assert text.clean("a\tb", field="more", at_most=10, lines=True) == "a\tb"
    assert refusal("a\0b", lines=True) == "text.control_characters"


def test_what_is_too_long_is_measured_after_cleaning() -> None:
    assert text.clean("x" * 10 + "   ", field="name", at_most=10) == "x" * 10
    assert refusal("x" * 11) == "text.too_long"


def test_spaces_alone_are_no_answer() -> None:
    assert refusal("   ", required=True) == "value.missing"


def test_an_address_stays_as_typed_but_for_the_case_of_its_domain() -> None:
    assert text.email(" Maya.L@Example.COM ", field="email") == "Maya.L@example.com"


@pytest.mark.parametrize(
    "value",
    [
        "maya",
        "maya@",
        "@example.com",
        "maya@example.com, b@example.com",
        "<m@example.com>",
        "prïya@example.com",
    ],
)
def test_what_no_mail_can_be_written_to_is_no_address(value: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        text.email(value, field="email")

    assert refused.value.code == "email.invalid"


@pytest.mark.parametrize("value", ["", "Mars/Olympus", "utc", "localtime", "../UTC", "Europe/Berlin\n"])
def test_a_zone_is_one_that_the_iana_lists(value: str) -> None:
    assert text.zone("Europe/Berlin", field="timezone") == "Europe/Berlin"
    with pytest.raises(InvalidInput):
        text.zone(value, field="timezone")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "example.com",
        "ftp://example.com",
        "javascript:alert(1)",
        "https://",
        "https://me@example.com",
        "https://a b",
        "http://[::1",
    ],
)
def test_a_web_address_is_absolute_and_names_nobody(value: str) -> None:
    assert text.web_address("https://example.com/a?b=c", field="url") == "https://example.com/a?b=c"
    with pytest.raises(InvalidInput):
        text.web_address(value, field="url")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://\u4f8b\u3048.example/", "https://xn--r8jz45g.example/"),
        ("https://B\u00fccher.Example:8443/x", "https://xn--bcher-kva.example:8443/x"),
        (
            "https://example.com/gr\u00fc\u00dfe?q=\u00fc#\u00e4",
            "https://example.com/gr%C3%BC%C3%9Fe?q=%C3%BC#%C3%A4",
        ),
        ("https://fa\u00df.example/:booking_ref", "https://xn--fa-hia.example/:booking_ref"),
    ],
)
def test_a_web_address_of_any_script_is_kept_in_ascii(typed: str, kept: str) -> None:
    assert text.web_address(typed, field="url") == kept


@pytest.mark.parametrize("value", ["https://\u2024.example/", "https://xn--.\u00fc/", "https://a..\u00fc/"])
def test_a_host_that_no_name_server_could_know_is_refused(value: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        text.web_address(value, field="url")

    assert refused.value.code == "web_address.invalid"


def test_what_is_far_too_long_is_measured_before_cleaning() -> None:
    assert refusal(" " * 41) == "text.too_long"


def test_a_letter_has_as_many_marks_as_people_write() -> None:
    vietnamese, pile = "e\u0302\u0301", "e" + "\u0301" * 31

    assert text.clean(vietnamese, field="name", at_most=40) == "\u1ebf"
    assert refusal(pile, at_most=40) == "text.too_many_marks"


def test_what_nobody_sees_is_no_name() -> None:
    assert refusal("\u200b\u2060", required=True) == "value.missing"
    assert text.clean("Maya\u202e \u200b", field="name", at_most=10) == "Maya"


def test_a_date_has_one_form() -> None:
    assert text.date_of("2027-03-14") == date(2027, 3, 14)


@pytest.mark.parametrize("value", ["", "2027-02-30", "20270314", "2027-3-14", "٢٠٢٧-03-14", "2027-03-14\n"])
def test_what_names_no_day_in_that_form_is_no_date(value: str) -> None:
    assert text.date_of(value) is None


def test_of_a_text_from_elsewhere_is_kept_what_a_database_takes() -> None:
    assert text.kept("a\0b\ud800cdé", 5) == "ab?cd"
