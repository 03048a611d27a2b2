"""Busy time as the engine is told it, by e-mail: `BusyColumns` as a database gives it, or any pairs in any order.

What is sorted need not be looked at whole: only what lies near open time can stand in a slot's way.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from webapp.scheduling.spans import Span


@dataclass(frozen=True, slots=True)
class BusyColumns:
    """Spans as two columns, sorted by end: no object is made for a span that nobody looks at. Made by `of`."""

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
        """Return spans that refuse what these refuse of the runs: each t with start - lead < t < end + trail.

        The runs are in order. What lies between them is passed over, and what overlaps is one span.
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
        """Return the columns without what ends between two runs and begins there too."""
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
    """Return pairs that refuse what the spans refuse of the runs (see `BusyColumns.refusing`)."""
    if isinstance(spans, BusyColumns):
        return spans.refusing(runs, lead=lead, trail=trail)
    return [span[:2] for span in spans] if spans and len(spans[0]) != 2 else spans
