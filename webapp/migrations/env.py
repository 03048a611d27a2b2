"""How Alembic reaches our database: on an engine of its own, with SQLite's foreign keys off while tables are rebuilt.

A revision that batches a guarded table (`busy_span`) must make its triggers again: SQLite drops them with the table.
"""

from alembic import context
from flask import current_app
from sqlalchemy import NullPool, create_engine, event, text
from sqlalchemy.engine import Connection

from webapp.models import Model

FOREIGN_KEYS_OFF = "PRAGMA foreign_keys=OFF"


def migrate() -> None:
    """Bring the schema to the wanted revision in one transaction."""
    engine = create_engine(current_app.config["SQLALCHEMY_DATABASE_URI"], poolclass=NullPool)
    is_sqlite = engine.dialect.name == "sqlite"
    if is_sqlite:
        event.listen(engine, "connect", lambda dbapi, _: dbapi.execute(FOREIGN_KEYS_OFF))
    with engine.connect().execution_options(rw=True) as connection:
        _run(connection)
        if is_sqlite and connection.execute(text("PRAGMA foreign_key_check")).first():
            raise RuntimeError("The migration left rows that point nowhere.")
        connection.commit()


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


migrate()
