"""A hard end for traffic on a socket.

A time-out of the standard library is per read: a peer that sends one byte every few seconds holds a call for
as long as it likes. A Deadline shuts the connection down at a fixed instant, whatever is being waited for.
"""

import contextlib
import socket
from threading import Lock, Timer
from types import TracebackType
from typing import Self


class Deadline:
    """`with Deadline(10) as deadline: deadline.follow(sock)`; `has_passed` tells whether it cut."""

    def __init__(self, seconds: float) -> None:
        self.has_passed = False
        self.is_following = False
        self._twins: list[socket.socket] = []
        self._lock = Lock()
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for twin in self._twins:
                twin.close()
            self._twins.clear()

    def follow(self, sock: socket.socket) -> None:
        """Cut this connected socket too when the time comes."""
        with self._lock:
            self.is_following = True
            self._twins.append(sock.dup())  # a twin, since TLS takes the socket itself away
        if self.has_passed:
            self._cut()

    def _cut(self) -> None:
        with self._lock:
            self.has_passed = True
            for twin in self._twins:
                with contextlib.suppress(OSError):  # the peer was faster
                    twin.shutdown(socket.SHUT_RDWR)
