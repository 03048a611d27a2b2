"""The calendars of an account follow the list of its provider."""

from typing import Any

import pytest
from sqlalchemy import select, update

from tests.builders import (
    NOW,
    make_booking,
    make_configuration,
    make_organizer,
    participant,
    reread,
)
from tests.fake_provider import KIND, PASSWORD, FakeServer
from webapp.errors import NotAllowedNow
from webapp.extensions import db, transaction
from webapp.lib.external import ExternalCalendar
from webapp.models import BOOKED, Booking, BusySpan, Calendar, Event, Grant, Mirror
from webapp.models.mirror import GONE
from webapp.services import locks
from webapp.services.calendars import calendars, connecting, elsewhere, events, grants
from webapp.services.configurations import configurations

pytestmark = pytest.mark.usefixtures("app")

LATER = NOW + 60


@pytest.fixture
def grant(fake: FakeServer) -> Grant:
    maya = make_organizer(timezone="America/Bogota")
    settings = {"email": "maya@elsewhere.example", "password": PASSWORD}
    return connecting.connect(maya.application_id, KIND, settings, now=NOW, organizer=maya)


def follow(grant: Grant, *listed: ExternalCalendar) -> None:
    with transaction() as session:
        elsewhere.follow_list(session, locks.grant(session, grant.id), listed, now=LATER)


def listed(calendar_id: str = "work", **values: Any) -> ExternalCalendar:
    return ExternalCalendar(id=calendar_id, **{"name": calendar_id.title(), **values})


def named(external_id: str) -> Calendar:
    query = select(Calendar).join(Mirror).where(Mirror.external_id == external_id)
    return db.session.execute(query.execution_options(populate_existing=True)).scalar_one()


def make_booking_in_work() -> Booking:
    """A booking in the calendar `work`, of a page of Maya's own account that has its bookings in another one by now."""
    with transaction() as session:
        session.execute(update(Mirror).values(whole_at=NOW))
    work = named("work").id
    maya = participant(availability={"calendar_ids": [work]}, booking={"calendar_id": work})
    page = make_configuration(participants=[maya])
    booking = make_booking(page)
    configurations.update(page, {"participants": [participant()]}, now=NOW)
    return booking


def mirror_of(external_id: str) -> Mirror:
    query = select(Mirror).where(Mirror.external_id == external_id)
    return db.session.execute(query.execution_options(populate_existing=True)).scalar_one()


def test_a_renamed_calendar_keeps_its_id(grant: Grant) -> None:
    before = named("work").id

    follow(grant, listed(name="Office", read_only=True))

    after = named("work")
    assert (after.id, after.name, after.read_only) == (before, "Office", True)


def test_a_list_that_says_the_same_writes_nothing(grant: Grant) -> None:
    follow(grant, listed(timezone="Europe/Stockholm"))

    assert named("work").updated_at == NOW


def test_a_zone_that_we_do_not_know_is_that_of_the_organizer(grant: Grant) -> None:
    follow(grant, listed(), listed("home", timezone="Mars/Olympus"))

    assert named("home").timezone == "America/Bogota"


def test_one_calendar_is_the_primary_one(grant: Grant) -> None:
    follow(grant, listed("feed", read_only=True), listed("home"), listed("work"))

    assert [name for name in ("feed", "home", "work") if named(name).is_primary] == ["work"]


def test_a_calendar_that_is_listed_twice_is_one(grant: Grant) -> None:
    follow(grant, listed(), listed(name="Again"))

    assert named("work").name == "Again"


def test_a_name_that_no_database_takes_is_made_one(grant: Grant) -> None:
    follow(grant, listed(name="Of\0fice" + "e" * 400))

    assert (named("work").name[:6], len(named("work").name)) == ("Office", 300)


def test_a_calendar_that_is_gone_is_deleted(grant: Grant) -> None:
    follow(grant, listed("home"))

    assert db.session.scalars(select(Mirror.external_id)).all() == ["home"]


def test_a_calendar_that_a_page_needs_stays_and_is_told_gone(grant: Grant) -> None:
    calendar_id = named("work").id
    make_configuration(grant, participants=[participant(grant.email, booking={"calendar_id": calendar_id})])

    follow(grant, listed("home"))

    assert (mirror_of("work").failure, named("work").is_primary) == (GONE, False)

    follow(grant, listed("home"), listed())

    assert (mirror_of("work").failure, mirror_of("work").due_at) == (None, LATER)


def test_a_calendar_that_vanishes_keeps_its_bookings_and_their_time(grant: Grant) -> None:
    booking = make_booking_in_work()

    follow(grant, listed("home"))

    taken = select(BusySpan.calendar_id).where(BusySpan.booking_id == booking.id)
    assert (mirror_of("work").failure, reread(booking).status) == (GONE, BOOKED)
    assert db.session.scalars(taken).all() == [named("work").id]


def test_an_account_with_bookings_to_come_is_not_disconnected(grant: Grant) -> None:
    make_booking_in_work()

    with pytest.raises(NotAllowedNow, match=r"calendar\.holds_bookings"):
        grants.destroy(grant, now=LATER)

    assert mirror_of("work").failure is None


def test_an_account_that_lists_none_any_more_has_none(grant: Grant) -> None:
    follow(grant)

    assert db.session.scalars(select(Mirror.external_id)).all() == []


@pytest.mark.parametrize("changes", [{"name": "Mine"}, {"timezone": "UTC"}])
def test_it_is_not_changed_here(grant: Grant, changes: dict[str, str]) -> None:
    with pytest.raises(NotAllowedNow, match=r"calendar\.kept_elsewhere"):
        calendars.update(named("work"), changes, now=LATER)


def test_what_programs_note_of_it_is_changed_here(grant: Grant) -> None:
    assert calendars.update(named("work"), {"fields": {"key1": "blue"}}, now=LATER).fields == {"key1": "blue"}


def test_it_is_neither_added_nor_deleted_here(grant: Grant) -> None:
    with pytest.raises(NotAllowedNow, match=r"calendar\.kept_elsewhere"):
        calendars.create(grant, {"name": "Mine"}, now=LATER)
    with pytest.raises(NotAllowedNow, match=r"calendar\.kept_elsewhere"):
        calendars.destroy(named("work"), now=LATER)


def test_no_event_is_entered_in_it_here(grant: Grant) -> None:
    when = {"object": "time", "time": LATER}

    with pytest.raises(NotAllowedNow, match=r"event\.kept_elsewhere"):
        events.create(named("work"), {"when": when}, now=NOW)

    assert db.session.scalars(select(Event.id)).all() == []


def test_a_calendar_in_another_zone_is_read_whole_again(grant: Grant) -> None:
    with transaction() as session:
        mirror = session.scalars(select(Mirror)).one()
        mirror.cursor, mirror.due_at = "7", LATER + 60

    follow(grant, listed(timezone="Asia/Tokyo"))

    assert (mirror_of("work").cursor, mirror_of("work").due_at) == (None, LATER)
