"""Which free time is asked for (wire contract section 7)."""

from webapp.blueprints.api.payloads.queries import Bound, Query


class AvailabilityQuery(Query):
    start_time: Bound
    """Only times that start at or after it, in Unix seconds."""
    end_time: Bound
    """Only times that start before it, in Unix seconds."""
    booking_id: str | None = None
    """The booking that is to be moved: its own time counts as free."""
