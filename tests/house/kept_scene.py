"""A scene that is made once for an application, and put back row by row for each test after that.

To make one takes half a second, to put it back a few milliseconds. On PostgreSQL it is made each time: its counters
would have to be put back, too.
"""

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from flask import Flask

from tests.house.scene import Scene, make_scene
from webapp.extensions import db
from webapp.models import Model

Contents = dict[str, Sequence[Any]]

_kept: WeakKeyDictionary[Flask, tuple[Scene, Contents]] = WeakKeyDictionary()


def kept_scene(app: Flask) -> Scene:
    """To be called with the application's context pushed and its tables empty, as `make_scene`."""
    if db.engine.dialect.name != "sqlite":
        return make_scene(app)
    if app not in _kept:
        scene = make_scene(app)
        db.session.close()
        _kept[app] = scene, _contents()
        return scene
    scene, contents = _kept[app]
    _put_back(contents)
    return scene


def _contents() -> Contents:
    with db.engine.connect() as connection:
        return {
            table.name: connection.exec_driver_sql(f'SELECT * FROM "{table.name}"').all()
            for table in Model.metadata.sorted_tables
        }


def _put_back(contents: Contents) -> None:
    with db.engine.connect().execution_options(rw=True) as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for name, rows in contents.items():
            for row in rows:
                places = ", ".join("?" * len(row))
                connection.exec_driver_sql(f'INSERT INTO "{name}" VALUES ({places})', tuple(row))
        connection.commit()
