"""The database: what the migrations make is what the models say, and it refuses a double booking by itself."""

from collections.abc import Iterable

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import Column, Connection, Integer, MetaData, Table, text

from tests.house.sources import MIGRATIONS as MIGRATIONS_PACKAGE
from tests.house.sources import ROOT
from webapp.extensions import db
from webapp.models import Model


def differences(metadata: MetaData) -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        return list(compare_metadata(context, metadata))


def test_migrations_make_the_schema_that_the_models_declare(app: Flask) -> None:
    assert differences(Model.metadata) == []


def test_a_table_without_a_migration_is_found(app: Flask) -> None:
    planted = MetaData()
    for table in Model.metadata.tables.values():
        table.to_metadata(planted)
    Table("bad", planted, Column("id", Integer, primary_key=True))

    assert [difference[0] for difference in differences(planted)] == ["add_table"]  # type: ignore[index]


MIGRATIONS = ROOT / MIGRATIONS_PACKAGE.replace(".", "/") / "versions"


def out_of_line(names: Iterable[str]) -> list[str]:
    """The migrations whose number is not the next one: two of one number, or a gap."""
    return [name for number, name in enumerate(sorted(names), start=1) if name[:4] != f"{number:04}"]


def test_migrations_stand_in_one_line() -> None:
    assert out_of_line(path.name for path in MIGRATIONS.glob("0*.py")) == []


def test_a_migration_beside_another_is_found() -> None:
    assert out_of_line(["0001_a.py", "0002_b.py", "0002_c.py"]) == ["0002_c.py"]


IS_GUARDED = {
    "postgresql": "SELECT conname FROM pg_constraint WHERE contype = 'x'",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
}
GUARDS = {
    "postgresql": ["busy_span_no_overlap"],
    "sqlite": ["busy_span_no_overlap_insert", "busy_span_no_overlap_update"],
}
TAKEN_OUT = {
    "postgresql": "ALTER TABLE busy_span DROP CONSTRAINT busy_span_no_overlap",
    "sqlite": "DROP TRIGGER busy_span_no_overlap_update",
}


def missing_guards(connection: Connection) -> set[str]:
    kind = connection.dialect.name
    return set(GUARDS[kind]) - set(connection.scalars(text(IS_GUARDED[kind])))


def test_the_migrated_database_has_the_guard_against_overlaps(app: Flask) -> None:
    with db.engine.connect() as connection:
        assert missing_guards(connection) == set()


def test_a_guard_that_was_taken_out_is_found(app: Flask) -> None:
    with db.engine.connect().execution_options(rw=True) as connection:
        connection.execute(text(TAKEN_OUT[connection.dialect.name]))
        missing = missing_guards(connection)
        connection.rollback()

    assert missing == {GUARDS[db.engine.dialect.name][-1]}
