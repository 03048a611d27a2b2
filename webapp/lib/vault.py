"""Encrypt, under SECRET_KEY, secrets that must be read again: webhook secrets and calendar passwords.

A secret that must only be recognised is hashed instead: see `signature.digest`.
"""

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


def encrypt(secret: str) -> bytes:
    """The token to store for a secret."""
    return _fernet().encrypt(secret.encode())


def decrypt(token: bytes) -> str:
    """The secret behind a stored token. Raises cryptography's InvalidToken when SECRET_KEY has changed."""
    return _fernet().decrypt(token).decode()


def _fernet() -> Fernet:
    key = str(current_app.config["SECRET_KEY"]).encode()
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"openslot vault").derive(key)
    return Fernet(base64.urlsafe_b64encode(derived))
