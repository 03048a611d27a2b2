"""The one function that decides which starts are free (wire.md 7, rules 3 to 7).

The offer calls it for a window, the acceptance for one start, and the explanation uses the same pieces, so the
three cannot disagree (docs/decisions/0004). All starts lie on a lattice of evenly
spaced instants, one byte each: a busy span blanks a slice, and nothing is ever sorted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from math import gcd
from typing import Any

from webapp.scheduling.busy import Busy, refusing_pairs
from webapp.scheduling.caps import used_up
from webapp.scheduling.grid import grid_runs, stretch_window
from webapp.scheduling.open_hours import common_opening, openings_of
from webapp.scheduling.rules import Rules
from webapp.scheduling.spans import Span

# Zeros of every common length, made once: making them per event is a tenth of the answer at 10,000 events.
ZEROS = tuple(bytes(length) for length in range(512))


@dataclass(frozen=True, slots=True)
class FreeStarts:
    """The free starts in order; in round robin also who is free at each of them."""

    starts: list[int]
    emails_by_slot: list[tuple[str, ...]]

    def but(self, start: int | None) -> "FreeStarts":
        """Return the same without one start, if it is there."""
        if start is None or start not in self.starts:
            return self
        place = self.starts.index(start)
        return FreeStarts(
            [*self.starts[:place], *self.starts[place + 1 :]],
            [*self.emails_by_slot[:place], *self.emails_by_slot[place + 1 :]],
        )


def free_starts(
    rules: Rules, busy: Busy, *, start: int, end: int, emails: Sequence[str], caps_used: Iterable[Span] | None
) -> FreeStarts:
    """Return the starts in [start, end) at which all (collective) or any (round robin) of `emails` are free.

    In round robin `emails_by_slot` keeps the order of `emails`. [start, end) is already cut to notice and horizon.
    """
    if start >= end:
        return FreeStarts([], [])
    from_, to = stretch_window(rules, start=start, end=end)
    openings = openings_of(rules, start=from_, end=to)
    runs = grid_runs(common_opening(rules, openings.values()), rules=rules, start=start, end=end)
    if not runs:
        return FreeStarts([], [])

    lattice = Lattice.of(runs)
    marks = lattice.all_free()
    for refused_from, refused_to, _ in used_up(rules, caps_used, start=start, end=end):
        lattice.blank(marks, refused_from, refused_to)

    if not rules.is_round_robin:
        for email in emails:
            _blank_busy(marks, busy.get(email, ()), rules=rules, lattice=lattice)
        return FreeStarts(lattice.starts(lattice.on_grid(marks)), [])

    own_marks = []
    for email in emails:
        opening = openings[_participant(rules, email).open_hours]
        own = lattice.inside(marks, opening, duration=rules.duration)
        _blank_busy(own, busy.get(email, ()), rules=rules, lattice=lattice)
        own_marks.append(lattice.on_grid(own))
    return _any_free(own_marks, emails=emails, lattice=lattice)


def refusal_reach(rules: Rules) -> tuple[int, int]:
    """Return (lead, trail): a busy span refuses the starts t with start - lead < t < end + trail (rule 5)."""
    return rules.buffer_before + rules.duration, rules.buffer_after


@dataclass(frozen=True, slots=True)
class Lattice:
    """Evenly spaced instants: origin, origin + unit, ... (size of them), each a byte of a bytearray.

    The starts of the runs lie on it. Points between the runs may be cleared too; they are never read.
    """

    runs: Sequence[range]
    origin: int
    unit: int
    size: int

    @classmethod
    def of(cls, runs: Sequence[range]) -> "Lattice":
        """Return the coarsest lattice on which all starts of the runs lie."""
        origin = runs[0].start
        unit = gcd(runs[0].step, *[run.start - origin for run in runs])
        return cls(runs, origin, unit, (runs[-1][-1] - origin) // unit + 1)

    def all_free(self) -> bytearray:
        """Return a lattice on which everything is set."""
        return bytearray(b"\1") * self.size

    def on_grid(self, marks: bytearray) -> bytes:
        """Return the marks of the starts alone, in order."""
        origin, unit = self.origin, self.unit
        return b"".join(
            [
                marks[(run.start - origin) // unit : (run.stop - 1 - origin) // unit + 1 : run.step // unit]
                for run in self.runs
            ]
        )

    def starts(self, marks_on_grid: bytes) -> list[int]:
        """Return the starts that are set."""
        return list(compress(chain.from_iterable(self.runs), marks_on_grid))

    def index(self, instant: int) -> int:
        """Return the index of the first point at or after an instant, within the lattice's bounds."""
        return min(max(-((self.origin - instant) // self.unit), 0), self.size)

    def blank(self, marks: bytearray, start: int, end: int) -> None:
        """Clear the points in [start, end)."""
        first, past = self.index(start), self.index(end)
        marks[first:past] = bytes(past - first)

    def inside(self, marks: bytearray, opening: Sequence[Span], *, duration: int) -> bytearray:
        """Return the marks of the starts whose slot fits in one stretch of the opening."""
        own = bytearray(self.size)
        for opens, closes in opening:
            first, past = self.index(opens), self.index(closes - duration + 1)
            if first < past:
                own[first:past] = marks[first:past]
        return own


def _blank_busy(marks: bytearray, spans: Any, *, rules: Rules, lattice: Lattice) -> None:
    """Clear the starts that busy spans refuse.

    The loop is the engine's hot path (nine tenths of the answer at 10,000 events), so it works on plain
    local integers and does not call `Lattice.index`.
    """
    lead, trail = refusal_reach(rules)
    unit, size = lattice.unit, lattice.size
    # The first refused point is the first one strictly after start - lead; the first free one, at end + trail or after.
    after_lead = lattice.origin + lead - unit
    before_trail = lattice.origin - trail - unit + 1
    zeros = ZEROS
    for start, end in refusing_pairs(spans, lattice.runs, lead=lead, trail=trail):
        first = (start - after_lead) // unit
        past = (end - before_trail) // unit
        if first < 0:
            first = 0
        if past > size:
            past = size
        if first < past:
            try:
                marks[first:past] = zeros[past - first]
            # Longer than any that was made before: so rare that a check each time would cost more.
            except IndexError:
                marks[first:past] = bytes(past - first)


def _any_free(own_marks: Sequence[bytes], *, emails: Sequence[str], lattice: Lattice) -> FreeStarts:
    """Return the starts at which at least one participant is free, with who."""
    if not own_marks:
        return FreeStarts([], [])
    together = 0
    for own in own_marks:
        together |= int.from_bytes(own)
    any_free = together.to_bytes(len(own_marks[0]))

    # At most a few combinations of free participants occur, so each list of e-mails is built once.
    known: dict[tuple[int, ...], tuple[str, ...]] = {}
    emails_by_slot = []
    for combination in compress(zip(*own_marks, strict=True), any_free):
        if combination not in known:
            known[combination] = tuple(compress(emails, combination))
        emails_by_slot.append(known[combination])
    return FreeStarts(lattice.starts(any_free), emails_by_slot)


def _participant(rules: Rules, email: str) -> Any:
    return next(participant for participant in rules.participants if participant.email == email)
