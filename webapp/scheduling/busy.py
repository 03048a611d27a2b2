"""Busy time as the engine is told it, by e-mail: `BusyColumns` as a database gives it, or any pairs in any order.

What is sorted need not be looked at whole: only what lies near open time can stand in a slot's way.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter, sub
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

    def near(self, runs: Iterable[range], *, lead: int, trail: int) -> Iterator[Span]:
        """Yield at least the spans with start - lead < t < end + trail for a t of the runs, which are in order."""
        longest = max(map(sub, self.ends, self.starts), default=0)
        starts: list[int] = []
        ends: list[int] = []
        past = 0
        for run in runs:
            first = max(bisect_right(self.ends, run.start - trail), past)
            past = max(bisect_left(self.ends, run.stop + lead + longest), first)
            starts += self.starts[first:past]
            ends += self.ends[first:past]
        return zip(starts, ends, strict=True)


# A missing e-mail is never busy. Pairs may be longer tuples that begin with start and end.
Busy = Mapping[str, BusyColumns | Sequence[Any]]


def pairs_near(
    spans: BusyColumns | Sequence[Any], runs: Iterable[range], *, lead: int, trail: int
) -> Iterable[Span]:
    """Return the spans that may refuse a start of the runs (see `BusyColumns.near`) and perhaps more, as pairs."""
    if isinstance(spans, BusyColumns):
        return spans.near(runs, lead=lead, trail=trail)
    return [span[:2] for span in spans] if spans and len(spans[0]) != 2 else spans
