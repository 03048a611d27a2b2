"""The extensions, not yet bound to an application, and `transaction()`, the only way to write to the database.

Every connection begins a read-only transaction, unless `transaction()` begins it. So a write anywhere else fails at
once instead of causing a race. See `docs/architecture.md`, "The session".
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import orjson
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from htmx_flask import Htmx
from sqlalchemy import Executable, MetaData, event
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session

import config
from webapp import database_errors
from webapp.errors import OpenslotError, TimeslotUnavailable, Unavailable

SHORT_LOCK_TIMEOUT_MS = 50
DEADLOCK_TRIES = 3
CHANGED_TRIES = 10
NO_OVERLAP = "busy_span_no_overlap"

P = ParamSpec("P")
R = TypeVar("R")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(
    model_class=Base,
    session_options={"expire_on_commit": False},
    engine_options={"json_deserializer": orjson.loads},
)
migrate = Migrate()
csrf = CSRFProtect()
htmx = Htmx()

_sqlite_writer = threading.RLock()


class ChangedMeanwhile(Exception):
    """What a command was checked against, before the transaction, is not what stands there under the locks."""


@contextmanager
def transaction(*, lock_timeout_ms: int | None = None) -> Iterator[Session]:
    """The only way to write: commits once at the end, or rolls everything back.

    Raises TimeslotUnavailable when the database refuses an overlap, Unavailable when it is away, full or too busy. Who
    would rather not write than wait gives a short `lock_timeout_ms`.
    """
    session: Session = db.session()
    session.close()  # not rollback, which would expire the objects that were read
    engine: Engine = session.get_bind()  # type: ignore[assignment]  # a session of ours is bound to an Engine
    timeout = config.LOCK_TIMEOUT_MS if lock_timeout_ms is None else lock_timeout_ms
    with _writer_lock(engine, timeout):
        try:
            session.connection(execution_options={"rw": True, "lock_timeout_ms": timeout})
            yield session
            session.commit()
        except BaseException as problem:
            session.rollback()
            refusal = _refusal_of_write(problem)
            if refusal is None:
                raise
            raise refusal from problem
        finally:
            session.close()


def insert_into(table: Any) -> Any:
    """An INSERT in the dialect of the database that is used: with `on_conflict_do_update`, which both have."""
    insert = postgres_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    return insert(table)


def execute_if_free(statement: Executable) -> None:
    """A write of its own that may be left out, such as the time of a last use: nobody is to wait for it."""
    with suppress(Unavailable), transaction(lock_timeout_ms=SHORT_LOCK_TIMEOUT_MS) as session:
        session.execute(statement)


def repeat_on_deadlock(use_case: Callable[P, R]) -> Callable[P, R]:
    """Run a use case again when another one got in its way.

    Up to 3 times in all after a deadlock or serialisation failure in PostgreSQL, up to 10 after ChangedMeanwhile.
    """

    @wraps(use_case)
    def repeated(*args: P.args, **kwargs: P.kwargs) -> R:
        deadlocks = changes = 0
        while deadlocks < DEADLOCK_TRIES and changes < CHANGED_TRIES:
            try:
                return use_case(*args, **kwargs)
            except ChangedMeanwhile:
                changes += 1
            except DBAPIError as problem:
                if not database_errors.is_to_be_repeated(problem):
                    raise
                deadlocks += 1
        raise Unavailable("server.busy")

    return repeated


def is_overlap_refusal(problem: BaseException) -> bool:
    """Whether the database refused a span because it overlaps an exclusive one. Any other IntegrityError is a bug."""
    if not isinstance(problem, IntegrityError) or problem.orig is None:
        return False
    orig: Any = problem.orig
    if getattr(orig, "sqlstate", None) == "23P01":
        return bool(orig.diag.constraint_name == NO_OVERLAP)
    return getattr(orig, "sqlite_errorname", None) == "SQLITE_CONSTRAINT_TRIGGER" and NO_OVERLAP in str(orig)


def refusal_of_database(problem: BaseException, *, writing: bool = False) -> Unavailable | None:
    """What a door says when the database is away, or None when the problem is another one.

    `writing`: as for `database_errors.is_unavailable`.
    """
    if isinstance(problem, Unavailable):
        return problem
    is_away = database_errors.is_unavailable(problem, writing=writing)
    return Unavailable("server.busy") if is_away or database_errors.is_to_be_repeated(problem) else None


def _refusal_of_write(problem: BaseException) -> OpenslotError | None:
    if is_overlap_refusal(problem):
        return TimeslotUnavailable(("busy",))
    if database_errors.is_unavailable(problem, writing=True):
        return Unavailable("server.busy")
    return None


@contextmanager
def _writer_lock(engine: Engine, timeout_ms: int) -> Iterator[None]:
    # SQLite's own lock is not fair: with 16 threads some wait long (p99 1.2 s, and 55 ms with this lock).
    if engine.dialect.name != "sqlite":
        yield
        return
    if not _sqlite_writer.acquire(timeout=timeout_ms / 1000):
        raise Unavailable("server.busy")
    try:
        yield
    finally:
        _sqlite_writer.release()


@event.listens_for(Engine, "connect")
def _connect(dbapi: Any, _record: Any) -> None:
    if type(dbapi).__module__.startswith("sqlite3"):
        dbapi.isolation_level = None  # the driver must not begin by itself
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={config.LOCK_TIMEOUT_MS}",
        ):
            dbapi.execute("PRAGMA " + pragma)


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    rw, timeout = options.get("rw", False), options.get("lock_timeout_ms", config.LOCK_TIMEOUT_MS)
    if connection.dialect.name == "sqlite":
        # Directly on the driver: SQLAlchemy's cursor costs ten times as much as these statements.
        driver: Any = connection.connection.dbapi_connection
        # Only when it changes: each time SQLite would read and plan all its statements on this connection anew.
        known = connection.connection.info
        if known.get("rw") is not rw:
            driver.execute(f"PRAGMA query_only = {int(not rw)}")
            known["rw"] = rw
        if rw:
            driver.execute(f"PRAGMA busy_timeout = {timeout}")
        driver.execute("BEGIN IMMEDIATE" if rw else "BEGIN")
    elif not rw:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
    elif timeout != config.LOCK_TIMEOUT_MS:  # which every connection has: see config.py
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {timeout}")
