"""An address that anybody on the internet can reach is told from one that only this network knows."""

import pytest

from webapp.lib.public_origin import is_public


@pytest.mark.parametrize(
    "origin",
    ["https://book.example.com", "https://book.example.com:8443", "https://xn--bcher-kva.example.org"],
)
def test_an_encrypted_address_with_a_public_name_is_public(origin: str) -> None:
    assert is_public(origin)


@pytest.mark.parametrize(
    "origin",
    [
        "http://book.example.com",
        "https://localhost",
        "https://bookings",
        "https://book.local",
        "https://book.home.arpa",
        "https://book.internal.",
        "https://203.0.113.7",
        "https://[2001:db8::7]:8443",
    ],
)
def test_any_other_is_not(origin: str) -> None:
    assert not is_public(origin)
