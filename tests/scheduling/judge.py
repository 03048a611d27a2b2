"""A slow judge of what may be offered and accepted, written from rules 1 to 9 of wire.md section 7.

It tests every minute of a window by asking the zone database what the clock on the wall shows, and shares
no code with the engine: it reads the JSON document itself, knows no lattice, no merging of spans and no
conversion from local time to instants. Where a rule says "first" or "last", it looks at all minutes and
takes the first or the last. Busy spans and the clock may lie on any second.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

MINUTE, DAY = 60, 86400
EPOCH = date(1970, 1, 1)
# Whole dates must be seen on both sides: a long stretch is recognised, and its last midnight found.
MARGIN = 3 * DAY + 12 * 3600
GRACE = 300

Json = dict[str, Any]


def wall(instant: int, zone: str) -> tuple[int, int]:
    """The date and the minute of the day that a clock in the zone shows."""
    return _day_of_clock(instant // DAY, zone)[instant % DAY // MINUTE]


# Cached, because many cases lie on the same days.
@lru_cache(maxsize=5000)
def _day_of_clock(utc_day: int, zone: str) -> list[tuple[int, int]]:
    tz, midnight = ZoneInfo(zone), utc_day * DAY
    shown = []
    for instant in range(midnight, midnight + DAY, MINUTE):
        moment = datetime.fromtimestamp(instant, tz)
        shown.append((moment.toordinal(), moment.hour * 60 + moment.minute))
    return shown


@lru_cache(maxsize=5000)
def minutes_of_date(label: int, zone: str) -> list[tuple[int, int]]:
    """All minutes at which the zone's calendar shows a date, in order, as (instant, minute of the day)."""
    midnight = (label - EPOCH.toordinal()) * DAY
    around = [(t, wall(t, zone)) for t in minutes(midnight - 16 * 3600, midnight + DAY + 16 * 3600)]
    return [(t, minute) for t, (shown, minute) in around if shown == label]


