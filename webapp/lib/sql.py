"""A list as one parameter of a statement that is made once.

SQLAlchemy's own expanding parameter writes the statement anew for every execution, which costs as much as asking.
"""

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import ColumnElement, String, bindparam, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class _TextsOf(FunctionElement[str]):
    """The texts of a JSON list, as rows of one column `value`."""

    name = "texts_of"
    inherit_cache = True


@compiles(_TextsOf, "sqlite")
def _on_sqlite(element: _TextsOf, compiler: Any, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_TextsOf, "postgresql")
def _on_postgresql(element: _TextsOf, compiler: Any, **options: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **options)} AS JSON))"


def is_one_of(column: Any, name: str) -> ColumnElement[bool]:
    """Whether a text column is among the texts of the parameter `name`, whose value `texts` makes."""
    listed = _TextsOf(bindparam(name, type_=String())).table_valued("value")
    among: ColumnElement[bool] = column.in_(select(listed.c.value))
    return among


def texts(values: Iterable[str]) -> str:
    """The value of a parameter of `is_one_of`."""
    return orjson.dumps(list(values)).decode()
