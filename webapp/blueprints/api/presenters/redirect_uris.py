"""A registered address as the Nylas SDKs read it."""

from typing import Any

from webapp.models import RedirectUri


def redirect_uri_object(row: RedirectUri) -> dict[str, Any]:
    """The SDKs need `id`, `url` and `platform`."""
    return {"id": row.id, "url": row.url, "platform": row.platform, "created_at": row.created_at}
