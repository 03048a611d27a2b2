"""Whose calendar can make a meeting for each booking of a page."""

from typing import Any

import pytest

from tests.builders import JONAS, MAYA, availability, document, make_application, make_grant, participant
from tests.fake_provider import MEETINGS, FakeServer
from tests.services.calendars.elsewhere import connected
from webapp.errors import InvalidInput
from webapp.extensions import db
from webapp.services.configurations import participants
from webapp.services.configurations.document import validated
from webapp.services.configurations.view import ConfigurationView

pytestmark = pytest.mark.usefixtures("app")


def meeting_refusal(*people: dict[str, Any], method: str = "collective", **made: Any) -> tuple[str, str]:
    """Code and field with which a page is refused that has meetings made."""
    event_booking = {"title": "Call", "conferencing": {"provider": MEETINGS, "autocreate": made}}
    rules = {"availability_method": method}
    raw = document(
        participants=list(people), availability=availability(rules=rules), event_booking=event_booking
    )
    view = ConfigurationView(validated(raw))
    with pytest.raises(InvalidInput) as refused:
        participants.check(db.session(), view, application_id=make_application().id)
    return refused.value.code, refused.value.field


def test_a_calendar_of_ours_makes_no_meetings(fake: FakeServer) -> None:
    make_grant()

    field = "event_booking.conferencing.autocreate"
    assert meeting_refusal(participant()) == ("conferencing.other_calendar", field)


def test_everybody_who_may_have_the_turn_needs_a_calendar_that_makes_meetings(fake: FakeServer) -> None:
    connected()
    make_grant(JONAS)
    people = (participant(organizer=False), participant(JONAS, organizer=False))

    code, _ = meeting_refusal(*people, method="max-fairness")

    assert code == "conferencing.other_calendar"


def test_only_the_account_that_bookings_go_to_can_make_the_meeting(fake: FakeServer) -> None:
    connected()

    code, field = meeting_refusal(participant(), conf_grant_id="another")

    assert (code, field.rpartition(".")[2]) == ("conferencing.other_account", "conf_grant_id")


@pytest.mark.parametrize(("email", "offered"), [(MAYA, [MEETINGS]), (JONAS, [])])
def test_meetings_are_offered_where_the_organizers_calendar_makes_them(
    fake: FakeServer, email: str, offered: list[str]
) -> None:
    connected()
    grant = make_grant(JONAS)

    view = ConfigurationView(validated(document(participants=[participant(email)])))

    assert participants.meetings_offered(db.session(), view, application_id=grant.application_id) == offered
