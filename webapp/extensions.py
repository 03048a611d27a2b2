"""The extensions, not yet bound to an application, and `transaction()`, the only way to write to the database.

Every connection begins a read-only transaction, unless `transaction()` begins it. So a write anywhere else fails at
once instead of causing a race. See `docs/architecture.md`, "The session".
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import orjson
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from htmx_flask import Htmx
from sqlalchemy import MetaData, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, Session

from webapp.errors import OpenslotError, TimeslotUnavailable, Unavailable

BUSY_TIMEOUT_MS = 15_000
DEADLOCK_TRIES = 3
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


@contextmanager
def transaction() -> Iterator[Session]:
    """The only way to write: commits once at the end, or rolls everything back.

    Raises TimeslotUnavailable when the database refuses an overlap, Unavailable when it is too busy.
    """
    session: Session = db.session()
    session.close()  # not rollback, which would expire the objects that were read
    with _writer_lock(session.get_bind()):  # type: ignore[arg-type]  # a session of ours is bound to an Engine
        try:
            session.connection(execution_options={"rw": True})
            yield session
            session.commit()
        except BaseException as problem:
            session.rollback()
            refusal = _refusal_meant_by(problem)
            if refusal is None:
                raise
            raise refusal from problem
        finally:
            session.close()


def repeat_on_deadlock(use_case: Callable[P, R]) -> Callable[P, R]:
    """Run a use case again, up to 3 times in all, after a deadlock or serialisation failure in PostgreSQL."""

    @wraps(use_case)
    def repeated(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(DEADLOCK_TRIES):
            try:
                return use_case(*args, **kwargs)
            except DBAPIError as problem:
                if getattr(problem.orig, "sqlstate", None) not in ("40P01", "40001"):
                    raise
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


def is_busy_database(problem: BaseException) -> bool:
    """Whether the database could not be reached in time: locked, or no connection free."""
    if isinstance(problem, PoolTimeout):
        return True
    return isinstance(problem, OperationalError) and "database is locked" in str(problem.orig)


def _refusal_meant_by(problem: BaseException) -> OpenslotError | None:
    if is_overlap_refusal(problem):
        return TimeslotUnavailable(("busy",))
    if is_busy_database(problem):
        return Unavailable("server.busy")
    return None


@contextmanager
def _writer_lock(engine: Engine) -> Iterator[None]:
    # SQLite's own lock is not fair: with 16 threads some wait long (p99 1.2 s, and 55 ms with this lock).
    if engine.dialect.name != "sqlite":
        yield
        return
    with _sqlite_writer:
        yield


@event.listens_for(Engine, "connect")
def _connect(dbapi: Any, _record: Any) -> None:
    if type(dbapi).__module__.startswith("sqlite3"):
        dbapi.isolation_level = None  # the driver must not begin by itself
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
        ):
            dbapi.execute("PRAGMA " + pragma)


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    rw = connection.get_execution_options().get("rw", False)
    if connection.dialect.name == "sqlite":
        # Directly on the driver: SQLAlchemy's cursor costs ten times as much as these two statements.
        driver: Any = connection.connection.dbapi_connection
        driver.execute(f"PRAGMA query_only = {int(not rw)}")
        driver.execute("BEGIN IMMEDIATE" if rw else "BEGIN")
    elif not rw:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
