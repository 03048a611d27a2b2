"""Which addresses can be registered, and which one is meant."""

import pytest

from webapp.errors import InvalidInput
from webapp.lib import redirect_addresses

WEB = "https://app.example.com/signed-in"
LOCAL = "http://127.0.0.1/back"


@pytest.mark.parametrize(
    "address",
    [
        WEB,
        f"{WEB}?from=openslot",
        "http://localhost:3000",
        "http://[::1]:8080/back",
        "https://app.example.com:8443/",
    ],
)
def test_a_whole_address_can_be_registered(address: str) -> None:
    assert redirect_addresses.check(address, any_port=False, field="url") == address


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "redirect_uri.invalid"),
        ("/signed-in", "redirect_uri.invalid"),
        ("javascript:alert(1)", "redirect_uri.invalid"),
        ("app://signed-in", "redirect_uri.invalid"),
        ("https://", "redirect_uri.invalid"),
        ("https://*.example.com/", "redirect_uri.invalid"),
        ("https://maya@app.example.com/", "redirect_uri.invalid"),
        (f"{WEB}#part", "redirect_uri.invalid"),
        (f"{WEB} ", "redirect_uri.invalid"),
        (f"{WEB}\n", "redirect_uri.invalid"),
        ("https:\\\\app.example.com", "redirect_uri.invalid"),
        ("https://app.example.com:99999/", "redirect_uri.invalid"),
        ("https://app.example.com:0/", "redirect_uri.invalid"),
        ("https://[::1/", "redirect_uri.invalid"),
        ("https://büro.example/", "redirect_uri.invalid"),
        ("http://app.example.com/", "redirect_uri.not_safe"),
        ("http://127.0.0.1.example.com/", "redirect_uri.not_safe"),
        (f"https://app.example.com/{'a' * 1000}", "text.too_long"),
    ],
)
def test_what_is_none_or_is_not_safe_cannot_be_registered(address: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        redirect_addresses.check(address, any_port=False, field="url")

    assert (refusal.value.code, refusal.value.field) == (code, "url")


@pytest.mark.parametrize("address", [WEB, "https://127.0.0.1/back"])
def test_any_port_is_for_the_readers_own_machine(address: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        redirect_addresses.check(address, any_port=True, field="url")

    assert refusal.value.code == "redirect_uri.not_local"


@pytest.mark.parametrize(
    "asked",
    [
        f"{WEB}/",
        f"{WEB}?a=b",
        f"{WEB}#",
        WEB.upper(),
        WEB.replace("https", "http"),
        "https://app.example.com:443/signed-in",
        "https://app.example.com/signed-in/../signed-in",
        "https://app.example.com.evil.example/signed-in",
        "https://app.example.com@evil.example/signed-in",
        "https://app.example.com/Signed-in",
        "https://app.example.com/signed%2Din",
    ],
)
def test_an_address_is_compared_letter_by_letter(asked: str) -> None:
    assert not redirect_addresses.is_same(asked, WEB, any_port=False)


@pytest.mark.parametrize("asked", [LOCAL, "http://127.0.0.1:1/back", "http://127.0.0.1:49152/back"])
def test_a_program_on_the_readers_machine_may_have_any_port(asked: str) -> None:
    assert redirect_addresses.is_same(asked, LOCAL, any_port=True)


def test_the_port_that_was_registered_may_be_another_one() -> None:
    assert redirect_addresses.is_same("http://[::1]:5/", "http://[::1]:4/", any_port=True)


@pytest.mark.parametrize(
    "asked",
    [
        "http://127.0.0.1:49152/other",
        "http://127.0.0.1:49152@evil.example/back",
        "http://127.0.0.1:49152:1/back",
        "http://127.0.0.1:/back",
        "http://127.0.0.1.evil.example/back",
        "http://localhost:49152/back",
        "https://127.0.0.1:49152/back",
        "http://127.0.0.1:49152/back\n",
        "http://127.0.0.1:49152/back#",
    ],
)
def test_any_port_is_all_that_may_differ(asked: str) -> None:
    assert not redirect_addresses.is_same(asked, LOCAL, any_port=True)


def test_a_port_differs_only_where_that_was_registered() -> None:
    assert not redirect_addresses.is_same("http://localhost:3001/", "http://localhost:3000/", any_port=False)
