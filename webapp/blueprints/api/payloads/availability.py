"""Which free time is asked for (wire contract section 7)."""

from typing import Annotated

from pydantic import Field

from webapp.blueprints.api.payloads.queries import Bound, Query


class AvailabilityQuery(Query):
    start_time: Bound
    """Only times that start at or after it, in Unix seconds."""
    end_time: Bound
    """Only times that start before it, in Unix seconds."""
    duration_minutes: Annotated[int, Field(ge=1, le=1440)] | None = None
    """One of the lengths that the page offers. Without it the length of the page, or of the booking to be moved."""
    booking_id: str | None = None
    """The booking that is to be moved: its own time counts as free."""
