from flask import Flask

from webapp.blueprints.dashboard.presenters.explanations import answer
from webapp.models import Organizer
from webapp.scheduling import Reason
from webapp.services.availability.explanations import Explanation

AUTUMN = 1_824_944_400  # 31 October 2027, 01:00 UTC: 2:00 in Stockholm for the second time


def found(*reasons: Reason) -> Explanation:
    return Explanation(starts_at=AUTUMN, ends_at=AUTUMN + 1800, reasons=reasons)


def test_what_nothing_is_against_is_offered(app: Flask, maya: Organizer) -> None:
    said = answer(found(), maya, shown_twice=False)

    assert (said.offered, said.reasons, said.offset) == (True, [], "")


def test_a_time_that_clocks_show_twice_has_its_offset(app: Flask, maya: Organizer) -> None:
    assert answer(found(), maya, shown_twice=True).offset == "GMT+1"


def test_every_reason_is_a_sentence_with_its_booking(app: Flask, maya: Organizer) -> None:
    said = answer(found(Reason(code="past"), Reason(code="past", booking="b1")), maya, shown_twice=False)

    assert not said.offered
    assert [(reason.sentence, reason.booking_id) for reason in said.reasons] == [
        ("This time is over.", None),
        ("This time is over.", "b1"),
    ]
