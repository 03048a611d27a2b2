"""Who is notified when a booking changes: mails and webhooks go into the outbox in the transaction of the change.

Each hears what the change means for them. The organizer's reference goes only into the organizer's mail and the
`booking.pending` webhook.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from webapp import outbox
from webapp.models import PENDING
from webapp.models.outbox import MAIL, WEBHOOK
from webapp.services.configurations.view import view_of
from webapp.services.promises import mails, webhooks
from webapp.services.promises.announced import Announced
from webapp.services.promises.webhook_objects import TRIGGER_OF_CHANGE, notification_object

GUEST_MAIL = {
    "requested": "guest_requested",
    "booked": "guest_booked",
    "confirmed": "guest_confirmed",
    "declined": "guest_declined",
    "expired": "guest_expired",
    "rescheduled": "guest_rescheduled",
    "updated": "guest_updated",
    "cancelled": "guest_cancelled",
}
ADDITIONAL_GUEST_MAIL = {
    "booked": "additional_guest_invited",
    "confirmed": "additional_guest_invited",
    "invited": "additional_guest_invited",
    "rescheduled": "additional_guest_rescheduled",
    "updated": "additional_guest_updated",
    "cancelled": "additional_guest_cancelled",
    "uninvited": "additional_guest_uninvited",
}
HOST_MAIL = {
    "booked": "organizer_booked",
    "confirmed": "organizer_booked",
    "rescheduled": "organizer_rescheduled",
    "updated": "organizer_updated",
    "cancelled": "organizer_cancelled",
}
ORGANIZER_ONLY_MAIL = {
    "requested": "organizer_requested",
    "rescheduled": "organizer_rescheduled",
    "updated": "organizer_updated",
    "cancelled": "organizer_withdrawn",
    "expired": "organizer_expired",
}
# These mails ask the organizer for a decision, so they are withdrawn once there is one. All others report something
# that has happened, and are sent whatever happens later.
ASKING_MAILS = ("organizer_requested", "organizer_rescheduled", "organizer_updated")


def announce(session: Session, announced: Announced) -> list[str]:
    """Queue every mail and webhook of a change, and withdraw the mails that ask for a decision already made.

    Returns the addresses that the mails go to.
    """
    if announced.was_pending and announced.booking.status != PENDING:
        outbox.withdraw(session, booking_id=announced.booking.id, now=announced.now, names=ASKING_MAILS)
    silent = view_of(announced.configuration).event_booking.disable_emails
    mails = [] if silent else list(_mails(announced))
    for name, payload in mails:
        _promise_mail(session, announced, name, payload)
    _promise_webhooks(session, announced)
    return [payload["to"]["email"] for _, payload in mails]


def _promise_mail(session: Session, announced: Announced, name: str, payload: dict[str, Any]) -> None:
    destination = payload["to"]["email"]
    outbox.promise(
        session,
        kind=MAIL,
        name=name,
        stream=f"{announced.booking.id}:{MAIL}:{destination}",
        destination=destination,
        payload=payload,
        booking_id=announced.booking.id,
        grant_id=announced.booking.grant_id,
        now=announced.now,
    )


def _promise_webhooks(session: Session, announced: Announced) -> None:
    trigger = TRIGGER_OF_CHANGE.get(announced.change.kind)
    if trigger is None:
        return  # the contract has no trigger for other details at the same time
    organizer = next(
        (host for host in announced.attending if host.email == announced.booking.organizer_email), None
    )
    frozen = notification_object(
        announced.booking,
        announced.configuration,
        trigger=trigger,
        participants=mails.people(announced),
        organizer_calendar_id=organizer.booking if organizer else None,
        old_starts_at=announced.change.from_starts_at,
        now=announced.now,
    )
    application_id = announced.configuration.application_id
    for webhook_id, url in webhooks.active_for(session, application_id, trigger):
        outbox.promise(
            session,
            kind=WEBHOOK,
            name=trigger,
            stream=f"{announced.booking.id}:{WEBHOOK}:{webhook_id}",
            destination=url,
            payload={
                "webhook_id": webhook_id,
                "type": trigger,
                "time": announced.now,
                "application_id": application_id,
                "object": frozen,
            },
            booking_id=announced.booking.id,
            grant_id=announced.booking.grant_id,
            now=announced.now,
        )


def _mails(announced: Announced) -> Iterator[tuple[str, dict[str, Any]]]:
    kind = announced.change.kind
    yield GUEST_MAIL[kind], mails.to_guest(announced)
    if announced.is_invitation:
        for guest, meaning in _additional_guests(announced):
            yield ADDITIONAL_GUEST_MAIL[meaning], mails.to_additional_guest(announced, guest)
        for guest in announced.difference.uninvited:
            yield ADDITIONAL_GUEST_MAIL["uninvited"], mails.to_uninvited(announced, guest)
        for host in announced.attending:
            yield HOST_MAIL[kind], mails.to_host(announced, host)
    elif kind in ORGANIZER_ONLY_MAIL:
        email = announced.booking.organizer_email
        organizer = next(host for host in announced.attending if host.email == email)
        yield ORGANIZER_ONLY_MAIL[kind], mails.to_host(announced, organizer)


def _additional_guests(announced: Announced) -> Iterator[tuple[dict[str, str], str]]:
    """Each additional guest with what the change means for them. They see no answers, so hear nothing of those."""
    kind, difference = announced.change.kind, announced.difference
    for guest in announced.booking.additional_guests:
        if guest in difference.invited:
            yield guest, "invited"
        elif kind != "updated" or difference.people:
            yield guest, kind
