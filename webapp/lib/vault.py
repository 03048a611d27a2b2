"""Encrypt, under SECRET_KEY, what must be read again: webhook secrets, how calendars let us in, forms that wait.

What was encrypted under one of OPENSLOT_OLD_SECRET_KEYS can still be read.

A secret that must only be recognised is hashed instead: see `signature.digest`.
"""

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


def encrypt(secret: str) -> bytes:
    """The token to store for a secret."""
    return _fernet().encrypt(secret.encode())


def decrypt(token: bytes) -> str:
    """The secret behind a stored token. Raises cryptography's InvalidToken when none of the keys opens it."""
    return _fernet().decrypt(token).decode()


def renewed(token: bytes) -> bytes:
    """The token to store instead, under SECRET_KEY. Raises InvalidToken as `decrypt` does."""
    return _fernet().rotate(token)


def _fernet() -> MultiFernet:
    """Encrypts with the first key, and reads with any."""
    keys = (current_app.config["SECRET_KEY"], *current_app.config["OPENSLOT_OLD_SECRET_KEYS"])
    return MultiFernet([_of_key(str(key)) for key in keys])


def _of_key(key: str) -> Fernet:
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"openslot vault")
    return Fernet(base64.urlsafe_b64encode(kdf.derive(key.encode())))
