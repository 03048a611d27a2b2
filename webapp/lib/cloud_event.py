"""The envelope of every webhook: CloudEvents 1.0, as the contract spells it (wire contract section 9)."""

from typing import Any

SOURCE = "/nylas/passthru"


def envelope(
    kind: str, *, uid: str, time: int, attempt: int, application_id: str, payload: dict[str, Any]
) -> dict[str, Any]:
    """The whole body. `uid` is the same at every attempt, so that a receiver recognises a repeat."""
    return {
        "specversion": "1.0",
        "type": kind,
        "source": SOURCE,
        "id": uid,
        "time": time,
        "webhook_delivery_attempt": attempt,
        "data": {"application_id": application_id, "object": payload},
    }
