"""Tokens, digests and signatures."""

import base64

import pytest

from webapp.lib import signature


@pytest.mark.parametrize("bits", [80, 256])
def test_a_token_has_the_given_number_of_random_bits(bits: int) -> None:
    tokens = {signature.new_token(bits) for _ in range(50)}

    assert len(tokens) == 50
    assert {len(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))) for token in tokens} == {bits // 8}


@pytest.mark.parametrize(
    ("given", "is_one"),
    [
        pytest.param(signature.new_token(), True, id="a token"),
        pytest.param(signature.new_token(80), False, id="a short token"),
        ("", False),
        ("x" * 43 + "!", False),
        ("ä" * 43, False),
    ],
)
def test_a_token_is_told_from_other_texts(given: str, is_one: bool) -> None:
    assert signature.is_token(given) is is_one


def test_a_token_needs_no_escape_in_an_address() -> None:
    assert all(letter.isalnum() or letter in "-_" for letter in signature.new_token())


def test_a_digest_is_sha256_in_hex() -> None:
    assert signature.digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_signature_is_hmac_sha256_over_the_exact_bytes() -> None:
    signed = signature.sign(b"what do ya want for nothing?", secret="Jefe")

    assert signed == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"  # RFC 4231, case 2


def test_two_secrets_are_equal_or_not_whatever_letters_they_have() -> None:
    assert signature.equal("schlüssel", "schlüssel")
    assert not signature.equal("schlüssel", "schlussel")
    assert not signature.equal("", "schlüssel")
