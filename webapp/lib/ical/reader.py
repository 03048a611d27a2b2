"""Every event of a file that has time in a window.

A file is a feed with many events, or one event with the occurrences that were changed. Events of one UID are told
apart by RECURRENCE-ID; of several versions the highest SEQUENCE counts. Two of the same version are both taken: feeds
that give every event the same UID exist, and a time that is taken twice is better than one that is not.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from webapp.lib.external import ExternalEvent, Occurrence, Window
from webapp.lib.ical import lines, series, work
from webapp.lib.ical.entries import Entry, Unreadable, tidy
from webapp.lib.ical.free_busy import busy_times
from webapp.lib.ical.lines import EVENT, FREE_BUSY, ZONE, Component
from webapp.lib.ical.series import Found, Happening
from webapp.lib.ical.work import Work
from webapp.lib.ical.zones import Clocks, name_of
from webapp.scheduling import LAST_INSTANT

UID_AT_MOST = 255
NAME_AT_MOST = 200
MARK = "X-OPENSLOT-EVENT"
MARK_AT_MOST = 64

_WORST_FIRST = ("unreadable", "rule_unsupported", "zone_unknown", "too_many_occurrences")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a calendar says of itself. `timezone`: a name of the IANA, None when it names none that we know."""

    name: str | None
    timezone: str | None
    description: str | None


def about(text: bytes) -> About:
    """The name, the zone and the description of a calendar. Raises ProviderError as `read` does."""
    first = lines.calendars(text)[0]
    name = first.value("X-WR-CALNAME") or first.value("NAME")
    return About(
        name=tidy(name, NAME_AT_MOST).replace("\n", " ") or None,
        timezone=name_of(first.value("X-WR-TIMEZONE").strip('"')),
        description=tidy(first.value("X-WR-CALDESC"), NAME_AT_MOST) or None,
    )


def read(text: bytes, *, window: Window, owner: str | None, href: str | None = None) -> list[ExternalEvent]:
    """The events of a file that have time in the window, and those of which nobody can tell.

    `owner`: the address of whoever has the calendar; what they declined takes no time. `href`: where a CalDAV server
    keeps the file; it is the id of its event. Raises ProviderError: `provider.no_calendar` when this is something else,
    `provider.unreadable` when it stops before its end, `provider.too_large`.
    """
    budget, found = Work(), dict[str, ExternalEvent]()
    for calendar in lines.calendars(text):
        reading = _Reading(calendar, window, owner, budget)
        for event in reading.events():
            event_id = href if href is not None and href not in found else event.id
            if event_id in found:
                event_id = f"{event_id}#{len(found)}"
            if event.occurrences or event.trouble:
                found[event_id] = replace(event, id=event_id)
    return list(found.values())


