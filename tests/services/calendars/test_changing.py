"""What every change of an event goes through."""

import pytest

from tests.builders import DAY, NOW, make_booking, make_configuration, make_grant, primary_calendar
from webapp.errors import InvalidInput, NotAllowedNow, NotFound
from webapp.extensions import db, transaction
from webapp.models import Calendar, Event, new_id
from webapp.services.calendars import changing

pytestmark = pytest.mark.usefixtures("app")


def meeting(**columns: object) -> Event:
    return Event(**{"participants": [{"email": "Jonas@example.com", "status": "noreply"}], **columns})


def timespan(seconds: int) -> dict[str, object]:
    return {"object": "timespan", "start_time": NOW, "end_time": NOW + seconds}


def test_a_calendar_locked_for_writing_tells_the_zone_of_its_dates() -> None:
    calendar = primary_calendar(make_grant())

    with transaction() as session:
        assert changing.lock_for_writing(session, calendar.id) == "UTC"


def test_a_calendar_that_is_read_only_is_not_written() -> None:
    calendar = primary_calendar(make_grant())
    with transaction() as session:
        session.get_one(Calendar, calendar.id).read_only = True

    with transaction() as session, pytest.raises(NotAllowedNow):
        changing.lock_for_writing(session, calendar.id)


def test_a_calendar_that_is_gone_is_not_written() -> None:
    with transaction() as session, pytest.raises(NotFound):
        changing.lock_for_writing(session, new_id())


def test_the_event_of_a_booking_is_changed_by_its_booking_alone() -> None:
    booking = make_booking(make_configuration())

    with pytest.raises(NotAllowedNow):
        changing.event_to_change(db.session(), booking.event_id)


def test_an_event_that_is_gone_is_not_found() -> None:
    with pytest.raises(NotFound):
        changing.event_to_change(db.session(), new_id())


def test_a_recurring_event_may_not_be_longer_than_a_year() -> None:
    with pytest.raises(InvalidInput) as refused:
        changing.apply(
            meeting(), {"when": timespan(367 * DAY), "recurrence": ["RRULE:FREQ=YEARLY"]}, zone="UTC"
        )

    assert refused.value.field == "when"


def test_applying_a_time_sets_the_instants_that_it_means() -> None:
    event = meeting(recurrence=[])

    changing.apply(event, {"when": timespan(DAY)}, zone="UTC")

    assert (event.starts_at, event.ends_at) == (NOW, NOW + DAY)


def test_an_answer_is_that_of_the_address_however_it_is_written() -> None:
    answered = changing.with_answer(meeting(), email="jonas@EXAMPLE.com", status="yes")

    assert answered == [{"email": "Jonas@example.com", "status": "yes"}]


def test_a_stranger_cannot_answer() -> None:
    with pytest.raises(NotAllowedNow):
        changing.with_answer(meeting(), email="priya@example.com", status="yes")


def test_perhaps_is_no_answer() -> None:
    with pytest.raises(InvalidInput):
        changing.with_answer(meeting(), email="jonas@example.com", status="perhaps")
