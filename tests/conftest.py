"""The ground every test stands on: the real application on a real SQLite file and a real PostgreSQL server.

A test that asks for `app` (or for `client`, `api`, ...) runs twice, once per database. Each database is migrated once
and emptied before every test. Builders stand in `tests/builders.py`, the stopped clock is the fixture `clock`.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from jinja2.bccache import Bucket, BytecodeCache
from pytest_httpserver import HTTPServer
from sqlalchemy import Table, event

from config import Settings, flask_config
from tests import builders
from tests.asking_app import asking_app  # noqa: F401  # a fixture, found by its name
from tests.caldav_servers import (  # noqa: F401  # fixtures, found by their names
    caldav_server,
    radicale_server,
    xandikos_server,
)
from tests.chrome import chrome, playwright  # noqa: F401  # fixtures, found by their names
from tests.fake_provider import caldav_in_memory, fake  # noqa: F401  # fixtures, found by their names
from tests.mail_server import mails  # noqa: F401  # a fixture, found by its name
from tests.mirrors import grant_elsewhere, work  # noqa: F401  # fixtures, found by their names
from tests.pg import new_database, postgres_url  # noqa: F401  # a fixture, found by its name
from tests.push_channels import channelled, public  # noqa: F401  # fixtures, found by their names
from tests.receivers import webhooks_in_memory  # noqa: F401  # a fixture, found by its name
from tests.waiting import HANG_SECONDS, POLL_SECONDS
from webapp import create_app
from webapp.extensions import db
from webapp.lib import clock as real_clock
from webapp.models import Grant, Model, Organizer
from webapp.rate_limits import limiter

DATABASES = ("sqlite", "postgres")
COUNTING = "counting"


class _Compiled(BytecodeCache):
    """Templates are compiled once for all applications of a process."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


_compiled = _Compiled()
_migrated: list[bytes] = []  # an empty SQLite file at the newest revision, once there is one

# An example of Hypothesis may take as long as a busy machine needs.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


class StoppedClock:
    """The time as the application sees it: it stands still until a test lets it pass, or sets the clock by `at`."""

    def __init__(self, at: int) -> None:
        self.at = at
        self._elapsed = 1_000_000.0

    def now(self) -> int:
        return self.at

    def elapsed(self) -> float:
        return self._elapsed

    def advance(self, *, seconds: int = 0, minutes: int = 0, days: int = 0) -> None:
        passed = seconds + minutes * 60 + days * 86_400
        self.at += passed
        self._elapsed += passed


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> StoppedClock:
    stopped = StoppedClock(builders.NOW)
    monkeypatch.setattr(real_clock, "now", stopped.now)
    monkeypatch.setattr(real_clock, "elapsed", stopped.elapsed)
    return stopped


@pytest.fixture(scope="session")
def made_app(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Flask]]:
    """One migrated application per database kind, and one that counts requests, made when first asked for."""
    made: dict[str, Flask] = {}

    def make(kind: str) -> Flask:
        if kind not in made:
            folder = tmp_path_factory.mktemp(kind)
            database_url = _database_url(kind, folder, request)
            made[kind] = migrated_app(folder, database_url=database_url, RATELIMIT_ENABLED=kind == COUNTING)
        return made[kind]

    yield make
    for app in made.values():
        with app.app_context():
            db.engine.dispose()


def migrated_app(folder: Path, *, database_url: str, **overrides: Any) -> Flask:
    """An application of its own in a folder, its database brought to the newest revision."""
    environ = {
        "OPENSLOT_ENV": "test",
        "OPENSLOT_DATA": str(folder),
        "DATABASE_URL": database_url,
        "BASE_URL": "https://book.example.org",
        "RATELIMIT_ENABLED": "false",
        "OPENSLOT_OUTBOUND_ALLOW": "127.0.0.0/8",
    }
    engine = flask_config(Settings.from_environment(environ))["SQLALCHEMY_ENGINE_OPTIONS"]
    patient = {**engine, "pool_timeout": HANG_SECONDS}  # threads that race wait for a connection
    # No provider is asked to push unless a test says so.
    app = create_app(
        environ, SQLALCHEMY_ENGINE_OPTIONS=patient, **{"OPENSLOT_TAKES_PUSHES": False, **overrides}
    )
    app.jinja_env.bytecode_cache = _compiled
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _wait_for_no_disk)
            _migrate_once(Path(db.engine.url.database or ""))
        else:
            flask_migrate.upgrade()
    return app