class _Reading:
    """One VCALENDAR."""

    def __init__(self, calendar: Component, window: Window, owner: str | None, budget: Work) -> None:
        self._calendar, self._window, self._owner, self._work = calendar, window, owner, budget
        self._clocks = Clocks(window.timezone, [part for part in calendar.parts if part.kind == ZONE], budget)
        self._is_cancelled = calendar.value("METHOD").upper() == "CANCEL"

    def events(self) -> Iterator[ExternalEvent]:
        by_uid = dict[str, list[Component]]()
        for part in self._calendar.parts:
            if part.kind == EVENT:
                by_uid.setdefault(_uid(part), []).append(part)
            elif part.kind == FREE_BUSY:
                yield self._of_free_busy(part)
        for uid, parts in by_uid.items():
            yield from self._of_uid(uid, parts)

    def _of_free_busy(self, part: Component) -> ExternalEvent:
        for line in part.lines.get("FREEBUSY", []):
            self._work.spend(work.PERIOD * line.value.count(","))
        times, is_broken = busy_times(part, self._clocks, self._window)
        uid, trouble = _uid(part), "unreadable" if is_broken else None
        return ExternalEvent(id=uid, uid=uid, occurrences=tuple(times), trouble=trouble)

    def _of_uid(self, uid: str, parts: Sequence[Component]) -> Iterator[ExternalEvent]:
        entries, is_unreadable = self._entries(parts)
        masters = _latest(entry for entry in entries if not entry.is_changed)
        replacements = _latest(entry for entry in entries if entry.replaces is not None)
        strays = [entry for entry in entries if entry.is_changed and entry.replaces is None]
        if masters:
            found = series.found(masters[0], replacements, self._window, self._work)
            yield from self._events(uid, uid, masters[0], found)
        elif replacements:
            found = Found([series.instead(replacement) for replacement in replacements])
            yield from self._events(uid, uid, replacements[0], found)
        for entry in (*masters[1:], *strays):
            found = series.found(entry, (), self._window, self._work)
            yield from self._events(_beside(uid, entry), uid, entry, found)
        if is_unreadable:
            yield ExternalEvent(id=f"{uid}#unreadable" if entries else uid, uid=uid, trouble="unreadable")

    def _entries(self, parts: Sequence[Component]) -> tuple[list[Entry], bool]:
        entries, is_unreadable = list[Entry](), False
        for part in parts:
            self._work.spend(work.ENTRY)
            try:
                entry = Entry.of(part, self._clocks, owner=self._owner, is_cancelled=self._is_cancelled)
            except Unreadable:
                is_unreadable = True
            else:
                entries.append(entry)
        return entries, is_unreadable

    def _events(self, event_id: str, uid: str, entry: Entry, found: Found) -> Iterator[ExternalEvent]:
        """The event, and one more for each time that stands in the place of another."""
        by_place = {happening.key: happening for happening in reversed(found.happenings)}
        yield self._event(event_id, uid, entry, Found(list(by_place.values()), found.trouble))
        for happening in found.happenings:
            if by_place[happening.key] is not happening:
                yield self._event(_beside(uid, happening.entry), uid, happening.entry, Found([happening]))

    def _event(self, event_id: str, uid: str, entry: Entry, found: Found) -> ExternalEvent:
        in_order = sorted(found.happenings, key=lambda happening: happening.starts_at)
        return ExternalEvent(
            id=event_id,
            uid=uid,
            mark=entry.component.value(MARK)[:MARK_AT_MOST] or None,
            answer=entry.about.answer,
            occurrences=tuple(
                _occurrence(happening)
                for happening in in_order
                if series.has_time_in(happening, self._window)
            ),
            trouble=_worst(found),
        )


def _beside(uid: str, entry: Entry) -> str:
    """An id for an event whose UID is that of another."""
    return f"{uid}#{entry.start.local:%Y%m%dT%H%M%S}"


def _worst(found: Found) -> str | None:
    entries = [happening.entry for happening in found.happenings]
    troubles = {found.trouble}
    if any(entry.is_broken for entry in entries):
        troubles.add("unreadable")
    if any(entry.start.is_guess for entry in entries):
        troubles.add("zone_unknown")
    return next((code for code in _WORST_FIRST if code in troubles), None)


def _occurrence(happening: Happening) -> Occurrence:
    entry, starts, ends = happening.entry, happening.starts_at, min(happening.ends_at, LAST_INSTANT)
    ends = max(starts, ends)
    about = entry.about
    return Occurrence(
        recurrence_id=series.stamp(happening),
        starts_at=starts,
        ends_at=ends,
        busy=about.busy and starts < ends,
        days=series.days(happening),
        timezone=entry.start.timezone,
        status=about.status,
        title=about.title,
        location=about.location,
        description=about.description,
    )


def _latest(entries: Iterable[Entry]) -> list[Entry]:
    """The highest version of each; all of them where several have it."""
    by_place = dict[object, list[Entry]]()
    for entry in entries:
        place = None if entry.replaces is None else entry.replaces.instant
        known = by_place.setdefault(place, [])
        if known and known[0].sequence < entry.sequence:
            known.clear()
        if not known or known[0].sequence == entry.sequence:
            known.append(entry)
    return [entry for known in by_place.values() for entry in known]


def _uid(part: Component) -> str:
    """The UID; one made of what the entry says when it has none, or one that is too long to be kept."""
    given = tidy(part.value("UID"), UID_AT_MOST + 1).replace("\n", "")
    if 0 < len(given) <= UID_AT_MOST:
        return given
    said = [part.value(name) for name in ("UID", "DTSTART", "DTEND", "RRULE", "SUMMARY")]
    return "no-uid-" + hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]
