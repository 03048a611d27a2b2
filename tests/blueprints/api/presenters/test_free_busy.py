"""Busy stretches going out."""

from webapp.blueprints.api.presenters.free_busy import free_busy_object
from webapp.services.calendars.free_busy import FreeBusy


def test_stretches_are_slots_that_are_busy() -> None:
    assert free_busy_object(FreeBusy(email="a@example.com", busy=[(1, 2)]))["time_slots"] == [
        {"object": "time_slot", "status": "busy", "start_time": 1, "end_time": 2}
    ]


def test_somebody_free_is_told_from_somebody_unknown() -> None:
    free = free_busy_object(FreeBusy(email="a@example.com", busy=[]))
    unknown = free_busy_object(FreeBusy(email="b@example.com", busy=None))

    assert (free["object"], free["time_slots"]) == ("free_busy", [])
    assert (unknown["object"], "time_slots" in unknown) == ("error", False)
