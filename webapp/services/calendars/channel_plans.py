"""What the channels of an account need now: which to make, renew, end or forget. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import current_app
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from webapp.lib import links
from webapp.lib.external import Channel
from webapp.models import Calendar, Grant, Mirror, PushChannel

AT_ONCE = 10  # channels made in one go, so that a large account leaves its thread to others
PUSHES_REFUSED = "provider.pushes_refused"  # of our address, so of no use to ask for another account


@dataclass(frozen=True, slots=True)
class Wish:
    """A calendar that needs a channel. `known`: the one that it has, which may be let live longer."""

    calendar_id: str
    external_id: str
    known: Channel | None


@dataclass(slots=True)
class Plan:
    """`forget`: rows without a channel behind them. `end`: channels that were replaced, or are wanted no more."""

    wishes: list[Wish] = field(default_factory=list)
    forget: list[str] = field(default_factory=list)
    end: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.wishes or self.forget or self.end)


def of_account(session: Session, grant: Grant, *, now: int) -> Plan:
    """The plan for this account, whose provider can push."""
    rows = session.scalars(
        select(PushChannel)
        .where(PushChannel.grant_id == grant.id, PushChannel.calendar_id.is_not(None))
        .order_by(PushChannel.created_at, PushChannel.id)
        .execution_options(populate_existing=True)
    ).all()
    plan = Plan()
    if not current_app.config["OPENSLOT_TAKES_PUSHES"]:
        plan.forget = [row.id for row in rows if not _lives(row, now)]
        plan.end = [row.id for row in rows if _lives(row, now)]
        return plan
    plan.forget = [row.id for row in rows if not _lives(row, now) and row.due_at <= now]
    is_refused = session.scalar(
        select(
            exists().where(
                PushChannel.kind == grant.provider,
                PushChannel.failure == PUSHES_REFUSED,
                PushChannel.due_at > now,
            )
        )
    )
    read = select(Mirror.calendar_id, Mirror.external_id).join(Calendar, Calendar.id == Mirror.calendar_id)
    was_read = (Calendar.grant_id == grant.id, Mirror.whole_at.is_not(None), Mirror.failure.is_(None))
    for calendar_id, external_id in session.execute(read.where(*was_read).order_by(Mirror.calendar_id)):
        mine = [row for row in rows if row.calendar_id == calendar_id]
        live = [row for row in mine if _lives(row, now)]
        current = [row for row in live if row.origin == links.origin()]
        if any(row.due_at > now for row in current):
            plan.end += [row.id for row in live if row is not current[-1]]
        elif not is_refused and not any(_waits(row, now) for row in mine) and len(plan.wishes) < AT_ONCE:
            plan.wishes.append(Wish(calendar_id, external_id, _last(current)))
    return plan


def _lives(row: PushChannel, now: int) -> bool:
    return row.provider_id is not None and (row.until or 0) > now


def _waits(row: PushChannel, now: int) -> bool:
    """Whether it was asked for just now, or lately without success."""
    return row.provider_id is None and row.due_at > now


def _last(rows: Sequence[PushChannel]) -> Channel | None:
    if not rows or rows[-1].provider_id is None:
        return None
    return Channel(id=rows[-1].id, provider_id=rows[-1].provider_id, until=rows[-1].until or 0)
