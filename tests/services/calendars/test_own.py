"""An organizer's calendars, and which of them their calendar shows."""

from tests.builders import (
    grant_of,
    make_account_elsewhere,
    make_colleague,
    primary_calendar,
)
from webapp.extensions import db
from webapp.models import Calendar, Organizer
from webapp.services.calendars import own


def test_those_of_our_own_come_first_and_can_be_written(maya: Organizer) -> None:
    make_account_elsewhere(maya)
    make_colleague()

    found = own.of(maya)

    assert [each.calendar.name for each in found] == ["Calendar", "Timetable"]
    assert [each.is_elsewhere for each in found] == [False, True]
    assert [each.is_writable for each in found] == [True, False]


def test_those_that_are_not_chosen_are_left_out(maya: Organizer) -> None:
    make_account_elsewhere(maya)
    timetable = own.of(maya)[1].calendar.id

    own.show(maya, [timetable])

    db.session.close()
    assert {each.calendar.name: each.calendar.hidden for each in own.of(maya)} == {
        "Calendar": True,
        "Timetable": False,
    }


def test_nobody_else_is_asked(maya: Organizer) -> None:
    theirs = primary_calendar(make_colleague())

    own.show(maya, [primary_calendar(grant_of(maya)).id])

    db.session.close()
    assert db.session.get_one(Calendar, theirs.id).hidden is False
