"""Instants as calendars elsewhere write them: a date and a time with their offset from UTC (RFC 3339)."""

from datetime import UTC, datetime

from webapp.scheduling import LAST_INSTANT


def written(instant: int) -> str:
    """The instant in UTC, such as `2027-01-04T09:00:00Z`."""
    return datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(text: object) -> int:
    """The instant of such a text. Raises ValueError for anything else, also without an offset."""
    try:
        found = datetime.fromisoformat(text if isinstance(text, str) else "")
        instant = int(found.timestamp()) if found.tzinfo else -1
    except (ValueError, OverflowError):
        instant = -1
    if not 0 <= instant <= LAST_INSTANT:
        raise ValueError("no time that we can keep")
    return instant
