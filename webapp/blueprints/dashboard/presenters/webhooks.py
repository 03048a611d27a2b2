"""Webhooks as an administrator reads them: what is sent, how each stands, and what its address answered."""

from dataclasses import dataclass
from typing import Any

from webapp import refusals
from webapp.errors import OpenslotError
from webapp.models import Webhook
from webapp.models import webhook as known
from webapp.services.promises.webhook_deliveries import Health
from webapp.words import gettext, lazy_gettext

TRIGGERS = {
    known.BOOKING_CREATED: lazy_gettext("A booking is made or confirmed"),
    known.BOOKING_PENDING: lazy_gettext("A request waits for an answer"),
    known.BOOKING_RESCHEDULED: lazy_gettext("A booking gets another time"),
    known.BOOKING_CANCELLED: lazy_gettext("A booking is cancelled or declined"),
    known.BOOKING_REMINDER: lazy_gettext("A booking begins soon"),
    known.GRANT_CREATED: lazy_gettext("A calendar account is connected"),
    known.GRANT_UPDATED: lazy_gettext("A calendar account is connected again"),
    known.GRANT_EXPIRED: lazy_gettext("A calendar account lets us in no more"),
    known.GRANT_DELETED: lazy_gettext("A calendar account is removed"),
}
STATES = {
    known.ACTIVE: (lazy_gettext("Active"), "good"),
    known.PAUSED: (lazy_gettext("Paused"), ""),
    known.FAILING: (lazy_gettext("Failing"), "warn"),
    known.FAILED: (lazy_gettext("Failed"), "bad"),
}
# Why no answer came, by the names of `lib/http.py`.
REASONS = {
    "invalid_url": lazy_gettext("This is not an address that can be asked."),
    "private_address": lazy_gettext(
        "The address belongs to a private network. Whoever runs the server can allow it: OPENSLOT_OUTBOUND_ALLOW."
    ),
    "response_too_large": lazy_gettext("The answer was much longer than the value that we had sent."),
    "dns_lookup_failed": lazy_gettext("There is no server of this name. Please check the address."),
    "connection_refused": lazy_gettext("The server takes no connections there. Is the program running?"),
    "connection_timeout": lazy_gettext("The server did not take our connection within 10 seconds."),
    "connection_failed": lazy_gettext("No connection to the server could be made."),
    "connection_lost": lazy_gettext("The server broke the connection off."),
    "tls_failed": lazy_gettext("The certificate of the server is not valid."),
    "answer_timeout": lazy_gettext("The server did not answer within 10 seconds."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookRow:
    """One webhook. `address`: without its query, which may hold a secret. `look`: the colour of its badge."""

    id: str
    address: str
    description: str
    triggers: list[str]
    notified: list[str]
    state: str
    look: str
    is_active: bool
    state_since: int
    succeeded_at: int | None
    failed_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What we asked an address, and what came back, in words. `is_well`: it was the right answer."""

    asked: str
    came_back: str
    is_well: bool


def webhook_row(webhook: Webhook, health: Health) -> WebhookRow:
    """What the list shows of a webhook."""
    state, look = STATES[webhook.status]
    return WebhookRow(
        id=webhook.id,
        address=without_query(webhook.url),
        description=webhook.description,
        triggers=[str(TRIGGERS.get(trigger, trigger)) for trigger in webhook.trigger_types],
        notified=webhook.notification_email_addresses,
        state=str(state),
        look=look,
        is_active=webhook.status in (known.ACTIVE, known.FAILING),
        state_since=webhook.status_updated_at,
        succeeded_at=health.succeeded_at,
        failed_at=health.failed_at,
    )


def without_query(url: str) -> str:
    """An address without what may be secret in it."""
    return url.partition("?")[0].partition("#")[0]


def challenged(url: str, problem: OpenslotError | None = None) -> Asked:
    """The challenge of an address: it has to repeat a value."""
    asked = gettext("GET %(address)s?challenge=… with a random value", address=without_query(url))
    well = gettext("Status 200 and the same value, as it should be.")
    return _asked(asked, well, problem)


def tried_out(url: str, trigger: str, problem: OpenslotError | None = None) -> Asked:
    """A test: any status from 200 to 299 is right."""
    asked = gettext("POST %(address)s with %(trigger)s", address=without_query(url), trigger=trigger)
    return _asked(asked, gettext("The address took it."), problem)


def _asked(asked: str, well: str, problem: OpenslotError | None) -> Asked:
    came_back = well if problem is None else _came_back(problem, problem.values)
    return Asked(asked=asked, came_back=came_back, is_well=problem is None)


def _came_back(problem: OpenslotError, values: dict[str, Any]) -> str:
    if problem.code == "webhook.unreachable" and values["reason"] in REASONS:
        return str(REASONS[values["reason"]])
    if problem.code == "webhook.refused":
        return _status(values["status"])
    if problem.code == "webhook.other_answer":
        return gettext(
            "Status 200, but not the value alone. The answer must be the value of “challenge” and nothing else."
        )
    return refusals.for_person(problem)


def _status(status: int) -> str:
    if 300 <= status < 400:
        return gettext(
            "Status %(status)s: it sends us to another address. Please enter that one.", status=status
        )
    if status in (401, 403):
        return gettext("Status %(status)s: it lets nobody in without a sign-in.", status=status)
    if status in (404, 410):
        return gettext("Status %(status)s: there is nothing at this address.", status=status)
    if status >= 500:
        return gettext("Status %(status)s: the program there has a fault.", status=status)
    return gettext("Status %(status)s, which is no success.", status=status)
