"""Reads calendars that are kept elsewhere, in threads of the worker that deliver nothing.

It also tends the channels by which providers tell us of changes.

A provider that hangs occupies one of them and holds up no mail. What is due, and who reads it, the database says.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from flask import Flask

from webapp.extensions import db, refusal_of_database
from webapp.services.bookings import calendar_changes
from webapp.services.calendars import channels, mirror_claims, mirroring

THREADS = 4  # so many providers are asked at once


class CalendarReader:
    """A pool of threads, each of which reads an account. To be used in a `with`, which waits for them to end."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="calendars")
        self._in_flight: set[str] = set()  # ids of grants, and of channels that are being ended
        self._is_stopping = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _problem: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._pool.shutdown()

    @property
    def is_idle(self) -> bool:
        """Whether no account is being read by us."""
        return not self._in_flight

    def stop(self) -> None:
        """Read no further page. What is not read yet is released for others."""
        self._is_stopping = True

    def look(self, *, now: int) -> None:
        """Begin to read what is due now, as far as threads are free. Inside the application's context."""
        free = THREADS - len(self._in_flight)
        if not free or self._is_stopping:
            return
        due = mirror_claims.due_accounts(now=now, limit=free, but=set(self._in_flight))
        ending = channels.due_ends(now=now, limit=free - len(due)) if len(due) < free else []
        db.session.close()
        for grant_id in due:
            self._begin(self._read, grant_id, now)
        for channel_id in set(ending) - self._in_flight:
            self._begin(channels.end, channel_id, now)

    def _begin(self, work: Callable[..., object], row_id: str, now: int) -> None:
        self._in_flight.add(row_id)
        self._pool.submit(self._do, work, row_id, now)

    def _do(self, work: Callable[..., object], row_id: str, now: int) -> None:
        try:
            with self._app.app_context():
                work(row_id, now=now)
        except Exception as problem:  # its lease runs out, and it is done again
            if refusal_of_database(problem) is None:
                self._app.logger.exception("%s could not be read, or its channel ended", row_id)
        finally:
            self._in_flight.discard(row_id)

    def _read(self, grant_id: str, *, now: int) -> None:
        was_read = mirroring.sync_account(
            grant_id,
            now=now,
            interval=self._app.config["OPENSLOT_SYNC_SECONDS"],
            may_go_on=lambda: not self._is_stopping,
            told=lambda changes: calendar_changes.follow(changes, now=now),
        )
        if was_read and not self._is_stopping:
            channels.tend(grant_id, now=now)
