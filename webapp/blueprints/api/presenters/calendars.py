"""A calendar as the contract spells it (section 11)."""

from typing import Any

from webapp.models import Calendar


def calendar_object(calendar: Calendar) -> dict[str, Any]:
    """`id, grant_id, name, read_only, is_owned_by_user` must be there for the Python SDK."""
    zone = calendar.timezone or calendar.followed_timezone
    return {
        "object": "calendar",
        "id": calendar.id,
        "grant_id": calendar.grant_id,
        "name": calendar.name,
        # Empty or absent, since the published schema takes no null.
        "description": calendar.description or "",
        "location": calendar.location or "",
        **({"timezone": zone} if zone else {}),
        "is_primary": calendar.is_primary,
        "is_owned_by_user": True,
        "read_only": calendar.read_only,
        "metadata": calendar.fields,
    }
