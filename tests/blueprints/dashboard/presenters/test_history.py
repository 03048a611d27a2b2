import pytest
from flask import Flask

from webapp.blueprints.dashboard.presenters.history import BY, CHANGES, timeline
from webapp.models import BookingChange


def change(kind: str = "booked", **values: object) -> BookingChange:
    given = {"actor": "guest", "door": "page", "changed_at": 100, "to_starts_at": 1000, **values}
    return BookingChange(kind=kind, **given)


@pytest.mark.parametrize("kind", list(CHANGES))
@pytest.mark.parametrize(("actor", "door"), list(BY))
def test_every_change_has_words_for_what_by_whom_and_where(
    app: Flask, kind: str, actor: str, door: str
) -> None:
    step = timeline([change(kind, actor=actor, door=door)])[0]

    assert step.heading
    assert step.by.startswith("by ")


def test_both_times_are_shown_of_a_move_only(app: Flask) -> None:
    moved = change("rescheduled", from_starts_at=500, to_starts_at=900)
    confirmed = change("confirmed", from_starts_at=500, to_starts_at=500)

    steps = timeline([moved, confirmed])

    assert [(step.moved_from, step.moved_to) for step in steps] == [(500, 900), (None, 500)]


def test_a_change_without_a_reason_has_an_empty_one(app: Flask) -> None:
    assert [step.reason for step in timeline([change(), change(reason="Ill")])] == ["", "Ill"]


def test_a_request_that_its_guest_takes_back_is_withdrawn(app: Flask) -> None:
    withdrawn = change("cancelled", from_status="pending", actor="guest")
    cancelled = change("cancelled", from_status="booked", actor="guest")

    assert [step.heading for step in timeline([withdrawn, cancelled])] == ["Withdrawn", "Cancelled"]
