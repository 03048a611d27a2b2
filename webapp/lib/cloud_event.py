"""What every webhook is wrapped in: a CloudEvents 1.0 envelope as the contract spells it (wire contract section 9)."""

from typing import Any

SOURCE = "/nylas/passthru"


def envelope(
    kind: str, *, uid: str, time: int, attempt: int, application_id: str, payload: dict[str, Any]
) -> dict[str, Any]:
    """The whole body. `uid` stays the same at every attempt, so that a receiver can tell a repeat."""
    return {
        "specversion": "1.0",
        "type": kind,
        "source": SOURCE,
        "id": uid,
        "time": time,
        "webhook_delivery_attempt": attempt,
        "data": {"application_id": application_id, "object": payload},
    }
