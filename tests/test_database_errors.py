"""Which errors mean that the database is away: each is raised by a real database."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from webapp.database_errors import in_one_line, is_to_be_repeated, is_unavailable
from webapp.extensions import db

AWAY = [
    "08006",  # connection failure
    "53100",  # disk full
    "53200",  # out of memory
    "53300",  # too many connections
    "55P03",  # lock not available
    "57014",  # statement timeout
    "57P01",  # shutting down
    "57P02",  # crashed
    "57P03",  # starting
    "57P05",  # idle for too long
    "58030",  # input or output failed
]
OURS = ["22001", "23505", "23P01", "42601", "42P01", "XX000"]


def raised_by_postgres(sqlstate: str) -> DBAPIError:
    """What the server's error of this code becomes."""
    statement = f"DO $$ BEGIN RAISE EXCEPTION 'it is so' USING ERRCODE = '{sqlstate}'; END $$"
    with pytest.raises(DBAPIError) as raised, db.engine.connect() as connection:
        connection.execute(text(statement))
    return raised.value


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as connection:
        connection.execute("CREATE TABLE some (value)")
    return tmp_path / "a.sqlite3"


@pytest.mark.parametrize("sqlstate", AWAY)
def test_what_postgres_says_when_it_cannot_answer(postgres_app: Flask, sqlstate: str) -> None:
    assert is_unavailable(raised_by_postgres(sqlstate), writing=False)


@pytest.mark.parametrize("sqlstate", OURS)
def test_what_postgres_says_of_our_mistakes(postgres_app: Flask, sqlstate: str) -> None:
    assert not is_unavailable(raised_by_postgres(sqlstate), writing=True)


@pytest.mark.parametrize("sqlstate", ["40001", "40P01"])
def test_a_transaction_that_gave_way_is_to_be_repeated(postgres_app: Flask, sqlstate: str) -> None:
    problem = raised_by_postgres(sqlstate)

    assert is_to_be_repeated(problem)
    assert not is_unavailable(problem, writing=True)


def test_a_write_refused_is_an_outage_only_where_writing_is_allowed(postgres_app: Flask) -> None:
    problem = raised_by_postgres("25006")

    assert is_unavailable(problem, writing=True)
    assert not is_unavailable(problem, writing=False)


@pytest.mark.parametrize("url", ["postgresql+psycopg://app@/x?host=/nowhere", "sqlite:////nowhere/a.sqlite3"])
def test_a_database_that_cannot_be_reached(url: str) -> None:
    with pytest.raises(DBAPIError) as raised:
        create_engine(url).connect()

    assert is_unavailable(raised.value, writing=False)
    assert "\n" not in in_one_line(raised.value)


def test_a_connection_closed_by_the_server(postgres_app: Flask) -> None:
    with pytest.raises(DBAPIError) as raised, db.engine.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    assert is_unavailable(raised.value, writing=False)


def test_a_locked_file_whether_the_library_has_wrapped_the_error_or_not(sqlite_file: Path) -> None:
    with (
        closing(sqlite3.connect(sqlite_file)) as other,
        closing(sqlite3.connect(sqlite_file, timeout=0)) as ours,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as raised:
            ours.execute("BEGIN IMMEDIATE")

    assert is_unavailable(raised.value, writing=False)
    assert is_unavailable(DBAPIError("BEGIN", {}, raised.value), writing=False)


def test_a_full_file(sqlite_file: Path) -> None:
    with closing(sqlite3.connect(sqlite_file)) as connection:
        connection.execute("PRAGMA max_page_count = 2")
        with pytest.raises(sqlite3.OperationalError) as raised:
            connection.execute("INSERT INTO some VALUES (zeroblob(100000))")

    assert is_unavailable(raised.value, writing=False)


def test_a_read_only_file_is_an_outage_only_where_writing_is_allowed(sqlite_file: Path) -> None:
    url = f"file:{sqlite_file}?mode=ro"
    with (
        closing(sqlite3.connect(url, uri=True)) as connection,
        pytest.raises(sqlite3.OperationalError) as raised,
    ):
        connection.execute("INSERT INTO some VALUES (1)")

    assert is_unavailable(raised.value, writing=True)
    assert not is_unavailable(raised.value, writing=False)


def test_a_statement_that_makes_no_sense_to_sqlite(sqlite_file: Path) -> None:
    with (
        closing(sqlite3.connect(sqlite_file)) as connection,
        pytest.raises(sqlite3.OperationalError) as raised,
    ):
        connection.execute("SELECT * FROM none")

    assert not is_unavailable(raised.value, writing=True)


def test_a_pool_without_a_free_connection(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/a.sqlite3", pool_size=1, max_overflow=0, pool_timeout=0.01)
    with pytest.raises(PoolTimeout) as raised, engine.connect():
        engine.connect()
    engine.dispose()

    assert is_unavailable(raised.value, writing=False)


def test_any_other_error_is_none_of_the_database() -> None:
    assert not is_unavailable(ValueError("database is locked"), writing=True)
