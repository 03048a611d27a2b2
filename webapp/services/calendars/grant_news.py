"""Who hears what becomes of a grant: the webhooks of its application, and its organizer when it lets us in no more.

Both are promised in the transaction of the change.
"""

from typing import Any

from sqlalchemy.orm import Session

from webapp import outbox
from webapp.lib import links
from webapp.models import Grant, Organizer
from webapp.models.outbox import MAIL, WEBHOOK
from webapp.models.webhook import GRANT_EXPIRED
from webapp.services import listeners

LOST_MAIL = "organizer_account_lost"
TO_OWNER = "owner"  # of an account: what the mail says is of no booking


def notification_of(grant: Grant) -> dict[str, Any]:
    """The `object` of a webhook about a grant."""
    return {
        "object": "grant",
        "grant_id": grant.id,
        "provider": grant.provider,
        "email": grant.email,
        "grant_status": grant.status,
    }


def announce(session: Session, grant: Grant, trigger: str, *, now: int) -> None:
    """Promise what the change calls for. `trigger`: one of `grant.created`, `.updated`, `.expired` and `.deleted`."""
    for webhook_id, url in listeners.active_for(session, grant.application_id, trigger):
        payload = {
            "webhook_id": webhook_id,
            "type": trigger,
            "time": now,
            "application_id": grant.application_id,
            "object": notification_of(grant),
        }
        _promise(session, grant, kind=WEBHOOK, name=trigger, to=url, payload=payload, of=webhook_id, now=now)
    if trigger == GRANT_EXPIRED and grant.organizer_id is not None:
        organizer = session.get_one(Organizer, grant.organizer_id)
        payload = _mail_to(organizer, grant)
        email = organizer.email
        _promise(session, grant, kind=MAIL, name=LOST_MAIL, to=email, payload=payload, of=email, now=now)


def _promise(
    session: Session,
    grant: Grant,
    *,
    kind: str,
    name: str,
    to: str,
    payload: dict[str, Any],
    of: str,
    now: int,
) -> None:
    outbox.promise(
        session,
        kind=kind,
        name=name,
        stream=f"{grant.id}:{kind}:{of}",
        destination=to,
        payload=payload,
        webhook_id=of if kind == WEBHOOK else None,
        booking_id=None,  # and no grant, because the promise outlives a grant that is deleted
        now=now,
    )


def _mail_to(organizer: Organizer, grant: Grant) -> dict[str, Any]:
    return {
        "to": {"name": organizer.name, "email": organizer.email},
        "role": TO_OWNER,
        "language": organizer.locale,
        "timezone": organizer.timezone,
        "ics": None,
        "links": {"dashboard_url": links.absolute("dashboard.calendar_index")},
        "values": {"account": grant.email},
    }
