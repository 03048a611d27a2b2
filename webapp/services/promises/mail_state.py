"""How the installation's mails fare: the last that went out, those that failed, those that wait; and a test mail.

The test goes the way of every mail. Asked for again, it takes the place of one that still waits.
"""

from typing import Any

from sqlalchemy import ColumnElement, func, select

from webapp import outbox
from webapp.extensions import db, transaction
from webapp.lib import counting
from webapp.lib.counting import Count
from webapp.models import Organizer, OutboxEntry
from webapp.models.outbox import MAIL
from webapp.services.promises import deliveries
from webapp.services.promises.deliveries import Delivery

TEST_MAIL = "organizer_test"
TO_OWNER = "owner"  # of an account: what the mail says is of no booking
SHOWN_AT_MOST = 10


def last_success() -> int | None:
    """When a mail last was taken by the mail server, or became a file where there is none."""
    delivered = OutboxEntry.settled_at.is_not(None), OutboxEntry.withdrawn_at.is_(None)
    newest = select(func.max(OutboxEntry.settled_at)).where(
        *_mails(), *delivered, OutboxEntry.given_up_at.is_(None)
    )
    return db.session.scalar(newest)


def failures() -> list[Delivery]:
    """The newest mails that failed and were not sent since, newest first."""
    newest = (
        select(OutboxEntry.id)
        .where(*_mails(), OutboxEntry.failed_at.is_not(None))
        .order_by(OutboxEntry.kind.desc(), OutboxEntry.webhook_id.desc(), OutboxEntry.id.desc())
        .limit(SHOWN_AT_MOST)
    )
    return deliveries.of_ids(db.session.scalars(newest))[::-1]


def waiting() -> Count:
    """How many mails are not sent yet, counted up to 200."""
    some = select(OutboxEntry.id).where(OutboxEntry.kind == MAIL, OutboxEntry.settled_at.is_(None))
    capped = some.limit(counting.AT_MOST + 1).subquery()
    counted = db.session.scalar(select(func.count()).select_from(capped)) or 0
    return Count.of(counted, at_most=counting.AT_MOST)


def send_test(organizer: Organizer, *, now: int) -> None:
    """Promise a mail to the organizer that says that mails are sent."""
    stream = _stream(organizer)
    with transaction() as session:
        outbox.withdraw_stream(session, stream, now=now)
        outbox.promise(
            session,
            kind=MAIL,
            name=TEST_MAIL,
            stream=stream,
            destination=organizer.email,
            payload=_payload(organizer),
            booking_id=None,
            now=now,
        )


def last_test(organizer: Organizer) -> Delivery | None:
    """What became of the test mail that this organizer asked for last."""
    theirs = select(func.max(OutboxEntry.id)).where(OutboxEntry.stream == _stream(organizer))
    newest = db.session.scalar(theirs)
    return None if newest is None else deliveries.of_ids([newest])[0]


def _mails() -> tuple[ColumnElement[bool], ...]:
    return OutboxEntry.kind == MAIL, OutboxEntry.webhook_id.is_(None)


def _stream(organizer: Organizer) -> str:
    return f"{organizer.id}:test"


def _payload(organizer: Organizer) -> dict[str, Any]:
    return {
        "to": {"name": organizer.name, "email": organizer.email},
        "role": TO_OWNER,
        "language": organizer.locale,
        "timezone": organizer.timezone,
        "ics": None,
        "links": {},
        "values": {"account": organizer.email},
    }
