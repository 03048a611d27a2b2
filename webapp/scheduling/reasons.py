"""Why a start is not offered: the complete list of reasons, from the same pieces that make the offer.

A start is offered exactly when its list is empty; tests/scheduling/test_properties.py checks that.
Every detail that the busy spans carry is in the reasons. The caller passes only what the reader may see (an
event's title is for the calendar's owner alone).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from webapp.scheduling.assignment import offered_part
from webapp.scheduling.busy import Busy
from webapp.scheduling.caps import used_up
from webapp.scheduling.grid import grid_runs, stretch_window
from webapp.scheduling.notice import earliest_start, horizon_end
from webapp.scheduling.open_hours import common_opening, is_closed_date, openings_of
from webapp.scheduling.rules import OpenHours, Participant, Rules
from webapp.scheduling.slots import refusal_reach
from webapp.scheduling.spans import Span, covers
from webapp.scheduling.wall_clock import label_of, local_day, rounded_up
from webapp.scheduling.window import check_window


class BusyDetail(NamedTuple):
    """A busy span with its details. It begins with (start, end), so it is a span for the engine as well.

    `kind`: `event`, `pending`, `booked`, `hold`, `away` (the owner is, whatever their calendars
    say) or `unreachable` (a calendar that gave no answer). `booking` is the id of the booking that the span belongs to.
    """

    start: int
    end: int
    kind: str = "event"
    calendar: str | None = None
    owner: str | None = None
    title: str | None = None
    booking: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a start is not offered; fields that do not apply to its code are None.

    `code`: past, before_notice, beyond_horizon, paused, outside_open_hours, closed_date, not_on_grid, busy, buffer,
    held, calendar_unreachable, cap_reached; present_time (of the booking that is to be moved), unknown_participant
    (nobody who may take it is on the page); from `is_open` also wrong_duration.
    """

    code: str
    email: str | None = None
    start: int | None = None
    end: int | None = None
    kind: str | None = None
    calendar: str | None = None
    owner: str | None = None
    title: str | None = None
    booking: str | None = None
    limit: str | None = None
    date: str | None = None


def explain(
    rules: Rules,
    busy: Busy,
    *,
    start: int,
    end: int,
    now: int,
    queue: Sequence[str] = (),
    participants: Sequence[str] | None = None,
    present: int | None = None,
    caps_used: Iterable[Span] | None = None,
) -> list[tuple[int, tuple[Reason, ...]]]:
    """Return every candidate start in [start, end), in order, with its reasons; none means offered.

    Candidates are the starts of the grid and, in closed time, evenly spaced steps of the interval.
    `busy` as for `offer`; spans given as `BusyDetail` are explained in full. Other arguments as for `offer`.
    """
    check_window(start, end=end)
    question = _Question(
        rules,
        busy,
        start=start,
        end=end,
        now=now,
        emails=offered_part(rules, queue=queue, participants=participants),
        caps_used=caps_used,
        present=present,
    )
    return [(candidate, question.reasons(candidate)) for candidate in question.candidates()]


def reasons_at(
    rules: Rules,
    busy: Busy,
    *,
    start: int,
    now: int,
    emails: Sequence[str],
    caps_used: Iterable[Span] | None,
    grace: int = 0,
) -> tuple[Reason, ...]:
    """Return the reasons against one start, on the grid or not, for the participants with these e-mails."""
    question = _Question(
        rules, busy, start=start, end=start + 1, now=now, emails=emails, caps_used=caps_used, grace=grace
    )
    return question.reasons(start)


