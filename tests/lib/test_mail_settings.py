"""Where mails leave the installation: what is accepted, and what stops the start."""

import pytest

from webapp.lib import mail_settings
from webapp.lib.variables import SettingError

ORIGIN = "https://book.example.org"


@pytest.mark.parametrize("name", ["MAIL_PORT", "MAIL_USERNAME", "MAIL_PASSWORD"])
def test_mail_settings_without_a_server_are_refused(name: str) -> None:
    with pytest.raises(SettingError, match=f"^{name} is set, but MAIL_SERVER is not"):
        mail_settings.read({name: "25"}, base_url=ORIGIN)


@pytest.mark.parametrize(
    "odd",
    [{"MAIL_USE_TLS": "true", "MAIL_USE_SSL": "true"}, {"MAIL_USERNAME": "me"}, {"MAIL_PASSWORD": "pw"}],
)
def test_mail_settings_that_contradict_each_other_are_refused(odd: dict[str, str]) -> None:
    with pytest.raises(SettingError, match="^MAIL_"):
        mail_settings.read({"MAIL_SERVER": "mail.example.org", **odd}, base_url=ORIGIN)


@pytest.mark.parametrize(
    ("base_url", "sender"),
    [
        ("https://book.example.org", "Openslot <openslot@book.example.org>"),
        ("http://127.0.0.1:8000", "Openslot <openslot@localhost>"),
    ],
)
def test_mails_come_from_the_public_host_by_default(base_url: str, sender: str) -> None:
    assert mail_settings.read({}, base_url=base_url)["mail_default_sender"] == sender
