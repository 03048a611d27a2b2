"""When an event happens within a window: its rule, its other dates, what is left out and what is moved."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from webapp.lib import recurrence
from webapp.lib.external import Window
from webapp.lib.ical import rules, work
from webapp.lib.ical.entries import Entry, until
from webapp.lib.ical.moments import Length, Moment, moments, periods
from webapp.lib.ical.rules import UnsupportedRule
from webapp.lib.ical.work import Work
from webapp.lib.ical.zones import EPOCH, Named, named
from webapp.lib.recurrence_rule import Rule
from webapp.scheduling import DAY

OCCURRENCES_AT_MOST = 2000
LONGEST_DAYS = 400  # of an event that comes again

_LAST_OF_DAY = ("T235959Z", "T000000Z")


@dataclass(frozen=True, slots=True)
class Happening:
    """One occurrence. `local`: the wall time at which it begins. `key`: which of its series it is, if there is one.

    A key is an instant in Unix seconds; with `key_is_day` it is a day since 1970-01-01.
    """

    entry: Entry
    local: datetime
    lasts: Length
    key: int | None = None
    key_is_day: bool = False

    @property
    def starts_at(self) -> int:
        """In Unix seconds."""
        return self.entry.start.clock.instant(self.local)

    @property
    def ends_at(self) -> int:
        """In Unix seconds."""
        return (
            self.entry.start.clock.instant(self.local + timedelta(days=self.lasts.days)) + self.lasts.seconds
        )


@dataclass(frozen=True, slots=True)
class Found:
    """`trouble`: a code of external.TROUBLES."""

    happenings: list[Happening]
    trouble: str | None = None


def once(entry: Entry) -> Happening:
    """An event as it stands, without what comes again."""
    return Happening(entry, entry.start.local, entry.lasts)


def instead(entry: Entry, *, like: Moment | None = None) -> Happening:
    """A replacement, at its place in a series that begins like this; without one, in a series that nobody has."""
    replaces = entry.replaces or entry.start
    like = like or replaces
    return replace(once(entry), key=key_of(replaces, like=like), key_is_day=like.is_date)


def found(master: Entry, replacements: Sequence[Entry], window: Window, budget: Work) -> Found:
    """Every occurrence that has time in the window. Raises ProviderError when a file takes too much work."""
    others = [instead(replacement, like=master.start) for replacement in replacements]
    first = instead(master, like=master.start) if recurs(master) or others else once(master)
    alone = [*(() if any(other.key == first.key for other in others) else (first,)), *others]
    if not recurs(master):
        return Found(alone)
    try:
        if master.lasts.days + master.lasts.seconds // DAY > LONGEST_DAYS:
            raise UnsupportedRule("too long")
        starts = _Series(master, window, budget).starts()
        kept = [
            happening
            for happening in _with_replacements(starts, replacements, master)
            if has_time_in(happening, window)
        ]
    except UnsupportedRule:
        return Found(alone, "rule_unsupported")
    except (ValueError, OverflowError):
        return Found(alone, "unreadable")
    kept = [*others, *kept]
    trouble = "too_many_occurrences" if len(kept) > OCCURRENCES_AT_MOST else None
    return Found(kept[:OCCURRENCES_AT_MOST], trouble)


def recurs(entry: Entry) -> bool:
    """Whether an event comes again."""
    return any(name in entry.component.lines for name in ("RRULE", "RDATE"))


def has_time_in(happening: Happening, window: Window) -> bool:
    """Whether an occurrence overlaps the window."""
    starts, ends = happening.starts_at, happening.ends_at
    return starts < window.until and (ends > window.since or (starts == ends == window.since))


def key_of(moment: Moment, *, like: Moment) -> int:
    """Which occurrence a time names, of a series that begins like this: an instant, or a day."""
    if not like.is_date:
        local = datetime.combine(moment.local.date(), like.local.time())
        return like.clock.instant(local) if moment.is_date else moment.instant
    return moment.day if moment.is_date else _date_meant(moment, like).toordinal() - EPOCH.toordinal()


class _Series:
    """The regular occurrences of an event."""

    def __init__(self, master: Entry, window: Window, budget: Work) -> None:
        self._master, self._window, self._work = master, window, budget
        self._start, self._lines = master.start, master.component.lines
        self._clocks = master.clocks

    def starts(self) -> list[Happening]:
        by_key = {self._key(local): self._happening(local) for local in self._ruled("RRULE")}
        by_key |= {happening.key or 0: happening for happening in self._listed()}
        for local in self._ruled("EXRULE", with_start=False):
            by_key.pop(self._key(local), None)
        for key in self._left_out():
            by_key.pop(key, None)
        self._work.spend(work.OCCURRENCE * len(by_key))
        return [by_key[key] for key in sorted(by_key)]

    def _ruled(self, name: str, *, with_start: bool = True) -> Iterator[datetime]:
        since = (self._window.since // DAY) - LONGEST_DAYS - 2
        since = max(
            since, (self._window.since - self._master.lasts.seconds) // DAY - self._master.lasts.days - 2
        )
        end, first = self._window.until // DAY + 2, self._start.day
        if with_start:
            yield self._start.local
        for line in self._lines.get(name, []):
            rule, last = rules.parsed(line.value, self._start.local)
            if rule is None:
                continue
            self._work.spend(rules.cost(rule, first=first, since=since, until=end))
            for day in self._days(rule, first, since, end):
                local = self._start.local + timedelta(days=day - first)
                if last is None or self._is_until(local, last):
                    yield local

    def _days(self, rule: Rule, first: int, since: int, end: int) -> list[int]:
        return rule.days(first=first, since=since, until=end) if end > max(since, first) else []

    def _is_until(self, local: datetime, last: str) -> bool:
        moment = datetime.fromisoformat(last)
        if self._start.is_date:
            days = {moment.date()}
            if moment.tzinfo and not last.endswith(_LAST_OF_DAY):
                days.add(named(self._window.timezone).local(int(moment.timestamp())).date())
            return local.date() <= max(days)
        if "T" not in last:
            return local.date() <= moment.date()
        if moment.tzinfo:
            return self._start.clock.instant(local) <= moment.timestamp()
        return local <= moment

    def _listed(self) -> Iterator[Happening]:
        for line in self._lines.get("RDATE", []):
            self._work.spend(work.PERIOD * line.value.count(","))
            for begins, end in periods(line, self._clocks):
                start = begins if begins.is_date == self._start.is_date else self._alike(begins)
                lasts = until(end, begins) if isinstance(end, Moment) else end
                entry = replace(self._master, start=start, lasts=lasts or self._master.lasts)
                yield instead(replace(entry, replaces=start), like=self._start)

    def _alike(self, begins: Moment) -> Moment:
        """A date for an event with times, or a time for one of whole days."""
        at = self._start.local.time() if begins.is_date else datetime.min.time()
        return replace(self._start, local=datetime.combine(begins.local.date(), at))

    def _left_out(self) -> Iterator[int]:
        for line in self._lines.get("EXDATE", []):
            self._work.spend(work.DATE * line.value.count(","))
            for moment in moments(line, self._clocks):
                yield key_of(moment, like=self._start)

    def _key(self, local: datetime) -> int:
        return (local - EPOCH).days if self._start.is_date else self._start.clock.instant(local)

    def _happening(self, local: datetime) -> Happening:
        return Happening(self._master, local, self._master.lasts, self._key(local), self._start.is_date)


def _with_replacements(
    starts: list[Happening], replacements: Sequence[Entry], master: Entry
) -> Iterator[Happening]:
    replaced = {key_of(entry.replaces, like=master.start): entry for entry in replacements if entry.replaces}
    ranges = sorted(key for key, entry in replaced.items() if entry.is_for_all_after)
    for happening in starts:
        if happening.key in replaced:
            continue
        before = bisect_left(ranges, happening.key or 0)
        yield _moved(happening, replaced[ranges[before - 1]]) if before else happening


def _moved(happening: Happening, entry: Entry) -> Happening:
    """An occurrence as far from its place as the replacement is from its own."""
    replaces = entry.replaces or entry.start
    by = entry.start.local - replaces.local
    if not entry.start.is_date and entry.start.clock is not replaces.clock:
        by = timedelta(seconds=entry.start.instant - replaces.instant)
    shifted = replace(entry, start=replace(entry.start, clock=happening.entry.start.clock))
    return replace(happening, entry=shifted, local=happening.local + by, lasts=entry.lasts)


def _date_meant(moment: Moment, like: Moment) -> datetime:
    """The day that a time means for an event of whole days. Midnight of UTC is how programs write a date as a time."""
    text = f"{moment.local:T%H%M%SZ}"
    if moment.timezone == "UTC" and text not in _LAST_OF_DAY and isinstance(like.clock, Named):
        return like.clock.local(moment.instant)
    return moment.local


def stamp(happening: Happening) -> str | None:
    """The recurrence id of an occurrence, as external.Occurrence has it."""
    if happening.key is None:
        return None
    if happening.key_is_day:
        return f"{EPOCH + timedelta(days=happening.key):%Y%m%d}"
    return recurrence.stamp(happening.key)


def days(happening: Happening) -> tuple[str, str] | None:
    """The first day and the day after the last of an all-day occurrence."""
    if not happening.entry.start.is_date:
        return None
    first = happening.local.date()
    return first.isoformat(), (first + timedelta(days=happening.lasts.days)).isoformat()
