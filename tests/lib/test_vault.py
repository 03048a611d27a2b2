"""Secrets that must be read again are stored encrypted under SECRET_KEY."""

import pytest
from cryptography.fernet import InvalidToken
from flask import Flask

from webapp.lib import vault


def test_what_was_encrypted_can_be_read_again(sqlite_app: Flask) -> None:
    assert vault.decrypt(vault.encrypt("geheim: ä")) == "geheim: ä"


def test_the_same_secret_looks_different_each_time_and_never_like_itself(sqlite_app: Flask) -> None:
    first, second = vault.encrypt("secret"), vault.encrypt("secret")

    assert first != second
    assert b"secret" not in first


def test_another_secret_key_opens_nothing(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = vault.encrypt("secret")
    monkeypatch.setitem(sqlite_app.config, "SECRET_KEY", "another")

    with pytest.raises(InvalidToken):
        vault.decrypt(stored)


def test_an_old_key_still_reads_and_never_writes(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    stored, old = vault.encrypt("secret"), sqlite_app.config["SECRET_KEY"]
    monkeypatch.setitem(sqlite_app.config, "SECRET_KEY", "another")
    monkeypatch.setitem(sqlite_app.config, "OPENSLOT_OLD_SECRET_KEYS", (old,))

    assert vault.decrypt(stored) == "secret"
    renewed = vault.renewed(stored)

    monkeypatch.setitem(sqlite_app.config, "OPENSLOT_OLD_SECRET_KEYS", ())
    assert vault.decrypt(renewed) == "secret"
