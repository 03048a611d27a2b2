"""Environment variables as typed values. What each setting accepts is tested with the settings."""

import pytest

from webapp.lib.variables import SettingError, boolean, choice, is_address, is_host_name, number, several


def test_a_variable_that_is_absent_has_its_default() -> None:
    assert number({}, "PORT", default=8000, lowest=1, highest=65535) == 8000
    assert boolean({}, "ON", default=True) is True
    assert choice({}, "KIND", default="demo", among=("demo", "test")) == "demo"


@pytest.mark.parametrize("value", ["0", "65536", "1e3", " 80", "٣", "0x50", ""])
def test_what_is_no_number_within_the_limits_is_refused_by_name(value: str) -> None:
    with pytest.raises(SettingError, match="PORT must be a whole number from 1 to 65535"):
        number({"PORT": value}, "PORT", default=8000, lowest=1, highest=65535)


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        ("true", True),
        ("YES", True),
        ("1", True),
        ("on", True),
        ("False", False),
        ("0", False),
        ("off", False),
    ],
)
def test_yes_and_no_have_several_words(value: str, meaning: bool) -> None:
    assert boolean({"ON": value}, "ON", default=not meaning) is meaning


def test_a_word_that_is_neither_yes_nor_no_is_refused_by_name() -> None:
    with pytest.raises(SettingError, match="ON must be true or false, not 'maybe'"):
        boolean({"ON": "maybe"}, "ON", default=True)


def test_a_choice_that_is_not_offered_is_refused_by_name() -> None:
    with pytest.raises(SettingError, match="KIND must be one of demo, test, not 'live'"):
        choice({"KIND": "live"}, "KIND", default="demo", among=("demo", "test"))


@pytest.mark.parametrize("text", ["localhost", "mail.example.com", "MX-1.example", "_smtp.lan"])
def test_host_names(text: str) -> None:
    assert is_host_name(text)
    assert not is_address(text)


@pytest.mark.parametrize("text", ["127.1", "a b", "example.com.", "-a.example", "a" * 64, "", "10.0.0.0/8"])
def test_what_is_no_host_name(text: str) -> None:
    assert not is_host_name(text)


@pytest.mark.parametrize("text", ["127.0.0.1", "::1"])
def test_addresses(text: str) -> None:
    assert is_address(text)


def test_a_list_is_read_without_what_is_empty() -> None:
    assert several({"KEYS": "one, two,,"}, "KEYS", shortest=3) == ("one", "two")
    assert several({}, "KEYS", shortest=3) == ()


def test_a_value_of_a_list_that_is_too_short_is_refused() -> None:
    with pytest.raises(SettingError, match="KEYS: each must have 4 letters or more"):
        several({"KEYS": "long enough, two"}, "KEYS", shortest=4)
