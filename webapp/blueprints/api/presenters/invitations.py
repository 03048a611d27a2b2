"""An invitation over JSON: beyond the contract."""

from typing import Any

from webapp.lib import links
from webapp.models import Invitation


def invitation_object(invitation: Invitation, *, now: int, token: str | None = None) -> dict[str, Any]:
    """`token` is given when it was just made, and never again; `url` is the link with it."""
    shown = {
        "id": invitation.id,
        "configuration_id": invitation.configuration_id,
        "status": invitation.state(now=now),
        "uses": invitation.uses,
        "uses_left": invitation.uses_left,
        "expires_at": invitation.expires_at,
        "name": invitation.name or None,
        "email": invitation.email or None,
        "note": invitation.note or None,
        "created_at": invitation.created_at,
    }
    if token is None:
        return shown
    return {**shown, "token": token, "url": links.absolute("public.invitation_show", invitation_token=token)}
