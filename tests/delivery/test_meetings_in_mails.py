"""Where to meet online, as mails say it."""

import pytest

from tests.promises import a_meeting, mail_payload
from webapp.delivery.rendering import render

pytestmark = pytest.mark.usefixtures("sqlite_app")


def test_a_mail_says_where_to_meet_online() -> None:
    mail = render("guest_booked", mail_payload(meeting=a_meeting()))

    for body in (mail.text, mail.html):
        assert "Jitsi" in body
        assert "https://meet.example.com/1\n" in body
        assert "Password: s3cret" in body


def test_a_mail_of_an_earlier_version_says_nothing_of_a_meeting() -> None:
    payload = mail_payload()
    del payload["values"]["meeting"]

    assert "Jitsi" not in render("guest_booked", payload).text
