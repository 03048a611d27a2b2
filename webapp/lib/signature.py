"""Tokens, digests and signatures: made, and compared in constant time."""

import base64
import hashlib
import hmac
import secrets


def new_token(bits: int = 256) -> str:
    """A random token in base64url without padding."""
    return base64.urlsafe_b64encode(secrets.token_bytes(bits // 8)).rstrip(b"=").decode()


def digest(token: str) -> str:
    """What is stored of a token: its sha256 in hex. A token of 256 random bits needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign(body: bytes, *, secret: str) -> str:
    """Lower-case hex HMAC-SHA256 over the exact bytes (wire contract section 9, `X-Nylas-Signature`)."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def equal(given: str, wanted: str) -> bool:
    """Compare two secrets without telling by the time taken where they differ."""
    return hmac.compare_digest(given.encode(), wanted.encode())