def _migrate_once(file: Path) -> None:
    """Bring the file of the application whose context is pushed to the newest revision: what this process has migrated
    before is copied."""
    if _migrated and not file.exists():
        file.write_bytes(_migrated[0])
        return
    flask_migrate.upgrade()
    db.engine.dispose()
    with closing(sqlite3.connect(file)) as connection:
        _migrated.append(connection.serialize())


def _wait_for_no_disk(dbapi: Any, _record: Any) -> None:
    # No test cuts the power. PostgreSQL does without too: see `pg.SPEED`.
    dbapi.execute("PRAGMA synchronous=OFF")


def _database_url(kind: str, folder: Path, request: pytest.FixtureRequest) -> str:
    if kind != "postgres":
        return f"sqlite:///{folder}/openslot.sqlite3"
    name = f"openslot_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"
    return new_database(request.getfixturevalue("postgres_url"), name=name)


@pytest.fixture(params=DATABASES)
def app(
    request: pytest.FixtureRequest, made_app: Callable[[str], Flask], quick_hashes: None
) -> Iterator[Flask]:
    """The application on SQLite and on PostgreSQL, empty, with its context pushed."""
    yield from _emptied(made_app(request.param))


@pytest.fixture
def maya(app: Flask, clock: StoppedClock) -> Organizer:
    """Maya, who has a dashboard, in Stockholm."""
    return builders.make_organizer(timezone="Europe/Stockholm")


@pytest.fixture
def maya_grant(maya: Organizer) -> Grant:
    return builders.grant_of(maya)


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed in a moment, and checked in one. What a hash must cost is for `test_sign_ins.py`."""
    make, quick = PasswordHasher.hash, PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    monkeypatch.setattr(PasswordHasher, "hash", lambda _, password: make(quick, password))


@pytest.fixture
def sqlite_app(made_app: Callable[[str], Flask], quick_hashes: None) -> Iterator[Flask]:
    yield from _emptied(made_app("sqlite"))


@pytest.fixture
def postgres_app(made_app: Callable[[str], Flask], quick_hashes: None) -> Iterator[Flask]:
    yield from _emptied(made_app("postgres"))


class _Receiver(HTTPServer):
    """One that ends at once: the plugin's own looks every half second whether it is to end."""

    def thread_target(self) -> None:
        assert self.server is not None
        self.server.serve_forever(poll_interval=POLL_SECONDS / 5)


@pytest.fixture
def counting_app(
    made_app: Callable[[str], Flask], quick_hashes: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """An application on SQLite that counts requests, unlike that of the other tests."""
    monkeypatch.setattr(
        limiter, "enabled", limiter.enabled
    )  # all applications share it: put back what it was
    app = made_app(COUNTING)
    monkeypatch.setattr(limiter, "enabled", True)
    yield from _emptied(app)


@pytest.fixture
def httpserver() -> Iterator[HTTPServer]:
    """Answers several requests at once, unlike the one of the plugin."""
    with _Receiver(host="127.0.0.1", threaded=True) as server:
        yield server


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def _emptied(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        empty_tables()
        yield app
        db.session.remove()


def empty_tables() -> None:
    """Delete every row, in the application whose context is pushed."""
    quote = db.engine.dialect.identifier_preparer.quote
    tables = {quote(table.name): table for table in reversed(Model.metadata.sorted_tables)}
    statements = [f"DELETE FROM {name}" for name in tables]
    if db.engine.dialect.name == "postgresql":
        statements = [_in_one_go(statements, tables)]
    with db.engine.connect().execution_options(rw=True) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()


def _in_one_go(statements: list[str], tables: dict[str, Table]) -> str:
    """Also counts from 1 again. TRUNCATE would do all of it, in 20 times the time: it makes each file anew.

    Like TRUNCATE it waits until nobody has a transaction open, so that no test writes into the next.
    """
    counted = [
        f"('{name}', '{table.autoincrement_column.name}')"
        for name, table in tables.items()
        if table.autoincrement_column is not None
    ]
    return f"""DO $$ BEGIN
        LOCK TABLE {", ".join(tables)} IN ACCESS EXCLUSIVE MODE;
        {"; ".join(statements)};
        PERFORM setval(pg_get_serial_sequence(counted.name, counted.number), 1, false)
            FROM (VALUES {", ".join(counted)}) AS counted (name, number);
    END $$"""
