"""A fingerprint shows whether something has changed since it was last used."""

import hashlib


def digest(*parts: bytes) -> str:
    """The fingerprint of several byte strings: sha256 in hex."""
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
