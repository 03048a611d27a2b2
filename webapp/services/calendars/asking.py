"""What calendars elsewhere have at a time right now: all are asked in parallel, under one deadline.

Nobody waits here while a transaction is open. At most a quarter of a process's threads wait at once. Anybody else is
told at once that there is no answer, and so is who asks for an account that failed within the last minute.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp import providers
from webapp.errors import ProviderError
from webapp.extensions import db
from webapp.lib import clock
from webapp.lib.external import Access, ExternalEvent, Window
from webapp.lib.waiting_places import WaitingPlaces
from webapp.models import Calendar, Event, Grant, Mirror
from webapp.models.grant import VALID
from webapp.services.calendars import connecting, copies, times

DEADLINE_SECONDS = 4.0
QUIET_SECONDS = 60.0
AT_ONCE = 8
Spans = list[tuple[int, int]]

_places = WaitingPlaces()
_failed: dict[str, float] = {}  # grant id -> when it last failed, by `clock.elapsed`


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A calendar to ask. `access`: None when its secret cannot be read. `synced_at`: when our copy was last right."""

    calendar_id: str
    external_id: str
    grant_id: str
    kind: str
    access: Access | None
    timezone: str
    synced_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """By calendar: `events`, of those that answered; `silent`, why the others did not, as a code."""

    events: Mapping[str, Sequence[ExternalEvent]]
    silent: Mapping[str, str]


def targets(session: Session, calendar_ids: Iterable[str]) -> list[Target]:
    """Those of these calendars that are kept elsewhere, with how to reach them. One query."""
    query = (
        select(Mirror, Calendar, Grant)
        .join(Calendar, Calendar.id == Mirror.calendar_id)
        .join(Grant, Grant.id == Calendar.grant_id)
        .where(Mirror.calendar_id.in_(sorted(set(calendar_ids))), Grant.status == VALID)
    )
    return [
        Target(
            calendar_id=calendar.id,
            external_id=mirror.external_id,
            grant_id=grant.id,
            kind=grant.provider,
            access=connecting.access_if_readable(grant),
            timezone=times.zone_of(calendar),
            synced_at=mirror.synced_at,
        )
        for mirror, calendar, grant in session.execute(query)
    ]


def ask(asked: Sequence[Target], *, since: int, until: int) -> Answers:
    """What each calendar has in [since, until). Takes at most DEADLINE_SECONDS, and a moment."""
    willing = [target for target in asked if not _is_quiet(target)]
    silent = {target.calendar_id: "provider.failed_lately" for target in asked if target not in willing}
    with _places.one() as is_held:
        if not is_held:
            return Answers(events={}, silent={target.calendar_id: "provider.busy" for target in asked})
        events, failed = _in_parallel(willing, since=since, until=until)
    for target in willing:
        if target.calendar_id in failed:
            _failed[target.grant_id] = clock.elapsed()
    return Answers(events=events, silent=silent | failed)


def spans_not_ours(session: Session, answers: Answers, *, but_uid: str | None = None) -> dict[str, Spans]:
    """The busy time in these answers, but for our own bookings: the database knows those better.

    `but_uid`: the iCalendar UID of a booking whose own copies do not count wherever they are.
    """
    said = [event for events in answers.events.values() for event in events]
    ours = {
        (row.calendar_id, name)
        for row in _bookings_among(session, answers.events, said)
        for name in (row.ical_uid, row.id)
    }
    return {
        calendar_id: [
            (occurrence.starts_at, occurrence.ends_at)
            for event in events
            if event.uid != but_uid and ours.isdisjoint(((calendar_id, event.uid), (calendar_id, event.mark)))
            for occurrence in event.occurrences
            if occurrence.busy and occurrence.starts_at < occurrence.ends_at
        ]
        for calendar_id, events in answers.events.items()
    }


def _bookings_among(
    session: Session, calendar_ids: Iterable[str], said: Sequence[ExternalEvent]
) -> Sequence[Any]:
    """The bookings' events that some of these are copies of: by the UID, or by our mark where the UID is not ours."""
    uids, marks = {event.uid for event in said}, {event.mark for event in said if event.mark}
    return session.execute(
        select(Event.id, Event.calendar_id, Event.ical_uid).where(
            or_(Event.ical_uid.in_(sorted(uids)), Event.id.in_(sorted(marks))),
            Event.calendar_id.in_(sorted(calendar_ids)),
            Event.booking_id.is_not(None),
            copies.is_there(),
        )
    ).all()


def _is_quiet(target: Target) -> bool:
    failed_at = _failed.get(target.grant_id)
    return failed_at is not None and clock.elapsed() - failed_at < QUIET_SECONDS


def _in_parallel(
    asked: Sequence[Target], *, since: int, until: int
) -> tuple[dict[str, Sequence[ExternalEvent]], dict[str, str]]:
    if not asked:
        return {}, {}
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # Werkzeug's proxy
    pool = ThreadPoolExecutor(min(len(asked), AT_ONCE), thread_name_prefix="asking")
    waiting = {pool.submit(_events_of, app, target, since, until): target.calendar_id for target in asked}
    wait(waiting, timeout=DEADLINE_SECONDS)
    pool.shutdown(wait=False, cancel_futures=True)
    events: dict[str, Sequence[ExternalEvent]] = {}
    silent: dict[str, str] = {}
    for future, calendar_id in waiting.items():
        found = _outcome(future)
        if isinstance(found, str):
            silent[calendar_id] = found
        else:
            events[calendar_id] = found
    return events, silent


def _outcome(future: Future[Sequence[ExternalEvent]]) -> Sequence[ExternalEvent] | str:
    if not future.done() or future.cancelled():
        return "provider.too_slow"
    problem = future.exception()
    if problem is None:
        return future.result()
    if isinstance(problem, ProviderError):
        return problem.code
    current_app.logger.error("a calendar could not be asked, in our own code", exc_info=problem)
    return "provider.failed"


def _events_of(app: Flask, target: Target, since: int, until: int) -> Sequence[ExternalEvent]:
    with app.app_context():
        try:
            provider = providers.of_kind(target.kind)
            if target.access is None or not providers.is_external(provider):
                raise ProviderError("provider.refused")
            window = Window(since=since, until=until, timezone=target.timezone)
            return provider.events(target.access, target.external_id, window=window, timeout=DEADLINE_SECONDS)
        finally:
            db.session.remove()