def minutes(start: int, end: int) -> range:
    return range(start // MINUTE * MINUTE, end, MINUTE)


def ordinal(label: str) -> int:
    return date.fromisoformat(label).toordinal()


def minute_of(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def end_minute_of(text: str) -> int:
    return 1440 if minute_of(text) == 1439 else minute_of(text)


class Judge:
    """All answers about one document, one state of the calendars and one window."""

    def __init__(
        self,
        document: Json,
        busy: dict[str, list[tuple[int, int]]],
        *,
        start: int,
        end: int,
        now: int,
        queue: Sequence[str] = (),
        closed_dates: Sequence[str] = (),
        caps_used: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.document, self.busy, self.start, self.end, self.now = document, busy, start, end, now
        self.availability = document["availability"]
        self.rules = self.availability.get("availability_rules") or {}
        self.scheduler = document.get("scheduler") or {}
        self.event_zone = (document.get("event_booking") or {}).get("timezone")
        self.caps_used = caps_used
        self.closed = {ordinal(label) for label in closed_dates}
        self.people = [
            person for person in document["participants"] if person.get("availability") is not None
        ]
        self.queue = self._queue(queue)
        self.round_robin = self.rules.get("availability_method") in ("max-fairness", "max-availability")
        self.duration = self.availability["duration_minutes"]
        self.zone = self._zone()
        self.scan = minutes(start - MARGIN, end + self.duration * MINUTE + MARGIN)
        self.open = {person["email"]: self._open_minutes(person) for person in self.people}
        sets = list(self.open.values())
        self.common = set.union(*sets) if self.round_robin else set.intersection(*sets)
        self.latest_date = self._latest_dates()
        self.grid = set(self._grid())

    # What is offered: start -> e-mails of those who can take it.

    def offered(self) -> dict[int, tuple[str, ...]]:
        emails = self.queue if self.round_robin else [person["email"] for person in self.people]
        if self.rules.get("availability_method") == "max-fairness":
            emails = [email for level in self._levels(emails) for email in level[: -(-len(level) // 2)]]
        found = {}
        for t in minutes(self.start, self.end):
            takers = self.takers(t, emails) if t >= self.start and self._in_time(t, self.now) else ()
            if takers:
                found[t] = takers
        return found

    # Who takes the slot if it is booked now; nobody if it is refused.

    def accepted(self, t: int, *, named: Sequence[str] | None = None) -> tuple[str, ...]:
        if not self._in_time(t, self.now - GRACE) or t <= self.now:
            return ()
        emails = self.queue if self.round_robin else [person["email"] for person in self.people]
        if self.round_robin and named:
            emails = [email for email in emails if email in named]
        takers = self.takers(t, emails)
        return takers[:1] if self.round_robin else takers

    def takers(self, t: int, emails: Sequence[str]) -> tuple[str, ...]:
        if t not in self.grid or not self._fits(t, self.common) or self._capped(t):
            return ()
        if not self.round_robin:
            return tuple(emails) if all(self._free(t, email) for email in emails) else ()
        return tuple(email for email in emails if self._fits(t, self.open[email]) and self._free(t, email))

    # Rule 9, with priorities: who comes before whom, and who is whose equal.

    def _queue(self, given: Sequence[str]) -> list[str]:
        missing = [person["email"] for person in self.people if person["email"] not in given]
        return [email for level in self._levels([*given, *missing]) for email in level]

    def _levels(self, emails: Sequence[str]) -> Iterator[list[str]]:
        turns = {person["email"]: person.get("round_robin") or {} for person in self.people}
        for priority in (5, 4, 3, 2, 1):
            yield [email for email in emails if turns[email].get("priority", 3) == priority]

    # Rules 1 and 2: which minutes is somebody open?

    def _open_minutes(self, person: Json) -> set[int]:
        found: set[int] = set()
        for label in self._labels():
            for zone, opens, closes in self._rows(person, label):
                found.update(self._block(label, zone, opens, closes))
        return found

    def _labels(self) -> range:
        first = EPOCH + timedelta(self.scan[0] // DAY - 1)
        last = EPOCH + timedelta(self.scan[-1] // DAY + 1)
        return range(first.toordinal(), last.toordinal() + 1)

    def _rows(self, person: Json, label: int) -> Iterator[tuple[str, int, int]]:
        own = [e for e in person.get("specific_time_availability") or [] if ordinal(e["date"]) == label]
        default = [
            e
            for e in self.rules.get("default_specific_time_availability") or []
            if ordinal(e["date"]) == label
        ]
        if own or default:
            for entry in own or default:
                zone = (
                    (person.get("timezone") or self.event_zone)
                    if own
                    else (self.event_zone or person.get("timezone"))
                )
                zone = entry.get("timezone") or zone or "UTC"
                if (minute_of(entry["start"]), minute_of(entry["end"])) != (0, 0):
                    yield zone, minute_of(entry["start"]), end_minute_of(entry["end"])
            return
        if self.rules.get("only_specific_time_availability") or person.get("only_specific_time_availability"):
            return
        if label in self.closed:
            return
        weekday = date.fromordinal(label).isoweekday() % 7
        own_rows, default_rows = (
            person["availability"].get("open_hours"),
            self.rules.get("default_open_hours"),
        )
        for row in own_rows or default_rows or []:
            own_zone, person_zone = row.get("timezone"), person.get("timezone")
            zone = (
                (own_zone or person_zone or self.event_zone)
                if own_rows
                else (self.event_zone or own_zone or person_zone)
            )
            if weekday in row["days"] and label not in [ordinal(text) for text in row.get("exdates") or []]:
                yield zone or "UTC", minute_of(row["start"]), end_minute_of(row["end"])
        if not own_rows and not default_rows:
            yield person.get("timezone") or self.event_zone or "UTC", 0, 1440

    def _block(self, label: int, zone: str, opens: int, closes: int) -> Iterable[int]:
        """From the first minute of the date at or after `opens` to the last one before `closes`."""
        of_date = minutes_of_date(label, zone)
        first = next((t for t, minute in of_date if minute >= opens), None)
        last = next((t for t, minute in reversed(of_date) if minute < closes), None)
        return () if first is None or last is None else range(first, last + 1, MINUTE)

    # Rule 3: the one grid.

    def _zone(self) -> str:
        organizers = [
            person.get("timezone") for person in self.document["participants"] if person.get("is_organizer")
        ]
        for zone in (self.event_zone, *organizers):
            if zone:
                return str(zone)
        person = self.people[0]
        own_hours, own_dates = (
            person["availability"].get("open_hours"),
            person.get("specific_time_availability"),
        )
        default_hours = self.rules.get("default_open_hours")
        default_dates = self.rules.get("default_specific_time_availability")
        for rows in (own_hours, default_hours, own_dates, default_dates):
            if rows:
                return str(rows[0].get("timezone") or person.get("timezone") or "UTC")
        return str(person.get("timezone") or "UTC")

    def _grid(self) -> Iterator[int]:
        interval = (self.availability.get("interval_minutes") or self.duration) * MINUTE
        round_to = self.availability.get("round_to") or 15
        dates_seen: set[int] = set()
        expected, rounding = None, False
        for t in self.scan:
            label, minute = wall(t, self.zone)
            date_begins = label not in dates_seen
            dates_seen.add(label)
            if t not in self.common:
                continue
            stretch_begins = t - MINUTE not in self.common or t == self.scan[0]
            if stretch_begins:
                length = self._stretch_length(t)
                expected, rounding = None, True
            elif date_begins and length > DAY:
                expected, rounding = None, True
            if rounding and minute % round_to == 0:
                expected, rounding = t, False
            if t == expected:
                yield t
                expected = t + interval

    def _stretch_length(self, t: int) -> int:
        length = 0
        while t + length in self.common and length <= 2 * DAY:
            length += MINUTE
        return length

    # Rules 4, 5, 7 and the limits.

    def _fits(self, t: int, open_minutes: set[int]) -> bool:
        return all(t + k * MINUTE in open_minutes for k in range(self.duration))

    def _free(self, t: int, email: str) -> bool:
        buffer = self.rules.get("buffer") or {}
        before, after = (buffer.get("before") or 0) * MINUTE, (buffer.get("after") or 0) * MINUTE
        return not any(
            t < end + after and t + self.duration * MINUTE > start - before
            for start, end in self.busy.get(email, [])
        )

    def _in_time(self, t: int, notice_now: int) -> bool:
        notice = self.scheduler.get("min_booking_notice")
        days = self.scheduler.get("available_days_in_future")
        if t < notice_now + (60 if notice is None else notice) * MINUTE or t <= self.now:
            return False
        day_after = wall(self.now, self.zone)[0] + (30 if days is None else days) + 1
        return self.latest_date[t] < day_after

    def _latest_dates(self) -> dict[int, int]:
        """The latest date begun so far: it stays begun, also where the clock goes back over midnight."""
        latest = 0
        found = {}
        for t in self.scan:
            latest = max(latest, wall(t, self.zone)[0])
            found[t] = latest
        return found

    def _capped(self, t: int) -> bool:
        limits = self.rules.get("limits") or {}
        for period in ("day", "week", "month"):
            same = [
                span for span in self.caps_used if self._period(span[0], period) == self._period(t, period)
            ]
            most, longest = limits.get(f"bookings_per_{period}"), limits.get(f"minutes_per_{period}")
            booked = sum(end - start for start, end in same)
            if most is not None and len(same) >= most:
                return True
            if longest is not None and booked + self.duration * MINUTE > longest * MINUTE:
                return True
        return False

    def _period(self, t: int, period: str) -> Any:
        shown = datetime.fromtimestamp(t, UTC).astimezone(ZoneInfo(self.zone)).date()
        return {"day": shown, "week": shown.isocalendar()[:2], "month": (shown.year, shown.month)}[period]