class _Question:
    """Everything that decides about the starts of one window, computed once for all of them."""

    def __init__(
        self,
        rules: Rules,
        busy: Busy,
        *,
        start: int,
        end: int,
        now: int,
        emails: Sequence[str],
        caps_used: Iterable[Span] | None,
        grace: int = 0,
        present: int | None = None,
    ) -> None:
        from_, to = stretch_window(rules, start=start, end=end)
        openings = openings_of(rules, start=from_, end=to)
        self.rules, self.start, self.end, self.now = rules, start, end, now
        self.present = present
        self.stretches = common_opening(rules, openings.values())
        self.grid = sorted(
            instant for run in grid_runs(self.stretches, rules=rules, start=start, end=end) for instant in run
        )
        self.on_grid = frozenset(self.grid)
        self.earliest = earliest_start(rules, now=now, grace=grace)
        self.horizon = horizon_end(rules, now=now)
        self.used_up = used_up(rules, caps_used, start=start, end=end)
        self.schedules = [
            _Schedule.of(participant, openings, busy, rules)
            for participant in rules.participants
            if participant.email in emails
        ]

    def candidates(self) -> list[int]:
        """Return the starts of the grid and the steps between its stretches."""
        return sorted(self.on_grid | frozenset(self._steps_of_closed_time()))

    def _steps_of_closed_time(self) -> Iterator[int]:
        """Yield rounded steps of the interval from the window's start that are a full interval from any grid start."""
        if self.start >= self.end:
            return
        rules = self.rules
        step = rounded_up(self.start, rules.timezone, rules.round_to)
        while step < self.end:
            near = bisect_right(self.grid, step - rules.interval)
            if near == len(self.grid) or self.grid[near] >= step + rules.interval:
                yield step
            step += rules.interval

    def reasons(self, start: int) -> tuple[Reason, ...]:
        """Return all reasons against a start: those of time first, then each participant's, then the grid's."""
        found = list(self._reasons_of_time(start))
        if not self.schedules:
            found.append(Reason("unknown_participant"))
        each = [list(self._reasons_of(schedule, start)) for schedule in self.schedules]
        if not self.rules.is_round_robin or all(each):
            found += [reason for reasons in each for reason in reasons]
        if start not in self.on_grid and not any(
            r.code in ("outside_open_hours", "closed_date") for r in found
        ):
            found.append(Reason("not_on_grid", start=start))
        return tuple(found)

    def _reasons_of_time(self, start: int) -> Iterator[Reason]:
        if start <= self.now:
            yield Reason("past", end=self.now)
        elif start < self.earliest:
            yield Reason("before_notice", end=self.earliest)
        if start == self.present:
            yield Reason("present_time", start=start)
        if start >= self.horizon:
            yield Reason("paused") if self.rules.is_paused else Reason("beyond_horizon", start=self.horizon)
        for from_, to, limit in self.used_up:
            if from_ <= start < to:
                yield Reason("cap_reached", start=from_, end=to, limit=limit)

    def _reasons_of(self, schedule: "_Schedule", start: int) -> Iterator[Reason]:
        duration = self.rules.duration
        if not covers(schedule.opening, start=start, end=start + duration):
            yield _closed(schedule, start)
        for span in schedule.refusing(start):
            overlaps = start < span.end and start + duration > span.start
            yield _refused_by(span, schedule.email, overlaps=overlaps)


@dataclass(frozen=True, slots=True)
class _Schedule:
    """When a participant is open and when busy: Unix seconds, busy spans in the order of their starts."""

    email: str
    open_hours: OpenHours
    opening: list[Span]
    spans: list[BusyDetail]
    starts: list[int]
    lead: int
    trail: int
    longest: int

    @classmethod
    def of(
        cls, participant: Participant, openings: Mapping[OpenHours, list[Span]], busy: Busy, rules: Rules
    ) -> "_Schedule":
        spans = sorted((_detail(span) for span in busy.get(participant.email, ())), key=lambda span: span[:2])
        lead, trail = refusal_reach(rules)
        return cls(
            participant.email,
            participant.open_hours,
            openings[participant.open_hours],
            spans,
            [span.start for span in spans],
            lead,
            trail,
            max((span.end - span.start for span in spans), default=0),
        )

    def refusing(self, start: int) -> list[BusyDetail]:
        """Return the spans that refuse a start: span.start - lead < start < span.end + trail."""
        first = bisect_left(self.starts, start - self.trail - self.longest)
        past = bisect_left(self.starts, start + self.lead)
        return [span for span in self.spans[first:past] if start < span.end + self.trail]


def _detail(span: Any) -> BusyDetail:
    return span if isinstance(span, BusyDetail) else BusyDetail(*span[:2])


def _closed(schedule: _Schedule, start: int) -> Reason:
    """Return why a participant is not open at a start: its date is closed, or it lies outside the hours."""
    rows = schedule.open_hours
    zones = {row.zone for rows_of_day in rows.by_weekday for row in rows_of_day}
    zones |= {row.zone for entries in rows.specific.values() for row in entries}
    for zone in sorted(zones):
        day = local_day(start, zone=zone)
        if is_closed_date(day, rows):
            return Reason("closed_date", email=schedule.email, date=label_of(day))
    return Reason("outside_open_hours", email=schedule.email)


def _refused_by(span: BusyDetail, email: str, *, overlaps: bool) -> Reason:
    codes = {"hold": "held", "unreachable": "calendar_unreachable"}
    return Reason(
        codes.get(span.kind, "busy") if overlaps else "buffer",
        email=email,
        start=span.start,
        end=span.end,
        kind=span.kind,
        calendar=span.calendar,
        owner=span.owner,
        title=span.title,
        booking=span.booking,
    )
