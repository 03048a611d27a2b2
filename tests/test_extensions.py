"""The database may be written to inside of `transaction()` and nowhere else."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.builders import MINUTE, TOMORROW_AT_TEN, make_grant, make_span, primary_calendar
from webapp.errors import TimeslotUnavailable, Unavailable
from webapp.extensions import (
    CHANGED_TRIES,
    DEADLOCK_TRIES,
    ChangedMeanwhile,
    db,
    execute_if_free,
    is_overlap_refusal,
    repeat_on_deadlock,
    transaction,
)
from webapp.models import Grant

FULL = 2  # https://www.sqlite.org/pragma.html#pragma_synchronous


def failed_with(sqlstate: str) -> DBAPIError:
    return DBAPIError("UPDATE", {}, SimpleNamespace(sqlstate=sqlstate))  # type: ignore[arg-type]


def emails() -> list[str]:
    db.session.close()
    return list(db.session.scalars(db.select(Grant.email)))


def test_a_write_outside_of_a_transaction_fails_at_once(app: Flask) -> None:
    make_grant()

    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        db.session.execute(db.update(Grant).values(email="changed@example.com"))


def test_what_a_transaction_wrote_stands_when_it_ends(app: Flask) -> None:
    grant = make_grant()

    with transaction() as session:
        session.get_one(Grant, grant.id).email = "changed@example.com"

    assert emails() == ["changed@example.com"]


def test_nothing_of_a_transaction_that_fails_is_left(app: Flask) -> None:
    grant = make_grant()

    def fail_halfway() -> None:
        with transaction() as session:
            session.get_one(Grant, grant.id).email = "changed@example.com"
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()

    assert emails() == [grant.email]


def test_what_is_committed_survives_a_power_cut(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/openslot.sqlite3")  # the tests' own applications do without

    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == FULL
    engine.dispose()


def test_two_exclusive_spans_that_overlap_are_a_lost_slot(app: Flask) -> None:
    calendar = primary_calendar(make_grant())
    make_span(calendar, exclusive=True)

    with pytest.raises(TimeslotUnavailable) as lost:
        make_span(calendar, TOMORROW_AT_TEN + MINUTE, exclusive=True)

    assert lost.value.reasons == ("busy",)


def test_any_other_refusal_of_the_database_is_a_fault_of_ours(app: Flask) -> None:
    grant = make_grant()

    with pytest.raises(IntegrityError) as problem, transaction() as session:
        session.add(Grant(id=grant.id, application_id=grant.application_id, email="a@example.com"))

    assert not is_overlap_refusal(problem.value)


@pytest.mark.parametrize("sqlstate", ["40P01", "40001"], ids=["deadlock", "serialisation failure"])
def test_after_a_deadlock_a_use_case_is_tried_again(sqlstate: str) -> None:
    failures = [failed_with(sqlstate)] * (DEADLOCK_TRIES - 1)

    @repeat_on_deadlock
    def use_case() -> str:
        if failures:
            raise failures.pop()
        return "done"

    assert use_case() == "done"


def test_after_the_last_deadlock_the_database_is_too_busy() -> None:
    tries: list[int] = []

    @repeat_on_deadlock
    def use_case() -> None:
        tries.append(1)
        raise failed_with("40P01")

    with pytest.raises(Unavailable):
        use_case()
    assert len(tries) == DEADLOCK_TRIES


def test_a_use_case_is_tried_again_when_what_it_was_checked_against_has_changed() -> None:
    changes = [ChangedMeanwhile()] * (CHANGED_TRIES - 1)

    @repeat_on_deadlock
    def use_case() -> str:
        if changes:
            raise changes.pop()
        return "done"

    assert use_case() == "done"


def test_when_it_changes_every_time_the_database_is_too_busy() -> None:
    @repeat_on_deadlock
    def use_case() -> None:
        raise ChangedMeanwhile

    with pytest.raises(Unavailable):
        use_case()


def test_another_failure_is_not_tried_again() -> None:
    @repeat_on_deadlock
    def use_case() -> None:
        raise failed_with("23505")

    with pytest.raises(DBAPIError):
        use_case()


def test_a_write_that_may_be_left_out_waits_for_nobody(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    grant = make_grant()
    with app.app_context(), nothing_written():
        execute_if_free(db.update(Grant).where(Grant.id == grant.id).values(email="changed@example.com"))

    assert emails() == [grant.email]


@contextmanager
def nothing_written() -> Iterator[None]:
    """Somebody else keeps the grants from being written."""
    with db.engine.connect().execution_options(rw=True) as other:
        if db.engine.dialect.name == "postgresql":
            other.execute(db.text('LOCK TABLE "grant" IN EXCLUSIVE MODE'))
        else:
            other.begin()
        yield


def test_the_journals_of_a_database_are_for_its_owner_too(sqlite_app: Flask) -> None:
    with transaction() as session:
        session.execute(db.delete(Grant))
        database = Path(str(db.engine.url.database))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in database.parent.glob("*.sqlite3*")}

    assert len(modes) == 3
    assert set(modes.values()) == {0o600}


def test_PostgreSQL_compiles_no_statement(postgres_app: Flask) -> None:
    assert db.session.scalar(text("SHOW jit")) == "off"


def test_SQLite_plans_its_statements_once_while_only_reads_follow(sqlite_app: Flask) -> None:
    statements: list[str] = []
    with db.engine.connect() as connection:
        with connection.begin():
            driver: Any = connection.connection.dbapi_connection
            driver.set_trace_callback(statements.append)
        for _ in range(2):
            with connection.begin():
                connection.execute(text("SELECT 1"))

    assert statements.count("SELECT 1") == 2
    assert not [each for each in statements if each.startswith("PRAGMA")]


def test_a_read_after_a_transaction_cannot_write_either(sqlite_app: Flask) -> None:
    grant = make_grant()
    emails()
    with transaction() as session:
        session.merge(grant).email = "changed@example.com"
    db.session.close()

    with pytest.raises(DBAPIError, match="readonly"):
        db.session.execute(db.update(Grant).values(email="again@example.com"))
