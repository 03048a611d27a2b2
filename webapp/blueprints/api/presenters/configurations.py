"""Configurations going out: the stored document, null keys and all (section 0, rule 9), and its id."""

from typing import Any

from webapp.models import Configuration


def configuration_object(configuration: Configuration) -> dict[str, Any]:
    """The document as kept. Four keys are left out when unset: the published schema takes no null for them."""
    document, scheduler = configuration.document, configuration.document["scheduler"]
    template = _without_null(scheduler["email_template"], "booking_confirmed")
    return {
        "id": configuration.id,
        **document,
        "availability": _without_null(document["availability"], "interval_minutes"),
        "event_booking": _without_null(document["event_booking"], "location", "timezone"),
        "scheduler": {**scheduler, "email_template": template},
    }


def _without_null(part: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name not in keys or value is not None}
