"""Configurations going out: the stored document without what is unset, and its id."""

from typing import Any

from webapp.models import Configuration

# What an SDK or the contract's own text wants to see although it is null (wire contract, section 0, rule 9; section 6).
NULL_IS_SHOWN = {"slug", "appearance", "availability", "booking"}
AS_SENT = {"notetaker_settings"}  # objects of a form that only their sender knows


def configuration_object(configuration: Configuration) -> dict[str, Any]:
    """The document as stored, without what is unset: the editor takes a null for a choice, and then saves nothing."""
    return {"id": configuration.id, **_without_null(configuration.document)}


def _without_null(part: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value if key in AS_SENT else _shown(value)
        for key, value in part.items()
        if value is not None or key in NULL_IS_SHOWN
    }


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        return _without_null(value)
    if isinstance(value, list):
        return [_shown(item) for item in value]
    return value
