"""The worker: a process of its own that delivers what is in the outbox, and reads calendars that are kept elsewhere.

`flask worker` starts it. Any number of workers can run, also on other machines with the same database: an entry is
leased to a single worker. When a worker is killed, nothing is lost: its leases run out, and another worker sends those
entries. It is not a thread of the web process: a server that loads the application before it forks would keep that
thread in the parent only.
"""

import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import FrameType

import click
from flask import Flask, current_app

from webapp import calendar_writer, database_errors, event_writer, outbox
from webapp.calendar_reader import CalendarReader
from webapp.commands import Command
from webapp.delivery import NoLongerWanted, NotYet, logo, mail, retries, webhook
from webapp.errors import DeliveryFailed
from webapp.extensions import db, refusal_of_database, repeat_on_deadlock, transaction
from webapp.lib import clock
from webapp.models import new_id
from webapp.models.outbox import CALENDAR, EVENT, LOGO, MAIL, WEBHOOK
from webapp.outbox import Claimed
from webapp.services import bookings, health, housekeeping, images
from webapp.services.calendars import events
from webapp.services.configurations import logos
from webapp.services.promises import archive

THREADS = 12
PER_RECEIVER = 4  # so that a slow receiver does not occupy every thread
POLL_SECONDS = 1.0
BEAT_SECONDS = 5
EXPIRY_SECONDS = 15
LOOK_SECONDS = 2  # at calendars that are kept elsewhere
COUNT_SECONDS = 60  # asks whether it is time to count
SWEEP_SECONDS = 3600
LEASE_SECONDS = 300  # longer than the slowest delivery: a mail server with a dozen slow steps
CRASHES_FORGIVEN = 5  # attempts without an outcome; after more, the entry is taken to crash its workers


def _fetch_logo(claimed: Claimed, *, now: int) -> str:
    logos.keep(claimed.payload["logo_id"], logo.fetch(claimed), now=now)
    return "fetched and stored"


DELIVERIES: dict[str, Callable[..., str]] = {
    MAIL: mail.deliver,
    WEBHOOK: webhook.deliver,
    LOGO: _fetch_logo,
    CALENDAR: calendar_writer.deliver,
    EVENT: event_writer.deliver,
}


def register(app: Flask) -> None:
    """Set up Flask-Mail, and add the command `flask worker`."""
    mail.init_app(app)
    app.cli.add_command(_worker_command)


@click.command("worker", cls=Command)
@click.option("--once", is_flag=True, help="Look once, deliver what is due, and end.")
@click.option("--until-empty", is_flag=True, help="End as soon as nothing is due any more.")
def _worker_command(*, once: bool, until_empty: bool) -> None:
    """Send mails and webhooks and read calendars until stopped."""
    worker = Worker(current_app._get_current_object())  # type: ignore[attr-defined]  # Werkzeug's proxy

    def stop(_number: int, _frame: FrameType | None) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    db.session.close()
    worker.run(once=once, until_empty=until_empty)


