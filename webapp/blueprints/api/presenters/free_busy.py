"""Busy stretches as the contract spells them (section 11)."""

from typing import Any

from webapp.services.calendars.free_busy import FreeBusy

NO_SUCH_GRANT = "There is no grant with this e-mail address."


def free_busy_object(answer: FreeBusy) -> dict[str, Any]:
    """`object` tells an answer from an error."""
    if answer.busy is None:
        return {"email": answer.email, "object": "error", "error": NO_SUCH_GRANT}
    return {
        "email": answer.email,
        "object": "free_busy",
        "time_slots": [
            {"object": "time_slot", "status": "busy", "start_time": starts_at, "end_time": ends_at}
            for starts_at, ends_at in answer.busy
        ],
    }
