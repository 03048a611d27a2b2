"""An entry is settled or postponed while a worker claims it. PostgreSQL alone: SQLite has one writer at a time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, Connection, String, cast, func, text, update

from tests.builders import NOW
from tests.promises import claim, entry, promise_mail
from tests.waiting import wait_for
from webapp import outbox
from webapp.extensions import db, transaction
from webapp.models import OutboxEntry
from webapp.outbox import Claimed
from webapp.services.promises import archive

GATE = 4711
WAITING = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever claims waits here: after the look at what is due, and before the lock on it."""
    is_due = outbox._is_due

    def due_behind_the_gate(now: int) -> ColumnElement[bool]:
        return is_due(now) & (cast(func.pg_advisory_xact_lock(GATE), String) == "")

    monkeypatch.setattr(outbox, "_is_due", due_behind_the_gate)


def claimed_while(app: Flask, happens: Callable[[], None]) -> list[Claimed]:
    """What a worker claims when this happens between its look and its lock."""

    def claiming() -> list[Claimed]:
        with app.app_context():
            return claim()

    db.session.close()
    with db.engine.connect() as keeper, ThreadPoolExecutor(1) as pool:
        keeper.execute(text(f"SELECT pg_advisory_lock({GATE})"))
        worker = pool.submit(claiming)
        try:
            wait_for(lambda: _somebody_waits(keeper), what=lambda: "nobody came to the gate")
            happens()
        finally:
            keeper.execute(text(f"SELECT pg_advisory_unlock({GATE})"))
        return worker.result()


def _somebody_waits(connection: Connection) -> bool:
    return bool(connection.execute(WAITING).scalar_one())


def settle() -> None:
    with transaction() as session:
        session.execute(update(OutboxEntry).values(settled_at=NOW, withdrawn_at=NOW))


def settle_and_seal() -> None:
    settle()
    archive.tidy(now=NOW)


def postpone() -> None:
    with transaction() as session:
        session.execute(update(OutboxEntry).values(due_at=NOW + 60, failed_at=NOW))


@pytest.mark.usefixtures("gate")
@pytest.mark.parametrize("happens", [settle, settle_and_seal, postpone])
def test_what_is_settled_or_postponed_meanwhile_is_not_claimed(
    postgres_app: Flask, happens: Callable[[], None]
) -> None:
    entry_id = promise_mail()

    claimed = claimed_while(postgres_app, happens)

    assert claimed == []
    assert (entry(entry_id).claim, entry(entry_id).attempts) == (None, 0)
