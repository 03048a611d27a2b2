"""How long ago something last showed that it lives, whatever is done to the clock meanwhile.

A beat is an instant on the wall clock of whoever lives. When that clock is set back, a beat of the dead lies in the
future and would look young for as long. So the observer also measures, on a clock that only goes forward, for how long
it has seen the same beat.
"""

import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass

SKEW_SECONDS = 5  # the clocks of two machines that are both set by a time server


@dataclass(frozen=True, slots=True)
class _Look:
    beat_at: int
    age: float
    elapsed: float


class Observer:
    """Remembers what it saw, so it is made once in a process and shared by its threads."""

    def __init__(self) -> None:
        self._looks: dict[str, _Look] = {}
        self._lock = threading.Lock()

    def youngest(self, beats: Mapping[str, int], *, now: int, elapsed: float) -> float:
        """Seconds since the last beat of any, at most; infinite when that cannot be said.

        `beats`: the last beat of each by its id, in Unix seconds. `elapsed`: seconds of a clock that only goes forward.
        """
        with self._lock:
            self._looks = {
                id_: _Look(beat_at, self._age(id_, beat_at, now, elapsed), elapsed)
                for id_, beat_at in beats.items()
            }
            return min((look.age for look in self._looks.values()), default=math.inf)

    def _age(self, id_: str, beat_at: int, now: int, elapsed: float) -> float:
        by_the_clock = now - beat_at if now - beat_at >= -SKEW_SECONDS else math.inf
        before = self._looks.get(id_)
        if before is None:
            return by_the_clock
        since_then = elapsed - before.elapsed
        if before.beat_at == beat_at:
            return before.age + since_then if math.isfinite(before.age) else math.inf
        return min(by_the_clock, since_then)
