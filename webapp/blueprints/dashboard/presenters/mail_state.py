"""How mails fare, in words: where they go, what a server said of one that failed, and what to do about it."""

from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from webapp.blueprints.dashboard.presenters.deliveries import MAILS, STATES
from webapp.models.outbox import DELIVERED, GIVEN_UP, WITHDRAWN
from webapp.services.promises.deliveries import CAPTURED, RETRYING, WAITING, Delivery
from webapp.words import gettext, lazy_gettext

# What to do, by what the beginning of a failure and a piece of it tell (`delivery/mail.py`). The first that fits.
ADVICE = (
    (
        "recipient_refused",
        "",
        lazy_gettext("The server does not take mails to this address. Please check it."),
    ),
    (
        "message_refused",
        "",
        lazy_gettext(
            "The server took the address, but not the mail. Often the sender may not be used there."
        ),
    ),
    ("unfit_mail", "", lazy_gettext("The mail could not be written, perhaps because of an odd address.")),
    (
        "mail_server_failed",
        "(535",
        lazy_gettext("The server refused our sign-in. Please check MAIL_USERNAME and MAIL_PASSWORD."),
    ),
    (
        "mail_server_failed",
        "(530",
        lazy_gettext("The server wants a sign-in or encryption. Please set MAIL_USERNAME or MAIL_USE_TLS."),
    ),
    (
        "mail_server_failed",
        "CERTIFICATE",
        lazy_gettext("The certificate of the server is not valid for its name. Please check MAIL_SERVER."),
    ),
    (
        "mail_server_failed",
        "SSL",
        lazy_gettext("Encryption failed. Please check MAIL_PORT, MAIL_USE_TLS and MAIL_USE_SSL together."),
    ),
    (
        "mail_server_failed",
        "supported",
        lazy_gettext(
            "The server does not offer that. Please check MAIL_USE_TLS, MAIL_USE_SSL and MAIL_PORT."
        ),
    ),
    (
        "mail_server_failed",
        "refused",
        lazy_gettext("Nothing takes connections there. Please check MAIL_SERVER and MAIL_PORT."),
    ),
    (
        "mail_server_failed",
        "timed",
        lazy_gettext("The server did not answer. Perhaps a firewall is in between, or MAIL_PORT is wrong."),
    ),
    (
        "mail_server_failed",
        "known",
        lazy_gettext("There is no server of this name. Please check MAIL_SERVER."),
    ),
    (
        "mail_server_failed",
        "resolution",
        lazy_gettext(
            "The name of the server could not be looked up. Please check the network and MAIL_SERVER."
        ),
    ),
    (
        "mail_server_failed",
        "",
        lazy_gettext("Something is wrong with the mail server. Please ask whoever runs it."),
    ),
)
TESTS = {
    WAITING: lazy_gettext("The test mail is on its way."),
    RETRYING: lazy_gettext("The test mail could not be sent yet."),
    DELIVERED: lazy_gettext(
        "The mail server took the test mail. Please look into your mailbox, also among spam."
    ),
    CAPTURED: lazy_gettext("The test mail was written to a file, because no mail server is set up."),
    GIVEN_UP: lazy_gettext("The test mail was not sent."),
    WITHDRAWN: lazy_gettext("The test mail was taken back."),
}
LOOKS = {WAITING: "", RETRYING: "bad", DELIVERED: "good", CAPTURED: "warn", GIVEN_UP: "bad", WITHDRAWN: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mails go, without what must stay secret. `address`: None where they become files in `folder`."""

    address: str | None
    folder: str
    encryption: str
    signs_in: bool
    sender: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A mail that failed. `said`: by the server, as it came. `due_at`: when it is tried again."""

    heading: str
    to: str
    state: str
    look: str
    failed_at: int | None
    due_at: int | None
    said: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What became of the test mail. `failure` is set where it failed so far."""

    is_waiting: bool
    look: str
    sentence: str
    asked_at: int
    to: str
    failure: Failure | None


def server_of(config: dict[str, Any]) -> MailServer:
    """What the settings say."""
    server = config["MAIL_SERVER"]
    encrypted = gettext("TLS from the start") if config["MAIL_USE_SSL"] else gettext("STARTTLS")
    uses = config["MAIL_USE_SSL"] or config["MAIL_USE_TLS"]
    name, address = parseaddr(config["MAIL_DEFAULT_SENDER"])
    return MailServer(
        address=server and f"{server}:{config['MAIL_PORT']}",
        folder=f"{config['OPENSLOT_DATA']}/mail",
        encryption=encrypted if uses else gettext("None"),
        signs_in=bool(config["MAIL_USERNAME"]),
        sender=f"{name} <{address}>" if name else address,
    )


def failure_of(delivery: Delivery) -> Failure:
    """A mail that failed: what the server said, and what to do."""
    detail = delivery.attempts[-1].detail if delivery.attempts else ""
    kind, _, said = detail.partition(": ")
    state, look = STATES[delivery.state]
    return Failure(
        heading=str(MAILS.get(delivery.entry.name, delivery.entry.name)),
        to=delivery.address,
        state=str(state),
        look=look,
        failed_at=delivery.entry.failed_at,
        due_at=delivery.entry.due_at if delivery.state == RETRYING else None,
        said=said or detail,
        advice=_advice(kind, said),
    )


def trial_of(delivery: Delivery) -> Trial:
    """The test mail as its page tells of it."""
    return Trial(
        is_waiting=delivery.state == WAITING,
        look=LOOKS[delivery.state],
        sentence=str(TESTS[delivery.state]),
        asked_at=delivery.entry.created_at,
        to=delivery.address,
        failure=failure_of(delivery) if delivery.state in (RETRYING, GIVEN_UP) else None,
    )


def _advice(kind: str, said: str) -> str:
    for known, piece, advice in ADVICE:
        if kind == known and piece in said:
            return str(advice)
    return gettext("This is a fault of our own program. The log of the worker says more.")
