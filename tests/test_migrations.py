from pathlib import Path

import flask_migrate
from sqlalchemy import inspect, text

from tests.builders import make_booking, make_configuration
from tests.conftest import migrated_app
from webapp.extensions import db


def test_a_downgrade_and_upgrade_keeps_every_row(tmp_path: Path) -> None:
    app = migrated_app(tmp_path, database_url=f"sqlite:///{tmp_path}/a.sqlite3")
    with app.app_context():
        make_booking(make_configuration())
        before = counts()
        flask_migrate.downgrade(revision="0001")
        flask_migrate.upgrade()
        after = counts()
        db.engine.dispose()

    assert before == after
    assert before["busy_span"] == before["booking"] == 1


def counts() -> dict[str, int]:
    db.session.close()
    quote = db.engine.dialect.identifier_preparer.quote
    return {
        name: db.session.execute(text(f"SELECT count(*) FROM {quote(name)}")).scalar_one()
        for name in inspect(db.engine).get_table_names()
    }
