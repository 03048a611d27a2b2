"""Names as they stand in addresses."""

import re
import uuid

AT_MOST = 63
_SLUG = re.compile(r"^[a-z0-9][a-z0-9_-]{1,62}\Z")


def is_slug(text: str) -> bool:
    """Whether a text has the form of a slug: 2 to 63 characters. An id has not: it would open another page."""
    return _SLUG.match(text) is not None and not _is_uuid(text)


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
