"""What an answer costs, counted and not timed: steps of Python and of SQLite, and rows that PostgreSQL reads."""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from types import FrameType
from typing import Any

from sqlalchemy import event, text

from webapp.extensions import db

PLANNED = ("SELECT", "WITH")


def steps(work: Callable[[], object]) -> int:
    """Bytecodes of Python and instructions of SQLite's virtual machine: both are steps of an interpreter."""
    counted = 0

    def step(_frame: FrameType, what: str, _argument: object) -> Any:
        nonlocal counted
        counted += what == "opcode"
        return step

    def enter(frame: FrameType, _what: str, _argument: object) -> Any:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return step

    def step_of_database() -> int:
        nonlocal counted
        counted += 1
        return 0

    def watch(driver: Any, *_: object) -> None:
        driver.set_progress_handler(step_of_database, 1)

    before = sys.gettrace()
    db.session.remove()
    event.listen(db.engine, "checkout", watch)
    sys.settrace(enter)
    try:
        work()
    finally:
        sys.settrace(before)
        event.remove(db.engine, "checkout", watch)
        db.engine.dispose()
    return counted


def plans(work: Callable[[], object]) -> list[dict[str, Any]]:
    """The plan of each question that PostgreSQL was asked, with the rows that it read, by EXPLAIN ANALYZE."""
    with _asked() as asked:
        work()
    db.session.remove()
    found = []
    with db.engine.connect() as connection:
        for statement, parameters in asked:
            explain = f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}"
            told = connection.exec_driver_sql(explain, parameters).scalar_one()
            found.append((told if isinstance(told, list) else json.loads(told))[0]["Plan"])
    return found


def steps_of_plans(work: Callable[[], object]) -> list[str]:
    """What SQLite says it does for each question that it was asked: SEARCH, SCAN, CO-ROUTINE and the like."""
    with _asked() as asked:
        work()
    with db.engine.connect() as connection:
        plans_ = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", values) for one, values in asked]
        return [step.detail for plan in plans_ for step in plan]


def rows_read(plan: dict[str, Any]) -> int:
    """Rows that the scans of a plan took from tables and indexes, those thrown away among them."""
    own = 0
    if "Scan" in plan["Node Type"] and plan["Node Type"] != "Subquery Scan":
        thrown_away = plan.get("Rows Removed by Filter", 0) + plan.get("Rows Removed by Index Recheck", 0)
        own = (plan["Actual Rows"] + thrown_away) * plan["Actual Loops"]
    return int(own) + sum(rows_read(part) for part in plan.get("Plans", []))


def whole_tables(plan: dict[str, Any]) -> list[str]:
    """The tables that a plan reads from end to end."""
    own = [plan["Relation Name"]] if plan["Node Type"] == "Seq Scan" else []
    return own + [name for part in plan.get("Plans", []) for name in whole_tables(part)]


@contextmanager
def _asked() -> Iterator[list[tuple[str, Any]]]:
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if statement.lstrip().startswith(PLANNED):
            asked.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def settle() -> None:
    """Let the database do what it does by itself after a while: know how many rows there are, and empty its log."""
    db.session.remove()
    if db.engine.dialect.name == "sqlite":
        db.engine.dispose()
        with closing(sqlite3.connect(db.engine.url.database or "")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT", rw=True) as connection:
        connection.execute(text("ANALYZE"))
