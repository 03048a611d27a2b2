"""Whether the database has the tables this version was written for."""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app

from webapp.extensions import db


def is_migrated() -> bool:
    """Whether the database stands at the newest revision."""
    current = MigrationContext.configure(db.session.connection()).get_current_revision()
    return current == ScriptDirectory(current_app.extensions["migrate"].directory).get_current_head()
