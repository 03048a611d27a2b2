"""Busy times as the wire contract writes them (section 11)."""

from typing import Any

from webapp import refusals
from webapp.errors import NotFound
from webapp.services.calendars.free_busy import FreeBusy


def free_busy_object(answer: FreeBusy) -> dict[str, Any]:
    """The busy times of one e-mail address. Its `object` is `error` when there is no such grant."""
    if answer.busy is None:
        unknown = refusals.for_program(NotFound("grant.unknown"))
        return {"email": answer.email, "object": "error", "error": unknown}
    return {
        "email": answer.email,
        "object": "free_busy",
        "time_slots": [
            {"object": "time_slot", "status": "busy", "start_time": starts_at, "end_time": ends_at}
            for starts_at, ends_at in answer.busy
        ],
    }
