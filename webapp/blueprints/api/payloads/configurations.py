"""Configurations coming in: a change is described here and judged by `services/configurations/document.py`."""

from typing import Any

from webapp.blueprints.api.payloads.base import Payload


class ConfigurationChange(Payload):
    """PUT: the top-level fields to replace, each as in a new configuration; what is not sent stays."""

    participants: list[dict[str, Any]] | None = None
    availability: dict[str, Any] | None = None
    event_booking: dict[str, Any] | None = None
    scheduler: dict[str, Any] | None = None
    name: str | None = None
    slug: str | None = None
    requires_session_auth: bool | None = None
    appearance: dict[str, str] | None = None
