"""Mails over real SMTP, read back by Python's own parser and by icalendar."""

import gc
import re
import warnings
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar

from tests.builders import NOW
from tests.mail_server import MailServer, parsed, sending_to
from tests.promises import invitation_fields, mail_payload
from tests.receivers import closed_port, tcp_server
from webapp.delivery import mail
from webapp.errors import DeliveryFailed
from webapp.extensions import db
from webapp.outbox import Claimed

pytestmark = pytest.mark.usefixtures("sqlite_app")


def claimed(payload: dict[str, Any], *, name: str = "guest_booked") -> Claimed:
    return Claimed(
        id=1,
        uid="0f9d1c1e-1111-4222-8333-444455556666",
        kind="mail",
        name=name,
        destination=payload["to"]["email"],
        payload=payload,
        attempt=1,
        token="token",
        booking_id=None,
        created_at=NOW,
    )


def deliver(payload: dict[str, Any], *, name: str = "guest_booked") -> str:
    return mail.deliver(claimed(payload, name=name), now=NOW)


def failure(payload: dict[str, Any]) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as failed:
        deliver(payload)
    return failed.value


def test_a_mail_says_the_same_in_plain_text_and_in_html(mail_server: MailServer) -> None:
    deliver(mail_payload(title="Intro call"))

    (message,) = mail_server.messages()
    for kind in ("plain", "html"):
        body = message.get_body((kind,))
        assert body is not None
        assert "Tuesday, January 5, 2027" in body.get_content()
        assert "Kolkata (GMT+5:30)" in body.get_content()


def test_the_head_names_sender_recipient_and_where_an_answer_goes(mail_server: MailServer) -> None:
    deliver(mail_payload())

    (message,) = mail_server.messages()
    assert message["To"] == "Priya Raman <priya@example.com>"
    assert message["Reply-To"] == "Maya Lindqvist <maya@example.com>"
    assert message["From"] == "Maya Lindqvist via Openslot <openslot@book.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert mail_server.recipients == ["priya@example.com"]


def test_an_answer_to_the_organizers_mail_goes_to_the_guest(mail_server: MailServer) -> None:
    deliver(mail_payload(to="maya@example.com", role="host"), name="organizer_booked")

    (message,) = mail_server.messages()
    assert message["Reply-To"] == "Priya Raman <priya@example.com>"
    assert message["From"] == "Talk to Maya via Openslot <openslot@book.example.org>"


@pytest.mark.parametrize("name", ["Müller, Ann <b@evil.example>", "Ann Bcc: all@example.com", "a" * 200])
def test_a_name_before_via_adds_no_sender(mail_server: MailServer, name: str) -> None:
    deliver(mail_payload(organizer_name=name))

    (message,) = mail_server.messages()
    (address,) = message["From"].addresses
    assert (address.addr_spec, message["Bcc"]) == ("openslot@book.example.org", None)


def test_a_repeat_has_the_same_message_id_in_our_domain(mail_server: MailServer) -> None:
    deliver(mail_payload())
    deliver(mail_payload())

    ids = {message["Message-ID"] for message in mail_server.messages()}
    assert ids == {"<0f9d1c1e-1111-4222-8333-444455556666@book.example.org>"}


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_the_invitation_is_there_to_be_acted_on_and_to_be_saved(mail_server: MailServer, method: str) -> None:
    deliver(mail_payload() | {"ics": invitation_fields(method=method, sequence=2)})

    parts = {part.get_content_type(): part for part in mail_server.messages()[0].walk()}
    acted, saved = parts["text/calendar"], parts["application/ics"]
    assert (acted.get_param("method"), acted["Content-Transfer-Encoding"]) == (method, "base64")
    assert saved.get_filename() == "invite.ics"
    for part in (acted, saved):
        calendar = Calendar.from_ical(part.get_payload(decode=True))  # type: ignore[arg-type]
        (event,) = calendar.walk("VEVENT")
        assert (calendar["METHOD"], event["UID"], event["SEQUENCE"]) == (method, "b1@book.example.org", 2)


def test_a_request_not_yet_granted_carries_no_invitation(mail_server: MailServer) -> None:
    deliver(mail_payload(ics=False), name="guest_requested")

    assert b"text/calendar" not in mail_server.received[0]


def test_no_line_is_longer_than_a_server_takes(mail_server: MailServer) -> None:
    deliver(mail_payload(title="Très long " * 100, description="word " * 2000, page_name="x" * 200))

    assert max(map(len, mail_server.received[0].splitlines())) <= 998


@pytest.mark.parametrize(
    "name",
    ["Müller, Ann", 'Ann "Q" <b@evil.example>', "Müller; <b@evil.example>, Ann" * 3, "李明" * 40, "a" * 200],
    ids=str.__len__,
)
def test_any_name_arrives_with_its_one_address(mail_server: MailServer, name: str) -> None:
    payload = mail_payload()
    payload["to"]["name"] = name

    deliver(payload)

    (address,) = mail_server.messages()[0]["To"].addresses
    assert address.addr_spec == "priya@example.com"
    # Python 3.11's parser puts spaces between the pieces of a long encoded name.
    assert address.display_name.replace(" ", "") == name.replace(" ", "")


