"""A program proves that it began the sign-in: by the standard, and as the Nylas clients do."""

import base64
import hashlib

import pytest

from webapp.lib import pkce

# RFC 7636, appendix B
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
SHORT = "6f1c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f"  # a UUID, as the editor and the SDKs use
IN_HEX = hashlib.sha256(SHORT.encode()).hexdigest()
OF_THE_EDITOR = base64.urlsafe_b64encode(IN_HEX.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("verifier", "challenge"), [(VERIFIER, CHALLENGE), (SHORT, OF_THE_EDITOR), (SHORT, IN_HEX)]
)
def test_the_verifier_that_a_challenge_was_made_from_is_its_answer(verifier: str, challenge: str) -> None:
    assert pkce.is_challenge(challenge)
    assert pkce.is_answer(verifier, to=challenge)


@pytest.mark.parametrize("verifier", ["", CHALLENGE, VERIFIER + "A", VERIFIER.lower(), "é", "a" * 100_000])
def test_nothing_else_is_its_answer(verifier: str) -> None:
    assert not pkce.is_answer(verifier, to=CHALLENGE)


def test_a_verifier_is_no_answer_to_itself() -> None:
    assert not pkce.is_answer(VERIFIER, to=VERIFIER)


@pytest.mark.parametrize("challenge", ["", "a" * 42, "a" * 129, CHALLENGE + "=", CHALLENGE + "\n", "é" * 43])
def test_what_has_another_form_is_no_challenge(challenge: str) -> None:
    assert not pkce.is_challenge(challenge)
