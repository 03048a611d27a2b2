"""Side by side: which of several that overlap is drawn in which lane."""

from collections.abc import Iterable, Sequence

LANES_AT_MOST = 8  # of `static/calendar.css`; whatever overlaps beyond them shares the last lane


def lanes(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each span its lane, from 0, and how many lanes there are where it stands. Half-open, sorted by start."""
    placed: list[tuple[int, int]] = []
    group: list[int] = []  # lanes of those that hang together by overlaps
    ends: list[int] = []  # of the last span of each lane
    for begins, until in spans:
        if ends and begins >= max(ends):
            placed += _closed(group)
            group, ends = [], []
        lane = next((number for number, end in enumerate(ends) if end <= begins), len(ends))
        ends[lane : lane + 1] = [until]
        group.append(lane)
    return placed + _closed(group)


def _closed(group: Iterable[int]) -> list[tuple[int, int]]:
    found = [min(lane, LANES_AT_MOST - 1) for lane in group]
    return [(lane, max(found) + 1) for lane in found]
