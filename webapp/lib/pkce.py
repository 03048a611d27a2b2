"""PKCE: whoever asks for a code proves with a secret that they also asked for the sign-in (RFC 7636).

Three spellings of the digest are taken. Base64url of its 32 bytes is the standard one; the Nylas editor and SDKs send
base64url of its text in hex (wire contract section 12), and the contract's own example is that text.
"""

import hashlib
import re

from webapp.lib import base64url, signature

VERIFIER_AT_MOST = 128
# The Nylas clients' verifiers have 36 characters, so that the 43 of the RFC are not asked for.
_CHALLENGE = re.compile(r"[A-Za-z0-9._~-]{43,128}")


def is_challenge(text: str) -> bool:
    """Whether a text has the form of a challenge."""
    return _CHALLENGE.fullmatch(text) is not None


def challenge_of(verifier: str) -> str:
    """The challenge of this verifier in the standard spelling, with the method S256."""
    return base64url.encode(hashlib.sha256(verifier.encode()).digest())


def is_answer(verifier: str, *, to: str) -> bool:
    """Whether the challenge `to` was made from this verifier, with the method S256."""
    if not verifier or len(verifier) > VERIFIER_AT_MOST:
        return False
    in_hex = hashlib.sha256(verifier.encode()).hexdigest()
    spellings = (challenge_of(verifier), base64url.encode(in_hex.encode()), in_hex)
    return any(signature.equal(to, spelling) for spelling in spellings)
