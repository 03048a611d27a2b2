"""Fingerprints: whether something is still as it was when the work was done."""

import hashlib


def digest(*parts: bytes) -> str:
    """One fingerprint of several byte strings."""
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
