"""Read calendars that are kept elsewhere into our own tables, so that availability asks no provider.

An account is read by one worker at a time. Each page is read with no transaction open and written in one, under the
calendar's lock. What is written is what has changed. See decision 0011.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from webapp import providers
from webapp.errors import ProviderError
from webapp.extensions import db, refusal_of_database, repeat_on_deadlock, transaction
from webapp.lib import clock
from webapp.lib.external import Access, CopyChange, ExternalEvent, Window
from webapp.models import Calendar, Mirror
from webapp.models.mirror import GONE
from webapp.providers import ExternalProvider
from webapp.scheduling import DAY
from webapp.services import locks
from webapp.services.calendars import connecting, copies, elsewhere, mirror_claims, mirror_rows, times
from webapp.services.calendars.mirror_claims import Claim, LostClaim
from webapp.services.calendars.spans import HORIZON_DAYS, PAST_DAYS

WHOLE_SECONDS = DAY  # then everything is read again, which moves the window on
LIST_SECONDS = 3600
IN_ONE_TRANSACTION = 500  # events
EVENTS_AT_MOST = 20_000
MISSING_AT_MOST = 20  # entries of ours that a whole reading has not seen; more than a few are a mishap anyway
ROWS_AT_MOST = 60_000  # occurrences in the window
SYNC_SECONDS = 60
NOT_TO_BE_RELIED_ON = frozenset((GONE, "provider.too_large"))  # after these failures, a copy says nothing
# Failures that say nothing of the other calendars of an account.
OF_ONE_CALENDAR = NOT_TO_BE_RELIED_ON | {
    *("provider.failed", "provider.forbidden", "provider.no_calendar"),
    *("provider.not_understood", "provider.unreadable"),
}
UNFORESEEN = "provider.unforeseen"  # a mistake of ours, or a provider that answers as none should

Goes = Callable[[], bool]
Told = Callable[[Sequence[CopyChange]], object]

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Reading:
    """One reading of a calendar. `began`: on a clock that only goes forward. `may_go_on`: asked before each page.

    `copies`: what was read of our own bookings' entries, by the ids of our events.
    """

    claim: Claim
    calendar_id: str
    now: int
    began: float
    may_go_on: Goes
    told: Told
    seen: set[str] = field(default_factory=set)
    copies: dict[str, CopyChange] = field(default_factory=dict)
    troubles: int = 0
    pages: int = 0
    is_whole: bool = False
    cursor: str | None = None

    def start_over(self) -> None:
        """Forget what was seen: it is read from the beginning, perhaps for the second time."""
        self.seen, self.troubles, self.pages, self.is_whole, self.cursor = set(), 0, 0, False, None
        self.copies = {}

    def note(self, event_id: str, copy: ExternalEvent | None) -> None:
        """Note what was read of a booking's entry; None when it is gone."""
        self.copies[event_id] = CopyChange(event_id=event_id, copy=copy, read_at=self.now)

    @property
    def present(self) -> int:
        """The time now, in Unix seconds."""
        return self.now + int(clock.elapsed() - self.began)


class Stopped(Exception):
    """The program is about to end. What was read is kept, and the rest is read by another worker."""


def sync_account(
    grant_id: str,
    *,
    now: int,
    interval: int = SYNC_SECONDS,
    may_go_on: Goes = lambda: True,
    told: Told = lambda changes: None,
) -> bool:
    """Read every calendar of this account that is due. Returns whether any was.

    `interval`: in how many seconds they are due again. `may_go_on`: asked before each page, whether to read it.
    `told`: hears of each calendar what was read of the entries of our bookings, before the reading counts as done.
    What fails is noted and tried again later. An account that lets us in no more is not asked again.
    """
    claim = mirror_claims.take(grant_id, now=now)
    if claim is None:
        return False
    _read(claim, now=now, interval=interval, may_go_on=may_go_on, told=told)
    return True


