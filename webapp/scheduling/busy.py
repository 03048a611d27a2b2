"""Busy time by e-mail, as callers pass it to the engine: `BusyColumns` from a database, or pairs in any order.

Sorted columns need not be read whole: only busy time near open time can refuse a slot.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from webapp.scheduling.spans import Span


@dataclass(frozen=True, slots=True)
class BusyColumns:
    """Spans as two columns, sorted by end, so that no object is made for each span. Made by `of`."""

    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, starts: Sequence[int], ends: Sequence[int]) -> "BusyColumns":
        """Return the spans in order. Columns in order already, as an index gives them, cost next to nothing."""
        if not ends or sorted(ends) == ends:
            return cls(starts, ends)
        in_order = sorted(zip(starts, ends, strict=True), key=itemgetter(1))
        return cls([start for start, _ in in_order], [end for _, end in in_order])

    def __iter__(self) -> Iterator[Span]:
        return zip(self.starts, self.ends, strict=True)

    def __len__(self) -> int:
        return len(self.ends)

    def refusing(self, runs: Iterable[range], *, lead: int, trail: int) -> list[Span]:
        """Return fewer spans that refuse the same starts of the runs: each t with start - lead < t < end + trail.

        The runs are in order. Spans between them are left out, and overlapping spans are merged.
        """
        starts, ends = self._near(runs, lead=lead, trail=trail)
        if not ends:
            return []
        merged = []
        begins, until = starts[-1], ends[-1]
        reached = begins - lead - trail
        for start, end in zip(reversed(starts), reversed(ends), strict=True):
            if end <= reached:
                merged.append((begins, until))
                begins, until = start, end
                reached = begins - lead - trail
            elif start < begins:
                begins = start
                reached = begins - lead - trail
        merged.append((begins, until))
        return merged

    def _near(self, runs: Iterable[range], *, lead: int, trail: int) -> tuple[list[int], list[int]]:
        """Return the columns without the spans that both begin and end between two runs."""
        all_starts, all_ends = self.starts, self.ends
        starts: list[int] = []
        ends: list[int] = []
        past = edge = 0
        for run in runs:
            first = bisect_right(all_ends, run.start - trail, past)
            if past < first and min(all_starts[past:first]) < edge:
                first = past
            edge = run.stop + lead
            past = bisect_left(all_ends, edge, first)
            starts += all_starts[first:past]
            ends += all_ends[first:past]
        if past < len(all_ends) and min(all_starts[past:]) < edge:
            starts += all_starts[past:]
            ends += all_ends[past:]
        return starts, ends


# A missing e-mail is never busy. Pairs may be longer tuples that begin with start and end.
Busy = Mapping[str, BusyColumns | Sequence[Any]]


def refusing_pairs(
    spans: BusyColumns | Sequence[Any], runs: Iterable[range], *, lead: int, trail: int
) -> Iterable[Span]:
    """Return pairs that refuse the same starts of the runs as the spans do (see `BusyColumns.refusing`)."""
    if isinstance(spans, BusyColumns):
        return spans.refusing(runs, lead=lead, trail=trail)
    return [span[:2] for span in spans] if spans and len(spans[0]) != 2 else spans
