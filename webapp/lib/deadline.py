"""A time limit for everything that is done on a socket.

The time-outs of the standard library apply to each read. A peer that sends a byte every few seconds can keep a call
open for ever. A Deadline shuts the connection down at a fixed instant, whatever the call is waiting for.
"""

import contextlib
import socket
from threading import Lock, Timer
from types import TracebackType
from typing import Self


class Deadline:
    """`with Deadline(10) as deadline: deadline.follow(sock)`; `has_passed` says whether the time ran out."""

    def __init__(self, seconds: float) -> None:
        self.has_passed = False
        self.is_following = False
        self._sockets: list[socket.socket] = []
        self._lock = Lock()
        self._timer = self._counting(seconds)

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for sock in self._sockets:
                sock.close()
            self._sockets.clear()

    def follow(self, sock: socket.socket) -> None:
        """Shut down this connected socket too when the time runs out."""
        with self._lock:
            self.is_following = True
            self._sockets.append(sock.dup())  # a duplicate: wrapping a socket in TLS detaches the original
        if self.has_passed:
            self._shut_down()

    def renew(self, seconds: float) -> None:
        """Count anew from now, for the next thing that is done on these sockets. What has passed stays passed."""
        self._timer.cancel()
        self._timer = self._counting(seconds)
        self._timer.start()

    def _counting(self, seconds: float) -> Timer:
        timer = Timer(seconds, self._shut_down)
        timer.daemon = True
        return timer

    def _shut_down(self) -> None:
        with self._lock:
            self.has_passed = True
            for sock in self._sockets:
                with contextlib.suppress(OSError):  # the peer has closed it already
                    sock.shutdown(socket.SHUT_RDWR)
