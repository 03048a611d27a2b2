"""What an operator reads who encrypts everything anew."""

import pytest
from flask import Flask

from tests.builders import make_webhook


def test_rotating_keys_says_how_many_secrets_were_encrypted_anew(sqlite_app: Flask) -> None:
    make_webhook()

    answer = sqlite_app.test_cli_runner().invoke(args=["keys", "rotate"])

    assert (answer.exit_code, answer.output) == (0, "1 secrets are encrypted under the present key.\n")


def test_secrets_that_no_key_opens_are_told(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    make_webhook()
    monkeypatch.setitem(sqlite_app.config, "SECRET_KEY", "another key of the tests")

    answer = sqlite_app.test_cli_runner().invoke(args=["keys", "rotate"])

    assert (answer.exit_code, "1 secrets can be read with no key" in answer.output) == (1, True)