def sync(calendar_id: str, *, now: int, interval: int = SYNC_SECONDS) -> bool:
    """The same for one calendar, whether it is due or not. Returns False while somebody else reads the account."""
    grant_id = db.session.scalar(select(Calendar.grant_id).where(Calendar.id == calendar_id))
    db.session.close()
    claim = mirror_claims.take(grant_id, now=now, only=[calendar_id]) if grant_id else None
    if claim is None:
        return False
    _read(claim, now=now, interval=interval, may_go_on=lambda: True, told=lambda changes: None)
    return True


def _read(claim: Claim, *, now: int, interval: int, may_go_on: Goes, told: Told) -> None:
    left = list(claim.calendar_ids)
    try:
        provider, access = _reach(claim)
        if _is_time_to_list(claim, now):
            _follow_list(claim, provider, access, now=now)
        while left:
            reading = _Reading(claim, left[0], now, clock.elapsed(), may_go_on, told)
            _read_one(reading, provider, access, interval=interval)
            left.pop(0)
    except ProviderError as problem:
        if problem.code == connecting.REFUSED:
            mirror_claims.released(claim)
            connecting.lose(claim.grant, problem.code, now=now)
            return
        mirror_claims.failed(claim, left, problem.code, now=now, seconds=problem.values.get("seconds"))
    except Stopped:
        mirror_claims.released(claim)
    except Exception as problem:
        db.session.close()
        if refusal_of_database(problem) is not None:
            raise
        log.exception("Account %s could not be read", claim.grant.id)
        mirror_claims.failed(claim, left, UNFORESEEN, now=now)


def _reach(claim: Claim) -> tuple[ExternalProvider, Access]:
    provider = providers.of_kind(claim.grant.provider)
    if not providers.is_external(provider):
        raise TypeError(f"calendars of the kind {claim.grant.provider} are kept here")
    return provider, connecting.access_of(claim.grant)


def _is_time_to_list(claim: Claim, now: int) -> bool:
    """Whether the list of calendars has not been asked for in this hour: a reading in it has not ended yet."""
    last = db.session.scalar(
        select(Mirror.synced_at)
        .join(Calendar, Calendar.id == Mirror.calendar_id)
        .where(Calendar.grant_id == claim.grant.id, Mirror.synced_at.is_not(None))
        .order_by(Mirror.synced_at.desc())
        .limit(1)
    )
    db.session.close()
    return last is not None and last // LIST_SECONDS != now // LIST_SECONDS


def _follow_list(claim: Claim, provider: ExternalProvider, access: Access, *, now: int) -> None:
    listed = provider.calendars(access)
    with transaction() as session:
        elsewhere.follow_list(session, locks.grant(session, claim.grant.id), listed, now=now)


def _read_one(reading: _Reading, provider: ExternalProvider, access: Access, *, interval: int) -> None:
    try:
        try:
            _follow(reading, provider, access, interval=interval)
        except ProviderError as problem:
            if problem.code != "provider.cursor_expired":
                raise
            _follow(reading, provider, access, interval=interval, again=True)
    except ProviderError as problem:
        if problem.code not in OF_ONE_CALENDAR:
            raise
        _note_failure(reading, problem.code, is_unread=problem.code in NOT_TO_BE_RELIED_ON)
    except LostClaim:
        log.warning("Calendar %s is read by somebody else meanwhile, or gone", reading.calendar_id)
    except Exception as problem:
        db.session.close()
        if isinstance(problem, Stopped) or refusal_of_database(problem) is not None:
            raise
        log.exception("Calendar %s could not be read", reading.calendar_id)
        _note_failure(reading, UNFORESEEN)


def _note_failure(reading: _Reading, code: str, *, is_unread: bool = False) -> None:
    mirror_claims.failed(reading.claim, [reading.calendar_id], code, now=reading.now, is_unread=is_unread)


