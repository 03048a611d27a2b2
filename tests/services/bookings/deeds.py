"""What the tests of bookings let people do, and what they see of it in the database."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select, update

from tests.builders import MINUTE
from webapp.extensions import db, transaction
from webapp.models import BusySpan, Model, OutboxEntry
from webapp.services.bookings.commands import CancelBooking, DecideBooking, RescheduleBooking
from webapp.services.configurations import additional_fields

ORGANIZER_SAYS = DecideBooking(actor="organizer", door="dashboard")


def move_to(starts_at: int, *, actor: str = "guest", minutes: int = 30, **changes: Any) -> RescheduleBooking:
    ends_at = starts_at + minutes * MINUTE
    return RescheduleBooking(starts_at=starts_at, ends_at=ends_at, actor=actor, door="page", **changes)


def cancelling(reason: str = "Ill", *, actor: str = "guest") -> CancelBooking:
    return CancelBooking(reason=reason, actor=actor, door="page")


def before_answers_are_compared(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], Any]) -> None:
    """Let something happen once, at the moment when a command's answers are compared."""
    compare, ahead = additional_fields.check, [happens]

    def comparing(*given: Any, **also: Any) -> dict[str, str]:
        if ahead:
            ahead.pop()()
        return compare(*given, **also)

    monkeypatch.setattr(additional_fields, "check", comparing)


def is_writing() -> bool:
    """Whether a transaction is open that may write, and so holds locks."""
    return bool(db.session.connection().get_execution_options().get("rw"))


def count(model: type[Model]) -> int:
    """How many rows there are."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def promised() -> list[str]:
    """The names of all promises, oldest first."""
    return list(db.session.scalars(select(OutboxEntry.name).order_by(OutboxEntry.id)))


def spans() -> list[tuple[int, int, bool]]:
    """(start, end, exclusive) of all busy time, oldest first."""
    columns = (BusySpan.starts_at, BusySpan.ends_at, BusySpan.exclusive)
    rows = db.session.execute(select(*columns).order_by(BusySpan.id))
    return [(row.starts_at, row.ends_at, row.exclusive) for row in rows]


def everything_is_delivered() -> None:
    """Let every promise that waits be one that was kept."""
    with transaction() as session:
        waiting = update(OutboxEntry).where(OutboxEntry.settled_at.is_(None))
        session.execute(waiting.values(settled_at=OutboxEntry.due_at))
