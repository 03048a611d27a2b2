"""The first of three guards against double booking: locks on rows, taken in one order.

1. The lock: who books, moves or enters anything in a calendar holds the calendar's row until COMMIT.
2. The judgement (`services/bookings/judgement.py`): under the lock, the function that made the offer is asked again.
3. The database (`models/busy_span.py`): it refuses overlapping spans, whatever the code does.

The third protects one calendar; several calendars, buffers, caps and the round robin need the first two.

Every lock on a row is taken here, in this order: application, grant, configuration, calendars by id, booking. A webhook
is locked alone. It is `FOR NO KEY UPDATE`, because a plain `FOR UPDATE` deadlocks with the key locks that foreign keys
take. Each lock is a statement of its own, and whatever is judged is read after it. SQLite needs none of it: a writing
transaction is alone.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.errors import NotFound
from webapp.models import Application, Booking, Calendar, Configuration, Grant, Webhook

Row = TypeVar("Row", Application, Grant, Configuration, Booking, Webhook)


def application(session: Session, application_id: str) -> Application:
    """The application, locked. Raises NotFound."""
    return _locked(session, Application, application_id, NotFound("application.unknown"))


def grant(session: Session, grant_id: str) -> Grant:
    """The grant as it stands now, locked. Raises NotFound."""
    return _locked(session, Grant, grant_id, NotFound("grant.unknown"))


def grants(session: Session, ids: Iterable[str]) -> set[str]:
    """Lock these grants, by id. Returns the ids that still exist."""
    query = select(Grant.id).where(Grant.id.in_(sorted(set(ids)))).order_by(Grant.id)
    return set(session.scalars(query.with_for_update(key_share=True)))


def configurations(session: Session, ids: Iterable[str]) -> Sequence[Configuration]:
    """Lock these configurations, by id. Returns those that still exist, as they stand now."""
    query = select(Configuration).where(Configuration.id.in_(sorted(set(ids)))).order_by(Configuration.id)
    fresh = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session.scalars(fresh).all()


def configuration(session: Session, configuration_id: str) -> Configuration:
    """The configuration as it stands now, locked. Raises NotFound."""
    return _locked(session, Configuration, configuration_id, NotFound("configuration.unknown"))


def calendars(session: Session, ids: Iterable[str]) -> set[str]:
    """Lock these calendars, by id. Returns the ids that still exist."""
    query = select(Calendar.id).where(Calendar.id.in_(sorted(set(ids)))).order_by(Calendar.id)
    return set(session.scalars(query.with_for_update(key_share=True)))


def booking(session: Session, booking_id: str) -> Booking:
    """The booking as it stands now, locked. Raises NotFound."""
    return _locked(session, Booking, booking_id, NotFound("booking.unknown"))


def webhook(session: Session, webhook_id: str) -> Webhook:
    """The webhook as it stands now, locked. Raises NotFound."""
    return _locked(session, Webhook, webhook_id, NotFound("webhook.unknown"))


def _locked(session: Session, model: type[Row], row_id: str, missing: NotFound) -> Row:
    # Read anew even if the session knows the row: what it remembers is from before the lock.
    row = session.get(model, row_id, populate_existing=True, with_for_update={"key_share": True})
    if row is None:
        raise missing
    return row
