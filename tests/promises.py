"""Promises for the tests of the outbox and of deliveries, without a booking behind them."""

from typing import Any

from tests.builders import NOW
from webapp import outbox
from webapp.extensions import db, transaction
from webapp.models import Attempt, OutboxEntry, Webhook
from webapp.models.outbox import MAIL, WEBHOOK
from webapp.outbox import Claimed


def promise_mail(*, to: str = "priya@example.com", name: str = "guest_booked", **changes: Any) -> int:
    """Promise one mail in a transaction of its own. Returns the entry's id."""
    return _promise(kind=MAIL, name=name, destination=to, payload=mail_payload(to=to), **changes)


def promise_webhook(webhook: Webhook, **changes: Any) -> int:
    payload = webhook_payload(webhook.id)
    return _promise(
        kind=WEBHOOK,
        name="booking.created",
        destination=webhook.url,
        payload=payload,
        webhook_id=webhook.id,
        **changes,
    )


def claim(*, now: int = NOW, limit: int = 100, lease_seconds: int = 60, **options: Any) -> list[Claimed]:
    with transaction() as session:
        return outbox.claim(session, now=now, limit=limit, lease_seconds=lease_seconds, **options)


def entry(entry_id: int) -> OutboxEntry:
    """The row as it stands in the database now."""
    db.session.close()
    found = db.session.get(OutboxEntry, entry_id)
    db.session.close()
    assert found is not None
    return found


def uid(entry_id: int) -> str:
    return entry(entry_id).uid


def unsettled() -> int:
    count = db.session.scalar(db.select(db.func.count()).where(OutboxEntry.settled_at.is_(None)))
    db.session.close()
    return count or 0


def attempts(entry_id: int) -> list[tuple[int, str, str]]:
    """(number, outcome, detail) of every try, oldest first."""
    columns = (Attempt.number, Attempt.outcome, Attempt.detail)
    rows = db.session.execute(db.select(*columns).where(Attempt.entry_id == entry_id).order_by(Attempt.id))
    tried = [(row.number, row.outcome, row.detail) for row in rows]
    db.session.close()
    return tried


def mail_payload(
    *,
    to: str = "priya@example.com",
    role: str = "guest",
    ics: bool = True,
    links: dict[str, str] | None = None,
    **values: Any,
) -> dict[str, Any]:
    """What `services/promises/mails.py` freezes for a mail; `values` replace single ones."""
    return {
        "role": role,
        "links": {"booking_url": "https://book.example.org/bookings/abc"} if links is None else links,
        "to": {"name": "Priya Raman", "email": to},
        "language": "en",
        "timezone": "Asia/Kolkata",
        "values": {
            "guest_name": "Priya Raman",
            "guest_email": "priya@example.com",
            "organizer_name": "Maya Lindqvist",
            "organizer_email": "maya@example.com",
            "title": "Intro call",
            "description": None,
            "location": "Room 4",
            "meeting": None,
            "was_deleted": False,
            "account": "maya@elsewhere.example",
            "page_name": "Talk to Maya",
            "starts_at": NOW + 86_400,
            "ends_at": NOW + 86_400 + 1800,
            "old_starts_at": None,
            "old_ends_at": None,
            "reason": None,
            "actor": "guest",
            "is_pending": False,
            "was_pending": False,
            "fields": [],
            "additional_guests": [],
            "heading": None,
            "extra_body": None,
            "logo": None,
            "cancellation_policy": None,
            "participants": [{"name": "Maya Lindqvist", "email": "maya@example.com"}],
            **values,
        },
        "ics": invitation_fields() if ics else None,
    }


def invitation_fields(**changes: Any) -> dict[str, Any]:
    return {
        "method": "REQUEST",
        "uid": "b1@book.example.org",
        "sequence": 0,
        "status": "CONFIRMED",
        "starts_at": NOW + 86_400,
        "ends_at": NOW + 86_400 + 1800,
        "stamp": NOW,
        "summary": "Intro call",
        "description": None,
        "location": "Room 4",
        "url": None,
        "organizer": {"name": "Maya Lindqvist", "email": "maya@example.com"},
        "attendees": [{"name": "Priya Raman", "email": "priya@example.com", "partstat": "ACCEPTED"}],
        **changes,
    }


def webhook_payload(webhook_id: str) -> dict[str, Any]:
    return {
        "webhook_id": webhook_id,
        "type": "booking.created",
        "time": NOW,
        "application_id": "app-1",
        "object": {"booking_id": "b1", "booking_info": {"title": "Gespräch"}},
    }


def _promise(*, destination: str, kind: str, stream: str | None = None, **fields: Any) -> int:
    with transaction() as session:
        promised = outbox.promise(
            session,
            **{
                "kind": kind,
                "stream": stream or f"{kind}:{destination}:{session.query(OutboxEntry).count()}",
                "destination": destination,
                "booking_id": None,
                "now": NOW,
                **fields,
            },
        )
        session.flush()
        return promised.id


def a_meeting() -> dict[str, Any]:
    """A meeting online as bookings and mails have it."""
    return {
        "provider": "Jitsi",
        "url": "https://meet.example.com/1",
        "meeting_code": "12 34",
        "password": "s3cret",
        "pin": None,
        "phone": ["+46 8 1", "+1 2"],
    }


MEETING_SAID = "https://meet.example.com/1\nMeeting code: 12 34\nPassword: s3cret\nTelephone: +46 8 1, +1 2"
