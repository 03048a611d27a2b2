from flask import Flask

from webapp.blueprints.dashboard.presenters.explanations import Place, answer, places
from webapp.models import Organizer
from webapp.scheduling import Reason
from webapp.services.availability.explanations import Explanation
from webapp.services.availability.turns import Turn

AUTUMN = 1_824_944_400  # 31 October 2027, 01:00 UTC: 2:00 in Stockholm for the second time


def found(*reasons: Reason) -> Explanation:
    return Explanation(starts_at=AUTUMN, ends_at=AUTUMN + 1800, reasons=reasons)


def test_what_nothing_is_against_is_offered(app: Flask, maya: Organizer) -> None:
    said = answer(found(), maya, shown_twice=False, names={})

    assert (said.offered, said.reasons, said.offset) == (True, [], "")


def test_a_time_that_clocks_show_twice_has_its_offset(app: Flask, maya: Organizer) -> None:
    assert answer(found(), maya, shown_twice=True, names={}).offset == "GMT+1"


def test_every_reason_is_a_sentence_with_its_booking(app: Flask, maya: Organizer) -> None:
    said = answer(
        found(Reason(code="past"), Reason(code="past", booking="b1")), maya, shown_twice=False, names={}
    )

    assert not said.offered
    assert [(reason.sentence, reason.booking_id) for reason in said.reasons] == [
        ("This time is over.", None),
        ("This time is over.", "b1"),
    ]


def turn(name: str, bookings: int, *, weight: int = 1, priority: int = 3) -> Turn:
    return Turn(email=f"{name}@example.com", name=name, bookings=bookings, weight=weight, priority=priority)


def test_whoever_would_take_it_is_called_by_name(app: Flask, maya: Organizer) -> None:
    taken = Explanation(AUTUMN, AUTUMN + 1800, (), taker="jonas@example.com")

    assert answer(taken, maya, shown_twice=False, names={"jonas@example.com": "Jonas"}).taker == "Jonas"


def test_a_place_in_the_queue_says_what_makes_a_difference(app: Flask) -> None:
    assert places([turn("Ann", 1), turn("Ben", 2)]) == [
        Place(name="Ann", said="1 booking"),
        Place(name="Ben", said="2 bookings"),
    ]
    assert [each.said for each in places([turn("Ann", 1, priority=5), turn("Ben", 2, weight=2)])] == [
        "Priority: Highest · Weight: 1 · 1 booking",
        "Priority: Normal · Weight: 2 · 2 bookings",
    ]
