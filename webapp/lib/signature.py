"""Tokens, digests and signatures: made, and compared in constant time."""

import hashlib
import hmac
import secrets

from webapp.lib import base64url


def new_token(bits: int = 256) -> str:
    """A random token in base64url without padding."""
    return base64url.encode(secrets.token_bytes(bits // 8))


def is_token(given: str, bits: int = 256) -> bool:
    """Whether a text has the form of `new_token(bits)`."""
    try:
        return len(base64url.decode(given)) == bits // 8
    except ValueError:
        return False


def digest(token: str) -> str:
    """The sha256 of a token in hex, which is stored instead of it. 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign(body: bytes, *, secret: str) -> str:
    """Lower-case hex HMAC-SHA256 over the exact bytes (wire contract section 9, `X-Nylas-Signature`)."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def equal(given: str, expected: str) -> bool:
    """Compare two secrets in constant time: how long it takes does not show where they differ."""
    return hmac.compare_digest(given.encode(), expected.encode())
