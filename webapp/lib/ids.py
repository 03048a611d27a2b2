"""Check the form of an id before it goes into a query."""

import re

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def is_id(value: str) -> bool:
    """Whether this is a lower-case UUID with hyphens. Nothing else may reach a query."""
    return _ID.fullmatch(value) is not None
