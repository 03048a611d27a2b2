"""Whether the database has the tables that this version needs."""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app

from webapp.extensions import db


def is_migrated() -> bool:
    """Whether the newest migration has been applied."""
    current = MigrationContext.configure(db.session.connection()).get_current_revision()
    return current == ScriptDirectory(current_app.extensions["migrate"].directory).get_current_head()