def test_a_line_break_in_a_title_stays_in_the_subject(mail_server: MailServer) -> None:
    deliver(mail_payload(title="Hello\r\nBcc: all@example.com"))

    (message,) = mail_server.messages()
    assert message["Subject"].startswith("Hello Bcc: all@example.com, Tue")
    assert message["Bcc"] is None


@pytest.mark.parametrize("field", ["name", "email"])
def test_a_line_break_in_an_address_is_refused_for_good(field: str) -> None:
    payload = mail_payload()
    payload["to"][field] = "priya@example.com\r\nBcc: all@example.com"

    failed = failure(payload)

    assert (failed.retry, failed.reason.split(":")[0]) == (False, "unfit_mail")


def test_a_line_break_in_an_attendee_is_refused_for_good() -> None:
    attendees = [{"name": "A", "email": "a@example.com\r\nX-EVIL:1", "partstat": "ACCEPTED"}]

    failed = failure(mail_payload() | {"ics": invitation_fields(attendees=attendees)})

    assert (failed.retry, failed.reason.split(":")[0]) == (False, "unfit_mail")


@pytest.mark.parametrize(
    ("reply", "retry"), [("450 4.2.1 Greylisted", True), ("550 5.1.1 No such user", False)]
)
def test_a_refused_recipient_is_tried_again_when_the_server_says_so(
    mail_server: MailServer, reply: str, retry: bool
) -> None:
    mail_server.recipient_reply = reply

    failed = failure(mail_payload())

    assert (failed.reason, failed.retry) == (f"recipient_refused: {reply}", retry)


@pytest.mark.parametrize(("reply", "retry"), [("451 4.3.0 Try later", True), ("554 5.7.1 Spam", False)])
def test_a_refused_message_is_tried_again_when_the_server_says_so(
    mail_server: MailServer, reply: str, retry: bool
) -> None:
    mail_server.data_reply = reply

    failed = failure(mail_payload())

    assert (failed.reason, failed.retry) == (f"message_refused: {reply}", retry)


def test_a_server_that_is_down_is_tried_again(sqlite_app: Flask) -> None:
    with sending_to(closed_port(), sqlite_app):
        failed = failure(mail_payload())

    assert (failed.reason.split(":")[0], failed.retry) == ("mail_server_failed", True)


def test_a_silent_server_is_left_after_the_time_out(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "TIMEOUT_SECONDS", 0.2)

    with tcp_server(lambda connection: _swallow(connection)) as port, sending_to(port, sqlite_app):
        failed = failure(mail_payload())

    assert (failed.reason.split(":")[0], failed.retry) == ("mail_server_failed", True)


def test_a_server_that_hangs_up_after_accepting_was_still_a_delivery(sqlite_app: Flask) -> None:
    with tcp_server(_accept_and_hang_up) as port, sending_to(port, sqlite_app):
        assert deliver(mail_payload()) == "accepted by the mail server"


def test_without_a_mail_server_a_mail_becomes_a_file(sqlite_app: Flask) -> None:
    detail = deliver(mail_payload())

    (file,) = _captured(sqlite_app)
    assert detail == f"captured as {file.name}"
    assert re.fullmatch(r"20270104T080000Z-guest_booked-0f9d1c1e-[0-9a-f-]+\.eml", file.name)
    assert parsed(file.read_bytes())["Subject"].startswith("Intro call, Tue")


def test_a_repeat_replaces_the_file(sqlite_app: Flask) -> None:
    deliver(mail_payload())
    deliver(mail_payload())

    assert len(_captured(sqlite_app)) == 1


def test_an_open_transaction_is_refused_in_tests() -> None:
    db.session.execute(db.select(1))

    with pytest.raises(RuntimeError, match="transaction"):
        deliver(mail_payload())


def _captured(app: Flask) -> list[Path]:
    return sorted((Path(app.config["OPENSLOT_DATA"]) / "mail").iterdir())


@pytest.fixture(autouse=True)
def _no_captured_mail(sqlite_app: Flask) -> None:
    for file in (Path(sqlite_app.config["OPENSLOT_DATA"]) / "mail").glob("*"):
        file.unlink()


def _swallow(connection: Any) -> None:
    while connection.recv(1000):
        pass


def _accept_and_hang_up(connection: Any) -> None:
    lines = connection.makefile("rb")
    connection.sendall(b"220 ready\r\n")
    for _ in ("EHLO", "MAIL", "RCPT"):
        lines.readline()
        connection.sendall(b"250 OK\r\n")
    lines.readline()
    connection.sendall(b"354 go on\r\n")
    while lines.readline() != b".\r\n":
        pass
    connection.sendall(b"250 OK\r\n")


def test_a_server_that_does_not_let_us_in_is_left(
    sqlite_app: Flask, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_app.extensions["mail"], "username", "maya")  # and the server knows no sign-in

    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        assert "mail_server_failed" in failure(mail_payload()).reason
        gc.collect()

    assert [said.message for said in complaints if said.category is ResourceWarning] == []
