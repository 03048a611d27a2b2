"""SQLite's guard looks at a single span, and refuses exactly what a look at all of them would."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path

import flask_migrate
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from tests.builders import make_booking, make_configuration
from tests.conftest import migrated_app
from webapp.extensions import NO_OVERLAP, db

Span = tuple[int, int]
Guard = sqlite3.Connection

AHEAD = 2000
NO_MORE_THAN = 1.2
HOURS = range(7)
SPANS = list(combinations(HOURS, 2))
DISJOINT = [
    some
    for many in range(len(HOURS))
    for some in combinations(SPANS, many)
    if all(earlier[1] <= later[0] for earlier, later in pairwise(some))
]


@pytest.fixture(scope="module")
def guard(made_app: object) -> Iterator[Guard]:
    """The table of busy spans alone, in memory, with the indexes and triggers that the migrations made."""
    with made_app("sqlite").app_context(), db.engine.connect() as migrated:  # type: ignore[operator]
        made = migrated.scalars(
            text(
                "SELECT sql FROM sqlite_master WHERE tbl_name = 'busy_span' ORDER BY type = 'trigger', type DESC"
            )
        ).all()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for statement in made:
            connection.execute(statement)
        yield connection


def write(guard: Guard, number: int, calendar: str, span: Span, *, exclusive: bool = True) -> bool:
    """Write a span, or move the one of that number. Whether the guard let it."""
    columns = (calendar, *span, exclusive, number)
    moved = "UPDATE busy_span SET calendar_id = ?, starts_at = ?, ends_at = ?, exclusive = ? WHERE id = ?"
    new = "INSERT INTO busy_span (calendar_id, starts_at, ends_at, exclusive, id) VALUES (?, ?, ?, ?, ?)"
    is_known = guard.execute("SELECT 1 FROM busy_span WHERE id = ?", (number,)).fetchone()
    try:
        guard.execute(moved if is_known else new, columns)
    except sqlite3.IntegrityError as problem:
        if NO_OVERLAP not in str(problem):
            raise
        return False
    return True


def tried(guard: Guard, number: int, span: Span) -> bool:
    """The same, and it is as it was before."""
    guard.execute("BEGIN")
    was_let = write(guard, number, "a", span)
    guard.execute("ROLLBACK")
    return was_let


def fill(guard: Guard, spans: Sequence[Span]) -> None:
    guard.execute("DELETE FROM busy_span")
    for number, span in enumerate(spans):
        assert write(guard, number, "a", span)


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def test_it_refuses_a_span_beside_any_others_exactly_if_one_of_them_overlaps(guard: Guard) -> None:
    for there in DISJOINT:
        fill(guard, there)
        for span in SPANS:
            was_let = tried(guard, 99, span)
            assert was_let is not any(overlap(span, other) for other in there), (there, span)


def test_it_refuses_to_move_a_span_exactly_if_one_of_the_others_overlaps(guard: Guard) -> None:
    for there in DISJOINT:
        fill(guard, there)
        for number, span in ((number, span) for number in range(len(there)) for span in SPANS):
            others = [*there[:number], *there[number + 1 :]]
            was_let = tried(guard, number, span)
            assert was_let is not any(overlap(span, other) for other in others), (there, number, span)


ENDS = st.integers(0, 40)
DEEDS = st.tuples(
    st.integers(0, 8),  # which span: a new one, or one that is moved
    st.sampled_from("ab"),
    st.tuples(ENDS, ENDS).filter(lambda ends: ends[0] < ends[1]),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(DEEDS, max_size=40))
def test_it_decides_as_a_look_at_all_spans_would(
    guard: Guard, deeds: list[tuple[int, str, Span, bool, bool]]
) -> None:
    guard.execute("DELETE FROM busy_span")
    there: dict[int, tuple[str, Span, bool]] = {}
    for number, calendar, span, exclusive, is_removed in deeds:
        if is_removed and number in there:
            del there[number]
            guard.execute("DELETE FROM busy_span WHERE id = ?", (number,))
            continue
        in_the_way = [
            other
            for other, (its_calendar, its_span, is_exclusive) in there.items()
            if other != number
            and its_calendar == calendar
            and exclusive
            and is_exclusive
            and overlap(span, its_span)
        ]
        was_let = write(guard, number, calendar, span, exclusive=exclusive)
        assert was_let is not bool(in_the_way)
        if was_let:
            there[number] = (calendar, span, exclusive)


def steps_to_write(guard: Guard, span: Span) -> int:
    """Instructions of SQLite's virtual machine."""
    counted = 0

    def step() -> int:
        nonlocal counted
        counted += 1
        return 0

    guard.set_progress_handler(step, 1)
    assert write(guard, 10 * AHEAD, "a", span)
    assert write(guard, 10 * AHEAD, "a", (span[0] + 1, span[1]))
    guard.set_progress_handler(None, 1)
    return counted


@pytest.mark.parametrize("exclusive", [True, False])
@pytest.mark.parametrize("first", [10, -10 * AHEAD])
def test_it_costs_the_same_however_many_spans_lie_ahead_or_behind(
    guard: Guard, first: int, exclusive: bool
) -> None:
    fill(guard, [(-20, -10), (10 * AHEAD, 10 * AHEAD + 5)])
    alone = steps_to_write(guard, (0, 5))
    fill(guard, [])
    for number in range(AHEAD):
        start = first + 10 * number
        if not overlap((start, start + 5), (0, 5)):
            assert write(guard, number, "a", (start, start + 5), exclusive=exclusive)

    assert steps_to_write(guard, (0, 5)) <= alone * NO_MORE_THAN


@pytest.mark.parametrize(
    "change",
    ["starts_at = 1", "starts_at = 1, ends_at = 3", "ends_at = 9", "calendar_id = 'b'", "exclusive = 1"],
)
def test_it_looks_again_whichever_column_is_written(guard: Guard, change: str) -> None:
    fill(guard, [(0, 2), (8, 10)])
    assert write(guard, 3, "b", (4, 6))
    assert write(guard, 4, "a", (4, 6), exclusive="exclusive" not in change)
    if "exclusive" in change:
        assert write(guard, 5, "a", (5, 7))

    with pytest.raises(sqlite3.IntegrityError, match=NO_OVERLAP):
        guard.execute(f"UPDATE busy_span SET {change} WHERE id = 4")


def write_one_more_beside_the_first(database: Path) -> None:
    """By hand, because the models know the newest tables only."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        span = dict(connection.execute("SELECT * FROM busy_span").fetchone())
        span |= {"id": None, "starts_at": span["starts_at"] - 1, "ends_at": span["starts_at"] + 1}
        values = ", ".join(f":{name}" for name in span)
        connection.execute(f"INSERT INTO busy_span ({', '.join(span)}) VALUES ({values})", span)


def test_what_was_written_before_it_came_is_guarded_after_and_if_it_goes_again(tmp_path: Path) -> None:
    app = migrated_app(tmp_path, database_url=f"sqlite:///{tmp_path}/a.sqlite3")
    with app.app_context():
        make_booking(make_configuration())
        for change in (partial(flask_migrate.downgrade, revision="0028"), flask_migrate.upgrade):
            db.session.remove()
            change()
            with pytest.raises(sqlite3.IntegrityError, match=NO_OVERLAP):
                write_one_more_beside_the_first(tmp_path / "a.sqlite3")
        db.session.remove()
        db.engine.dispose()
