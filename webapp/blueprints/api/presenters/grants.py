"""A grant as the contract spells it (section 11)."""

from typing import Any

from webapp.models import Grant


def grant_object(grant: Grant) -> dict[str, Any]:
    """Secrets are never part of it."""
    return {
        "id": grant.id,
        "provider": grant.provider,
        "email": grant.email,
        "grant_status": grant.status,
        "scope": grant.scope,
        "settings": grant.settings,
        "created_at": grant.created_at,
        "updated_at": grant.updated_at,
    }
