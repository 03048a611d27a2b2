"""Configurations going out: the stored document, null keys and all (section 0, rule 9), and its id."""

from typing import Any

from webapp.models import Configuration


def configuration(row: Configuration) -> dict[str, Any]:
    return {"id": row.id, **row.document}
