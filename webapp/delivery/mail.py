"""Render the values that an entry stores into a mail, and send it through the configured server.

Without MAIL_SERVER each mail becomes an `.eml` file in the data folder. Its name is made from the entry, so that a
repeated delivery replaces the first copy. Every step has a time-out, the certificate is checked, and a line break in a
header is refused.
"""

import contextlib
import ipaddress
import smtplib
import ssl
from datetime import UTC, datetime
from email.utils import formataddr, parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from flask import Flask, current_app
from flask_mail import BadHeaderError, Connection
from flask_mail import Mail as FlaskMail

from webapp import words
from webapp.delivery import invitations, references
from webapp.delivery.message import Mail
from webapp.delivery.rendering import OWNER, render
from webapp.errors import DeliveryFailed
from webapp.lib import http, ics, links
from webapp.lib.files import write_whole
from webapp.models.outbox import CAPTURED_AS
from webapp.outbox import Claimed
from webapp.words import gettext

TIMEOUT_SECONDS = 15.0  # for each step of SMTP; a dozen steps must fit into the worker's lease


def init_app(app: Flask) -> None:
    """Let Flask-Mail read its settings."""
    FlaskMail().init_app(app)


def deliver(claimed: Claimed, *, now: int) -> str:
    """Render and send a mail. A refusal of the mail is final; after trouble with the server it is tried again."""
    http.forbid_open_transaction()
    try:
        mail = _compose(claimed, now=now)
    except (BadHeaderError, ValueError) as problem:
        raise DeliveryFailed(f"unfit_mail: {problem}", retry=False) from problem
    moment = datetime.fromtimestamp(claimed.created_at, UTC).strftime("%Y%m%dT%H%M%SZ")
    return _hand_over(mail, file_name=f"{moment}-{claimed.name}-{claimed.uid}.eml")


def deliver_test(address: str, *, now: int) -> str:
    """Send a mail that says that mails are sent, as all others are. Returns what became of it, for the operator.

    Raises DeliveryFailed.
    """
    http.forbid_open_transaction()
    uid = str(uuid4())
    mail = Mail(
        message_id=f"<{uid}@{_domain()}>",
        subject="Openslot can send mails",
        recipients=[address],
        sender=current_app.config["MAIL_DEFAULT_SENDER"],
        body=f"Somebody who runs {links.origin()} asked for this test mail. Nothing needs to be done.\n",
        date=now,
    )
    return _hand_over(mail, file_name=f"test-{uid}.eml")


def _compose(claimed: Claimed, *, now: int) -> Mail:
    payload = references.complete(claimed)
    rendered = render(claimed.name, payload)
    invitation = payload["ics"]
    return Mail(
        message_id=f"<{claimed.uid}@{_domain()}>",
        method=invitation and invitation["method"],
        ics=invitation and ics.invitation(invitations.fields_of(payload)),
        subject=rendered.subject,
        recipients=[(payload["to"]["name"] or "", payload["to"]["email"])],
        reply_to=_reply_to(payload),
        sender=_sender(payload),
        body=rendered.text,
        html=rendered.html,
        date=now,
    )


def _reply_to(payload: dict[str, Any]) -> tuple[str, str] | None:
    """The other side of a booking; nobody for a mail about an account."""
    if payload["role"] == OWNER:
        return None
    other = "organizer" if payload["role"] == "guest" else "guest"
    return payload["values"][f"{other}_name"] or "", payload["values"][f"{other}_email"]


def _sender(payload: dict[str, Any]) -> str:
    """Our address under the name of the organizer; a host, who knows that one, reads the page's name."""
    ours, address = parseaddr(current_app.config["MAIL_DEFAULT_SENDER"])
    name = payload["values"].get("page_name" if payload["role"] == "host" else "organizer_name")
    if name and ours:
        with words.spoken_in(payload["language"]):
            name = gettext("%(name)s via %(sender)s", name=name, sender=ours)
    # Flask-Mail would put a name with a comma or <...> before the address without quotes.
    return formataddr((name or ours, address))


def _domain() -> str:
    """Our name in Message-IDs and greetings: the host of BASE_URL, an address in brackets (RFC 5321 4.1.3)."""
    host = urlsplit(links.origin()).hostname or "localhost"
    try:
        return f"[IPv6:{host}]" if ipaddress.ip_address(host).version == 6 else f"[{host}]"
    except ValueError:
        return host


def _hand_over(mail: Mail, *, file_name: str) -> str:
    if current_app.config["MAIL_SERVER"] is None:
        return _capture(mail, file_name)
    return _send(mail)


def _capture(mail: Mail, file_name: str) -> str:
    folder = Path(current_app.config["OPENSLOT_DATA"]) / "mail"
    write_whole(folder / file_name, mail.as_bytes())
    return f"{CAPTURED_AS}{file_name}"


def _send(mail: Mail) -> str:
    connection, is_open = _Connection(current_app.extensions["mail"]), False
    try:
        connection.open()
        is_open = True
        connection.send(mail)
    except smtplib.SMTPRecipientsRefused as refused:
        code, text = next(iter(refused.recipients.values()))
        raise DeliveryFailed(f"recipient_refused: {code} {_words(text)}", retry=code < 500) from refused
    except smtplib.SMTPDataError as refused:
        words = f"{refused.smtp_code} {_words(refused.smtp_error)}"
        raise DeliveryFailed(f"message_refused: {words}", retry=refused.smtp_code < 500) from refused
    except UnicodeError as problem:
        raise DeliveryFailed(f"unfit_mail: {problem}", retry=False) from problem
    except (smtplib.SMTPException, OSError) as problem:
        # The connection, the sign-in or the sender failed: no fault of this mail, so it may work later. Once the
        # connection is open, only the answer may be what was lost.
        is_refusal = isinstance(problem, smtplib.SMTPResponseException)
        raise DeliveryFailed(
            f"mail_server_failed: {problem}", retry=True, may_have_arrived=is_open and not is_refusal
        ) from problem
    finally:
        connection.close()
    return "accepted by the mail server"


class _Connection(Connection):
    """Flask-Mail's own connection has no time-out, checks no certificate, and sends nothing in tests."""

    def open(self) -> None:
        self.host = self.configure_host()

    def close(self) -> None:
        if self.host is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):  # the mail was accepted already
                self.host.quit()

    def configure_host(self) -> smtplib.SMTP:
        settings = self.mail
        name = _domain()  # without it smtplib looks up our own name, and may wait long
        host: smtplib.SMTP
        if settings.use_ssl:
            context = ssl.create_default_context()
            host = smtplib.SMTP_SSL(
                settings.server, settings.port, name, timeout=TIMEOUT_SECONDS, context=context
            )
        else:
            host = smtplib.SMTP(settings.server, settings.port, name, timeout=TIMEOUT_SECONDS)
        try:
            if settings.use_tls:
                host.starttls(context=ssl.create_default_context())
            if settings.username:
                host.login(settings.username, settings.password)
        except BaseException:
            host.close()
            raise
        return host


def _words(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text
