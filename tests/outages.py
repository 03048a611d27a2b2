"""Real outages of a database: each is a block in which it is away in one way.

The application whose context is pushed must be alone on its database.
"""

import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import psycopg
from sqlalchemy import event

import config
from tests.pg import Server, connected, execute
from webapp.extensions import db
from webapp.models import Model

QUICK_MS = 20  # how long the application waits for locks meanwhile

Outage = Callable[[], AbstractContextManager[None]]


def sqlite_file() -> Path:
    return Path(db.engine.url.database or "")


@contextmanager
def file_gone() -> Iterator[None]:
    """The folder of the SQLite file is somewhere else."""
    folder = sqlite_file().parent
    away = folder.with_name(f"{folder.name}-away")
    _let_go()
    folder.rename(away)
    try:
        yield
    finally:
        _let_go()
        away.rename(folder)


@contextmanager
def file_locked() -> Iterator[None]:
    """Another program writes into the SQLite file for long."""
    with (
        mock.patch.object(config, "LOCK_TIMEOUT_MS", QUICK_MS),
        closing(sqlite3.connect(sqlite_file(), isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def file_full() -> Iterator[None]:
    """The SQLite file may not become larger."""
    with _connecting(lambda driver: driver.execute("PRAGMA max_page_count = 1")):
        yield


@contextmanager
def file_read_only() -> Iterator[None]:
    """The SQLite file can be read only."""
    url = f"file:{sqlite_file()}?mode=ro"

    def connect(*_: object) -> sqlite3.Connection:
        return sqlite3.connect(url, uri=True, check_same_thread=False)

    with _listening("do_connect", connect):
        yield


def server_ended(server: Server, number: int) -> Outage:
    """PostgreSQL is ended by this signal while connections to it are open."""

    @contextmanager
    def outage() -> Iterator[None]:
        execute(server.url, "CHECKPOINT")  # the tests' server leaves what is committed in memory for a while
        with db.engine.connect():
            server.end(number)
        try:
            yield
        finally:
            server.start()

    return outage


def server_shutting_down(server: Server) -> Outage:
    """PostgreSQL waits for its last client to go, and takes no other."""

    @contextmanager
    def outage() -> Iterator[None]:
        _let_go()
        try:
            with connected(server.url):
                server.send(signal.SIGTERM)
                server.wait_until_it_refuses()
                yield
        finally:
            server.end()
            server.start()

    return outage


@contextmanager
def server_full() -> Iterator[None]:
    """PostgreSQL finds no room on the disk: every write is refused in the server's own words."""
    refuse = "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
    refuse += "$$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$"
    each = 'CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE OR DELETE ON "{}" EXECUTE FUNCTION refuse()'
    with connected(_url()) as connection:
        connection.execute(refuse)
        for table in Model.metadata.tables:
            connection.execute(each.format(table))
        try:
            yield
        finally:
            connection.execute("DROP FUNCTION refuse() CASCADE")


@contextmanager
def server_read_only() -> Iterator[None]:
    """PostgreSQL takes no writes, as a standby or a server in maintenance does."""
    with _connecting(lambda driver: _execute(driver, "SET default_transaction_read_only = on")):
        yield


@contextmanager
def server_locked() -> Iterator[None]:
    """Another program keeps all tables from being written for long."""
    with (
        _connecting(lambda driver: _execute(driver, f"SET lock_timeout = {QUICK_MS}")),
        connected(_url(), autocommit=False) as other,
    ):
        for table in Model.metadata.tables:
            other.execute(f'LOCK TABLE "{table}" IN EXCLUSIVE MODE')
        yield


@contextmanager
def _connecting(change: Callable[[Any], Any]) -> Iterator[None]:
    """Every connection is changed when it is made."""

    def changed(driver: Any, _record: Any) -> None:
        change(driver)

    with _listening("connect", changed):
        yield


@contextmanager
def _listening(name: str, listener: Callable[..., Any]) -> Iterator[None]:
    event.listen(db.engine, name, listener)
    _let_go()
    try:
        yield
    finally:
        event.remove(db.engine, name, listener)
        _let_go()


def _let_go() -> None:
    db.session.remove()
    db.engine.dispose()


def _execute(driver: psycopg.Connection[Any], statement: str) -> None:
    driver.execute(statement)
    driver.commit()


def _url() -> str:
    return db.engine.url.render_as_string(hide_password=False)