def _follow(
    reading: _Reading, provider: ExternalProvider, access: Access, *, interval: int, again: bool = False
) -> None:
    """Read a calendar from its cursor on; from the beginning without one, once a day, and `again`."""
    now = reading.now
    mirror, zone = _mirror(reading.calendar_id)
    cursor = None if again or _is_old(mirror, now) else mirror.cursor
    until = now + HORIZON_DAYS * DAY
    if cursor is not None and mirror.window_until is not None:
        until = mirror.window_until
    window = Window(since=now - PAST_DAYS * DAY, until=until, timezone=zone)
    reading.start_over()
    for page in provider.changes(access, mirror.external_id, cursor=cursor, window=window):
        if not reading.may_go_on():
            raise Stopped
        for events in _in_parts(page.events):
            _write(reading, events)
        if page.gone:
            _remove(reading, [mirror_rows.name_of(each) for each in page.gone])
        reading.is_whole = page.is_whole and (reading.is_whole or reading.pages == 0)
        reading.pages += 1
        reading.cursor = page.cursor
    if reading.is_whole:
        _note_missing(reading, provider, access, mirror.external_id, window)
    if reading.copies:
        reading.told(list(reading.copies.values()))
    _finish(reading, mirror, until=until, interval=interval)


def _mirror(calendar_id: str) -> tuple[Mirror, str]:
    found = select(Mirror, Calendar).join(Calendar, Calendar.id == Mirror.calendar_id)
    fresh = found.where(Mirror.calendar_id == calendar_id).execution_options(populate_existing=True)
    row = db.session.execute(fresh).one_or_none()
    db.session.close()  # no transaction is open during network traffic
    if row is None:
        raise LostClaim
    mirror, calendar = row
    return mirror, times.zone_of(calendar)


def _is_old(mirror: Mirror, now: int) -> bool:
    return mirror.whole_at is None or now - mirror.whole_at >= WHOLE_SECONDS


def _in_parts(events: Sequence[ExternalEvent]) -> Iterator[Sequence[ExternalEvent]]:
    for at in range(0, len(events), IN_ONE_TRANSACTION):
        yield events[at : at + IN_ONE_TRANSACTION]


@repeat_on_deadlock
def _write(reading: _Reading, events: Sequence[ExternalEvent]) -> None:
    with transaction() as session:
        mirror_claims.hold(session, reading.claim, reading.calendar_id, now=reading.present)
        found = mirror_rows.write(session, reading.calendar_id, events, now=reading.now)
    for event_id, copy in found.items():
        reading.note(event_id, copy)
    reading.seen.update(mirror_rows.name_of(event.id) for event in events)
    reading.troubles += sum(event.trouble is not None for event in events)
    if len(reading.seen) > EVENTS_AT_MOST:
        raise ProviderError("provider.too_large")


@repeat_on_deadlock
def _remove(reading: _Reading, names: Sequence[str]) -> None:
    with transaction() as session:
        mirror_claims.hold(session, reading.claim, reading.calendar_id, now=reading.present)
        of_bookings = mirror_rows.remove(session, reading.calendar_id, names, now=reading.now)
    for event_id in of_bookings:
        reading.note(event_id, None)


def _note_missing(
    reading: _Reading, provider: ExternalProvider, access: Access, external_id: str, window: Window
) -> None:
    """Note the entries of our bookings that a whole reading has not seen, and that are not there when asked for."""
    missing = copies.missing(db.session(), reading.calendar_id, window, but=reading.copies)[:MISSING_AT_MOST]
    db.session.close()
    for event_id, name in missing:
        if not provider.has(access, external_id, name):
            reading.note(event_id, None)


@repeat_on_deadlock
def _finish(reading: _Reading, mirror: Mirror, *, until: int, interval: int) -> None:
    """Remove what a whole reading has not seen, and note how far the copy has come. `mirror`: when it began."""
    with transaction() as session:
        mirror_claims.hold(session, reading.claim, reading.calendar_id, now=reading.present)
        values = {"cursor": reading.cursor, "troubles": mirror.troubles + reading.troubles}
        if reading.is_whole:
            known = mirror_rows.names(session, reading.calendar_id)
            mirror_rows.remove(session, reading.calendar_id, known - reading.seen, now=reading.now)
            values |= {"whole_at": reading.now, "window_until": until, "troubles": reading.troubles}
            if mirror_rows.count(session, reading.calendar_id) > ROWS_AT_MOST:
                raise ProviderError("provider.too_large")
        mirror_claims.succeeded(
            session,
            reading.calendar_id,
            now=reading.now,
            read_at=reading.present,
            interval=interval,
            began_with=(mirror.cursor, mirror.due_at),
            **values,
        )
