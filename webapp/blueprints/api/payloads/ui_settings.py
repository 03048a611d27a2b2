"""What the browser component asks for first (wire contract section 3.1)."""

from webapp.blueprints.api.payloads.queries import Query


class UiSettingsQuery(Query):
    booking_id: str | None = None
    """The booking that is to be moved; the answer tells what its form begins with."""
