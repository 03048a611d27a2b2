"""Busy times as an answer of the API."""

from webapp import refusals
from webapp.blueprints.api.presenters.free_busy import free_busy_object
from webapp.errors import NotFound
from webapp.services.calendars.free_busy import FreeBusy


def test_spans_are_slots_that_are_busy() -> None:
    assert free_busy_object(FreeBusy(email="a@example.com", busy=[(1, 2)]))["time_slots"] == [
        {"object": "time_slot", "status": "busy", "start_time": 1, "end_time": 2}
    ]


def test_somebody_who_is_free_has_no_slots() -> None:
    free = free_busy_object(FreeBusy(email="a@example.com", busy=[]))

    assert (free["object"], free["time_slots"]) == ("free_busy", [])


def test_an_unknown_address_has_the_error_of_an_unknown_grant() -> None:
    assert free_busy_object(FreeBusy(email="b@example.com", busy=None)) == {
        "email": "b@example.com",
        "object": "error",
        "error": refusals.for_program(NotFound("grant.unknown")),
    }
