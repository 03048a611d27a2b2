"""The envelope of every webhook."""

from typing import Any

from webapp.lib.cloud_event import envelope


def enveloped(*, attempt: int = 1) -> dict[str, Any]:
    payload = {"booking_id": "b1"}
    return envelope(
        "booking.created", uid="u1", time=7, attempt=attempt, application_id="a1", payload=payload
    )


def test_it_is_a_cloud_event_as_the_contract_spells_it() -> None:
    assert enveloped() == {
        "specversion": "1.0",
        "type": "booking.created",
        "source": "/nylas/passthru",
        "id": "u1",
        "time": 7,
        "webhook_delivery_attempt": 1,
        "data": {"application_id": "a1", "object": {"booking_id": "b1"}},
    }


def test_a_repeat_differs_by_its_attempt_alone() -> None:
    assert enveloped(attempt=2) == enveloped() | {"webhook_delivery_attempt": 2}
