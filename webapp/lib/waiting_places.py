"""Who may wait for another server, of the threads of a web process: a quarter of them, for each kind of question.

Another server can take the whole deadline, and a thread waits with it. The rest goes on answering.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from config import WEB_THREADS

AT_MOST = WEB_THREADS // 4


class WaitingPlaces:
    """The places for one kind of question."""

    def __init__(self) -> None:
        self._free = BoundedSemaphore(AT_MOST)

    @contextmanager
    def one(self) -> Iterator[bool]:
        """Hold a place. Gives False at once when none is free."""
        is_held = self._free.acquire(blocking=False)
        try:
            yield is_held
        finally:
            if is_held:
                self._free.release()