class _Timer:
    """Due at the start, and then once in so many seconds.

    By `clock.elapsed`: a clock that is set back must not silence a worker that lives.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._due_at = 0.0

    def is_due(self) -> bool:
        """Whether it is time: true once in each period. Work that fails waits for the next and stops no deliveries."""
        if clock.elapsed() < self._due_at:
            return False
        self._due_at = clock.elapsed() + self._seconds
        return True


class Worker:
    """A loop that claims entries, and threads that deliver them."""

    def __init__(self, app: Flask) -> None:
        self.id = new_id()
        self._app = app
        self._in_flight: dict[str, Claimed] = {}  # by claim token
        self._wake = threading.Event()
        self._is_stopping = False
        self._is_database_away = False
        self._beat_due_at = 0.0  # by `clock.elapsed`, as in `_Timer`
        self._expiry = _Timer(EXPIRY_SECONDS)
        self._counting = _Timer(COUNT_SECONDS)
        self._reader = CalendarReader(app)
        self._looking = _Timer(LOOK_SECONDS)
        # A timer for each sweep: one that fails must not keep the others from their turn.
        self._forgetting = _Timer(SWEEP_SECONDS)
        self._archiving = _Timer(SWEEP_SECONDS)
        self._extending = _Timer(SWEEP_SECONDS)
        self._forgetting_images = _Timer(SWEEP_SECONDS)

    def stop(self) -> None:
        """Claim nothing more. `run` returns when the deliveries in progress have ended."""
        self._reader.stop()
        self._is_stopping = True  # do not set `_wake` here: the loop may hold its lock when the signal comes

    def run(self, *, once: bool = False, until_empty: bool = False) -> None:
        """Deliver until stopped. `once`: look once for what is due. `until_empty`: end when nothing is due any more."""
        with self._reader, ThreadPoolExecutor(THREADS, thread_name_prefix="delivery") as pool:
            while not self._is_stopping:
                self._wake.clear()
                was_idle = not self._in_flight and self._reader.is_idle
                claimed = self._claim() if once or until_empty else self._claim_unless_it_fails()
                for entry in claimed:
                    pool.submit(self._deliver, entry)
                if once or (until_empty and was_idle and not claimed):
                    break
                if not claimed:
                    self._wake.wait(POLL_SECONDS)

    def _claim_unless_it_fails(self) -> list[Claimed]:
        try:
            claimed = self._claim()
        except Exception as problem:  # the worker must outlive it: nobody else delivers
            self._note_failure(problem)
            return []
        if self._is_database_away:
            self._is_database_away = False
            self._app.logger.warning("The database is back; the worker goes on")
        return claimed

    def _note_failure(self, problem: Exception) -> None:
        if refusal_of_database(problem) is None:
            self._app.logger.error(
                "The worker could not look at the outbox; it tries again", exc_info=problem
            )
        elif not self._is_database_away:  # said once, and not every second
            self._is_database_away = True
            reason = database_errors.in_one_line(problem)
            self._app.logger.warning("The database is away; the worker waits: %s", reason)

    def _claim(self) -> list[Claimed]:
        now = clock.now()
        with self._app.app_context():
            self._beat(now)
            self._end_overdue(now)
            self._count(now)
            self._read_calendars(now)
            self._sweep(now)
            busy = {entry.receiver for entry in list(self._in_flight.values())}
            free = THREADS - len(self._in_flight)
            if not free or not _is_anything_due(now, busy):
                return []
            with transaction() as session:
                claimed = outbox.claim(
                    session,
                    now=now,
                    limit=free,
                    lease_seconds=LEASE_SECONDS,
                    per_receiver=PER_RECEIVER,
                    busy_receivers=busy,
                )
        self._in_flight.update({entry.token: entry for entry in claimed})
        return claimed

    def _beat(self, now: int) -> None:
        if clock.elapsed() >= self._beat_due_at:
            with transaction() as session:
                outbox.beat(session, self.id, now)
            # Set last: while the database takes no beat it is away, and nothing else is tried.
            self._beat_due_at = clock.elapsed() + BEAT_SECONDS

    def _end_overdue(self, now: int) -> None:
        if self._expiry.is_due():
            bookings.end_overdue(now=now)

    def _count(self, now: int) -> None:
        if self._counting.is_due():
            health.count(now=now)

    def _read_calendars(self, now: int) -> None:
        if self._looking.is_due():
            self._reader.look(now=now)

    def _sweep(self, now: int) -> None:
        if self._forgetting.is_due():
            with transaction() as session:
                housekeeping.forget_expired(session, now=now)
        if self._archiving.is_due():
            archive.tidy(now=now)
        if self._extending.is_due():
            events.extend_horizon(now=now)
        if self._forgetting_images.is_due():
            images.forget_unused(now=now)

    def _deliver(self, claimed: Claimed) -> None:
        try:
            with self._app.app_context():
                deliver_and_record(claimed)
        except Exception:  # no outcome was recorded: the lease runs out, and the entry is claimed again
            self._app.logger.exception("Entry %s has no outcome; it comes back", claimed.uid)
        finally:
            del self._in_flight[claimed.token]
            self._wake.set()


def deliver_and_record(claimed: Claimed) -> None:
    """Deliver an entry and record the outcome. An error in the delivery is recorded too, and not raised."""
    if outbox.is_withdrawn(claimed):
        with transaction() as session:
            outbox.release(session, claimed)
        return
    if claimed.attempt > retries.attempts_at_most(claimed.kind) + CRASHES_FORGIVEN:
        _record(claimed, outbox.give_up, detail="tried too often without an outcome")
        return
    try:
        detail = DELIVERIES[claimed.kind](claimed, now=clock.now())
    except NoLongerWanted as reason:
        _record(claimed, outbox.drop, detail=str(reason))
    except NotYet as waiting:
        again = partial(outbox.wait, due_at=clock.now() + waiting.seconds)
        _record(claimed, again, detail=waiting.what)
    except DeliveryFailed as failed:
        failure = _later(claimed) if failed.retry else outbox.give_up
        in_doubt = partial(failure, may_have_arrived=failed.may_have_arrived)
        _record(claimed, in_doubt, detail=failed.reason)
    except Exception as problem:
        current_app.logger.exception("Entry %s failed in our own code", claimed.uid)
        in_doubt = partial(_later(claimed), may_have_arrived=True)
        _record(claimed, in_doubt, detail=f"{type(problem).__name__}: {problem}")
    else:
        _record(claimed, outbox.settle, detail=detail)


def _later(claimed: Claimed) -> Callable[..., bool]:
    wait = retries.wait_after(claimed.kind, claimed.attempt)
    if wait is None:
        return outbox.give_up
    return partial(outbox.postpone, due_at=clock.now() + wait)


@repeat_on_deadlock
def _record(claimed: Claimed, outcome: Callable[..., bool], *, detail: str) -> None:
    with transaction() as session:
        was_ours = outcome(session, claimed, now=clock.now(), detail=detail)
    if not was_ours:
        current_app.logger.warning("Entry %s was taken over before it was settled: %s", claimed.uid, detail)


def _is_anything_due(now: int, busy_receivers: set[str]) -> bool:
    try:
        return outbox.is_anything_due(db.session(), now=now, busy_receivers=busy_receivers)
    finally:
        db.session.close()
