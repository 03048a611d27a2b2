"""Where an event of ours stands in a calendar elsewhere."""

import pytest

from tests.builders import NOW, make_booking, make_configuration, reread
from tests.fake_provider import KIND, PASSWORD, FakeServer
from tests.services.calendars.elsewhere import make_page_elsewhere
from webapp.extensions import db, transaction
from webapp.lib.external import Written
from webapp.models import Event, Grant
from webapp.models.grant import INVALID
from webapp.services.calendars import placing

pytestmark = pytest.mark.usefixtures("app")


def test_a_new_event_has_a_calendar_and_no_place_in_it_yet(fake: FakeServer) -> None:
    booking = make_booking(make_page_elsewhere())

    place = placing.place_of(booking.event_id)

    assert place is not None
    assert (place.kind, place.external_id, place.known) == (KIND, "work", None)
    assert place.access is not None
    assert place.access.secret["password"] == PASSWORD


def test_where_it_was_put_is_known_the_next_time(fake: FakeServer) -> None:
    booking = make_booking(make_page_elsewhere())

    placing.keep(booking.event_id, Written(id="there", etag='"1"'), now=NOW)

    place = placing.place_of(booking.event_id)
    assert place is not None
    assert place.known == Written(id="there", etag='"1"')


def test_an_event_that_was_removed_is_nowhere(fake: FakeServer) -> None:
    booking = make_booking(make_page_elsewhere())
    placing.keep(booking.event_id, Written(id="there"), now=NOW)

    placing.keep(booking.event_id, None, now=NOW)

    place = placing.place_of(booking.event_id)
    assert place is not None
    assert place.known is None


def test_an_account_that_lets_us_in_no_more_says_so(fake: FakeServer) -> None:
    booking = make_booking(make_page_elsewhere())
    with transaction() as session:
        session.get_one(Grant, booking.grant_id).status = INVALID

    place = placing.place_of(booking.event_id)

    assert place is not None
    assert place.access is None


def test_events_in_our_own_calendars_have_no_other_place(fake: FakeServer) -> None:
    booking = make_booking(make_configuration())

    assert placing.place_of(booking.event_id) is None
    assert reread(db.session.get_one(Event, booking.event_id)).provider_event_id is None
