"""Half-open stretches of time as pairs of Unix seconds, and how lists of them are joined, intersected and searched.

Knows nothing of zones, hours or bookings.
"""

from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return sorted spans of the same instants that neither overlap nor touch."""
    whole: list[Span] = []
    last_end = None
    for start, end in sorted(spans):
        if last_end is None or start > last_end:
            whole.append((start, end))
            last_end = end
        elif end > last_end:
            whole[-1] = (whole[-1][0], end)
            last_end = end
    return whole


def shared(ours: Sequence[Span], theirs: Sequence[Span]) -> list[Span]:
    """Return the instants in both of two joined lists, joined."""
    both: list[Span] = []
    i = j = 0
    while i < len(ours) and j < len(theirs):
        start = max(ours[i][0], theirs[j][0])
        end = min(ours[i][1], theirs[j][1])
        if start < end:
            both.append((start, end))
        if ours[i][1] < theirs[j][1]:
            i += 1
        else:
            j += 1
    return both


def covers(spans: Sequence[Span], *, start: int, end: int) -> bool:
    """Tell whether one of the joined spans contains all of [start, end)."""
    return any(opens <= start and end <= closes for opens, closes in spans)
