"""Whether the database has the tables that this version needs."""

from pathlib import Path

import flask_migrate
from flask import Flask

from tests.conftest import migrated_app
from webapp.extensions import db
from webapp.lib.schema import is_migrated


def test_a_database_at_the_newest_revision_is_migrated(app: Flask) -> None:
    assert is_migrated()


def test_a_database_one_revision_behind_is_not(tmp_path: Path) -> None:
    app = migrated_app(tmp_path, database_url=f"sqlite:///{tmp_path}/a.sqlite3")

    with app.app_context():
        flask_migrate.downgrade()
        behind = is_migrated()
        db.engine.dispose()

    assert not behind
