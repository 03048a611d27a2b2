"""Who is notified when a booking changes: mails and webhooks go into the outbox in the transaction of the change.

Each hears what the change means for them. The organizer's reference goes only into the organizer's mail and the
`booking.pending` webhook.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from webapp import outbox
from webapp.models.outbox import MAIL, WEBHOOK
from webapp.models.reference import without_references
from webapp.outbox import Reached
from webapp.services import listeners
from webapp.services.configurations.view import view_of
from webapp.services.promises import calendar_entries, mails
from webapp.services.promises.announced import Announced
from webapp.services.promises.mails import DELETION_REFUSED, LINK_NEWS, MOVE_REFUSED
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
PUT_BACK_MAIL = {MOVE_REFUSED: "organizer_put_back", DELETION_REFUSED: "organizer_put_back"}


def announce(session: Session, announced: Announced) -> list[str]:
    """Queue every mail, webhook and calendar entry of a change, and withdraw the mails that it overtakes.

    Returns the addresses that the mails go to.
    """
    booking_id = announced.booking.id
    outbox.withdraw_mails(session, booking_id=booking_id, now=announced.now)
    silent = view_of(announced.configuration).event_booking.disable_emails
    mails = [] if silent else list(_mails(announced, outbox.reached(session, booking_id=booking_id)))
    for name, payload in mails:
        _promise_mail(session, announced, name, payload)
    _promise_webhooks(session, announced)
    calendar_entries.promise(session, announced)
    return [payload["to"]["email"] for _, payload in mails]


def announce_put_back(session: Session, announced: Announced) -> None:
    """Promise the entry as it stood before it was changed in a calendar elsewhere, and a mail that says so."""
    calendar_entries.promise(session, announced)
    organizer = next(host for host in announced.attending if host.email == announced.booking.organizer_email)
    payload = mails.to_host(announced, organizer, announced.change.kind, outbox.NOBODY_REACHED)
    _promise_mail(session, announced, PUT_BACK_MAIL[announced.change.kind], {**payload, "ics": None})


def _promise_mail(session: Session, announced: Announced, name: str, payload: dict[str, Any]) -> None:
    """An invitation waits for the link to a meeting that is being made, for a while."""
    destination, is_invitation = payload["to"]["email"], payload["ics"] is not None
    due_at = announced.booking.link_awaited_until if is_invitation else None
    outbox.promise(
        session,
        kind=MAIL,
        name=name,
        stream=f"{announced.booking.id}:{MAIL}:{destination}",
        destination=destination,
        payload=without_references(payload, announced.booking),
        invites=is_invitation,
        booking_id=announced.booking.id,
        grant_id=announced.booking.grant_id,
        due_at=max(announced.now, due_at or 0),
        now=announced.now,
    )


def _promise_webhooks(session: Session, announced: Announced) -> None:
    trigger = TRIGGER_OF_CHANGE.get(announced.change.kind)
    if trigger is None:
        return  # the contract has no trigger for other details at the same time
    organizer = next(
        (host for host in announced.attending if host.email == announced.booking.organizer_email), None
    )
    notification = notification_object(
        announced.booking,
        announced.configuration,
        trigger=trigger,
        participants=mails.people(announced),
        organizer_calendar_id=organizer.booking if organizer else None,
        old_starts_at=announced.change.from_starts_at,
        now=announced.now,
    )
    application_id = announced.configuration.application_id
    for webhook_id, url in listeners.active_for(session, application_id, trigger):
        outbox.promise(
            session,
            kind=WEBHOOK,
            name=trigger,
            stream=f"{announced.booking.id}:{WEBHOOK}:{webhook_id}",
            destination=url,
            payload=without_references(
                {
                    "webhook_id": webhook_id,
                    "type": trigger,
                    "time": announced.now,
                    "application_id": application_id,
                    "object": notification,
                },
                announced.booking,
            ),
            booking_id=announced.booking.id,
            webhook_id=webhook_id,
            grant_id=announced.booking.grant_id,
            now=announced.now,
        )


def _mails(announced: Announced, reached: Reached) -> Iterator[tuple[str, dict[str, Any]]]:
    booking = announced.booking
    meaning = _meaning(announced, booking.guest_email, reached)
    yield GUEST_MAIL[meaning], mails.to_guest(announced, meaning, reached)
    if announced.is_invitation:
        for guest, meaning in _additional_guests(announced, reached):
            yield (
                ADDITIONAL_GUEST_MAIL[meaning],
                mails.to_additional_guest(announced, guest, meaning, reached),
            )
        for guest in announced.difference.uninvited:
            if guest["email"] in reached.invited:
                yield ADDITIONAL_GUEST_MAIL["uninvited"], mails.to_uninvited(announced, guest, reached)
        for host in announced.attending:
            meaning = _meaning(announced, host.email, reached)
            yield HOST_MAIL[meaning], mails.to_host(announced, host, meaning, reached)
    elif announced.change.kind in ORGANIZER_ONLY_MAIL:
        organizer = next(host for host in announced.attending if host.email == booking.organizer_email)
        meaning = _meaning(announced, organizer.email, reached)
        yield ORGANIZER_ONLY_MAIL[meaning], mails.to_host(announced, organizer, meaning, reached)


def _meaning(announced: Announced, email: str, reached: Reached) -> str:
    """What the change means for somebody: who never heard of the booking hears of a new one, as it stands now."""
    kind = _kind(announced)
    if kind not in ("rescheduled", "updated"):
        return kind
    if announced.is_invitation and email not in reached.invited:
        # Who was mailed and not invited had asked for it.
        return "confirmed" if email in reached.mailed else "booked"
    if announced.is_invitation:
        return kind
    return kind if email in reached.mailed else "requested"


def _kind(announced: Announced) -> str:
    """What happened, as mails tell it: a link to the meeting that came, or will not come, is a detail."""
    kind = announced.change.kind
    return "updated" if kind in LINK_NEWS else kind


def _additional_guests(announced: Announced, reached: Reached) -> Iterator[tuple[dict[str, str], str]]:
    """Each additional guest who hears of the change, with what it means for them.

    They see no answers, so hear nothing of those. Who never heard of a booking hears nothing of its end.
    """
    kind, difference = _kind(announced), announced.difference
    for guest in announced.booking.additional_guests:
        is_invited = guest["email"] in reached.invited
        if announced.booking.is_live and (guest in difference.invited or not is_invited):
            yield guest, "invited"
        elif is_invited and (kind != "updated" or difference.people or difference.place):
            yield guest, kind
