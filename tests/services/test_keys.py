"""After the secret key was changed, everything that is kept encrypted is encrypted anew."""

import json
from typing import Any

import pytest
from cryptography.fernet import InvalidToken
from flask import Flask

from tests.builders import NOW, WEBHOOK_SECRET, make_webhook, reread
from tests.fake_provider import PASSWORD
from tests.promises import promise_mail
from webapp.extensions import db, transaction
from webapp.lib import vault
from webapp.models import Grant, OutboxEntry
from webapp.services import keys
from webapp.services.calendars import connecting
from webapp.services.promises import archive


@pytest.fixture
def new_key(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Change the key, and keep the old one for reading, or drop it."""

    def change(*, keep: bool) -> None:
        old = [app.config["SECRET_KEY"]] if keep else []
        monkeypatch.setitem(app.config, "SECRET_KEY", "another key of the tests")
        monkeypatch.setitem(app.config, "OPENSLOT_OLD_SECRET_KEYS", old)

    return change


def test_all_of_it_can_be_read_without_the_old_key(
    app: Flask, grant_elsewhere: Grant, new_key: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhook, entry_id = make_webhook(), promise_mail()
    with transaction() as session:
        session.get_one(OutboxEntry, entry_id).settled_at = NOW
    archive.tidy(now=NOW)
    new_key(keep=True)

    assert keys.rotate() == keys.Rotated(renewed=3, unreadable=0)

    monkeypatch.setitem(app.config, "OPENSLOT_OLD_SECRET_KEYS", [])
    assert vault.decrypt(reread(webhook).encrypted_secret) == WEBHOOK_SECRET
    assert connecting.access_of(reread(grant_elsewhere)).secret["password"] == PASSWORD
    sealed = db.session.get_one(OutboxEntry, entry_id, populate_existing=True).sealed
    assert sealed is not None
    assert json.loads(vault.decrypt(sealed))


def test_what_no_key_opens_is_counted_and_stays(app: Flask, new_key: Any) -> None:
    webhook = make_webhook()
    before = webhook.encrypted_secret
    new_key(keep=False)

    assert keys.rotate() == keys.Rotated(renewed=0, unreadable=1)

    assert reread(webhook).encrypted_secret == before
    with pytest.raises(InvalidToken):
        vault.decrypt(before)


def test_it_is_done_in_parts(app: Flask, new_key: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "AT_ONCE", 2)
    for number in range(5):
        make_webhook(f"https://hooks.example.org/{number}")
    new_key(keep=True)

    assert keys.rotate().renewed == 5
