"""How far a new organizer has come."""

import pytest

from tests.builders import JONAS, MAYA, NOW, grant_of, make_booking, make_configuration, make_organizer
from webapp.errors import NotFound
from webapp.extensions import db
from webapp.models import Organizer
from webapp.services.access import first_steps, organizers, working_hours
from webapp.services.access.first_steps import FirstSteps
from webapp.services.configurations import configurations

TEN_TO_FIVE = [{"days": [1], "start": "10:00", "end": "17:00"}]


def steps_of_maya() -> FirstSteps:
    db.session.close()
    return first_steps.of(organizers.find(MAYA))


def open_steps() -> list[str]:
    return [step.name for step in steps_of_maya().steps if step.is_open]


def test_at_first_all_steps_are_open_and_the_hours_come_next(maya: Organizer) -> None:
    steps = steps_of_maya()

    assert open_steps() == ["hours", "page", "share"]
    assert [step.name for step in steps.steps if step.is_next] == ["hours"]
    assert steps.page_id is None


def test_saved_hours_are_done(maya: Organizer) -> None:
    working_hours.save(maya.id, TEN_TO_FIVE, now=NOW)

    assert open_steps() == ["page", "share"]


def test_who_made_a_page_was_asked_for_the_hours(maya: Organizer) -> None:
    page_id = make_configuration(grant_of(maya)).id

    assert open_steps() == ["share"]
    assert steps_of_maya().page_id == page_id


def test_a_deleted_page_is_to_be_made_again(maya: Organizer) -> None:
    configurations.destroy(make_configuration(grant_of(maya)), now=NOW)

    assert open_steps() == ["hours", "page", "share"]


def test_the_link_is_shared_once_somebody_has_booked(maya: Organizer) -> None:
    make_booking(make_configuration(grant_of(maya)))

    assert open_steps() == []
    assert steps_of_maya().are_over


def test_the_pages_and_bookings_of_somebody_else_are_no_steps(maya: Organizer) -> None:
    make_booking(make_configuration(grant_of(make_organizer(JONAS))))

    assert open_steps() == ["hours", "page", "share"]


def test_a_skipped_step_is_left_out_and_comes_back(maya: Organizer) -> None:
    first_steps.skip(maya, "page")
    first_steps.skip(maya, "hours")
    assert open_steps() == ["share"]
    assert steps_of_maya().can_come_back

    first_steps.bring_back(maya)
    assert open_steps() == ["hours", "page", "share"]


def test_hiding_skips_all_steps(maya: Organizer) -> None:
    first_steps.hide(maya)

    assert open_steps() == []


def test_what_was_skipped_and_then_done_does_not_come_back(maya: Organizer) -> None:
    first_steps.hide(maya)
    make_booking(make_configuration(grant_of(maya)))

    assert not steps_of_maya().can_come_back


def test_an_unknown_step_cannot_be_skipped(maya: Organizer) -> None:
    with pytest.raises(NotFound):
        first_steps.skip(maya, "dance")
