"""A demo that a first look finds living, and a second start finds as it was."""

import pytest
from sqlalchemy import func, select

from tests.builders import DAY, NOW
from webapp.extensions import db
from webapp.lib.meeting_links import without_links
from webapp.models import Event, Model, Organizer
from webapp.services import demo
from webapp.services.access import api_keys, sign_ins
from webapp.services.availability import offers
from webapp.services.configurations import configurations

pytestmark = pytest.mark.usefixtures("app")


def count(model: type[Model]) -> int:
    db.session.close()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_what_it_says_opens_the_doors() -> None:
    made = demo.make({}, now=NOW)

    assert sign_ins.sign_in(made["organizer_email"], made["organizer_password"], now=NOW)
    assert api_keys.authenticate(made["api_key"], now=NOW).application_id == made["client_id"]


@pytest.mark.parametrize("name", ["configuration_id", "pending_configuration_id"])
def test_each_page_offers_something_within_two_weeks(name: str) -> None:
    page = configurations.find(demo.make({}, now=NOW)[name])

    assert offers.offered(page, start=NOW, end=NOW + 14 * DAY, now=NOW).starts


def test_the_calendar_has_a_few_weeks_in_it() -> None:
    demo.make({}, now=NOW)

    assert count(Event) == demo.WEEKS * len(demo.WEEK)


def test_a_second_start_makes_nothing_twice() -> None:
    first = demo.make({}, now=NOW)
    before = count(Event), count(Organizer)

    second = demo.make(first, now=NOW + DAY)

    assert second == first
    assert (count(Event), count(Organizer)) == before


def test_a_file_that_was_lost_is_made_anew_with_a_password_that_opens() -> None:
    first = demo.make({}, now=NOW)

    second = demo.make({}, now=NOW)

    assert second["configuration_id"] == first["configuration_id"]
    assert second["organizer_password"] != first["organizer_password"]
    assert sign_ins.sign_in(second["organizer_email"], second["organizer_password"], now=NOW)


def test_the_video_call_has_a_link_for_those_who_have_booked() -> None:
    made = demo.make({}, now=NOW)

    place = configurations.find(made["configuration_id"]).document["event_booking"]["location"]
    assert (without_links(place), place) == ("Video call", "Video call: https://meet.example.com/maya")
