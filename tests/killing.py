"""A worker that is killed between the success of a server elsewhere and our note of it."""

import threading
from collections.abc import Mapping

from flask import Flask
from sqlalchemy import update

from tests.builders import make_booking
from tests.waiting import HANG_SECONDS
from tests.workers import worker_process
from webapp.extensions import db, transaction
from webapp.models import Booking, Configuration, OutboxEntry
from webapp.models.outbox import CALENDAR

LONG_AGO = 1


class Holding:
    """A server that holds back what it answers to a write."""

    def __init__(self) -> None:
        self.has_written, self.lets_go = threading.Event(), threading.Event()

    def hold_back(self) -> None:
        self.has_written.set()
        self.lets_go.wait(HANG_SECONDS)


def make_due_booking(page: Configuration) -> Booking:
    """A booking whose entry is due, by the real clock too, and all else is not."""
    booking = make_booking(page)
    with transaction() as session:
        session.execute(update(OutboxEntry).where(OutboxEntry.kind == CALENDAR).values(due_at=LONG_AGO))
    return booking


def kill_a_worker(app: Flask, held: Holding, *, settings: Mapping[str, str] | None = None) -> None:
    """Let a worker write, and kill it before it has its answer."""
    db.session.close()
    with worker_process(app, settings=settings) as process:
        assert held.has_written.wait(HANG_SECONDS)
        process.kill()
        process.wait(HANG_SECONDS)
    held.lets_go.set()
