"""A meeting that the provider makes, from the booking to all mails, through the worker and a real mail server."""

from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar

from tests.builders import DAY, MAYA, NOW, PRIYA, TOMORROW_AT_TEN, make_booking, reread
from tests.conftest import StoppedClock
from tests.fake_provider import FakeServer
from tests.mail_server import MailServer
from tests.making_meetings import LATER, NEVER
from tests.services.bookings.deeds import ORGANIZER_SAYS, cancelling, move_to
from tests.services.calendars.elsewhere import make_page_with_meetings
from webapp import calendar_writer
from webapp.errors import ProviderError
from webapp.extensions import db
from webapp.models import Booking, Event
from webapp.services import bookings
from webapp.services.bookings import made_meetings
from webapp.services.bookings.commands import Person
from webapp.services.calendars import placing
from webapp.worker import Worker

AWAY = ProviderError("provider.unreachable")
TOM = Person(name="Tom", email="tom@example.com")


@pytest.fixture
def booking(app: Flask, clock: StoppedClock, fake: FakeServer, mails: MailServer) -> Booking:
    return make_booking(make_page_with_meetings(), additional_guests=(TOM,))


def work(app: Flask) -> None:
    db.session.close()
    Worker(app).run(until_empty=True)


def link_of(booking: Booking) -> str:
    return f"https://fake.example/{booking.event_id}"


def to(mails: MailServer, address: str) -> list[EmailMessage]:
    return [message for message in mails.messages() if address in message["To"]]


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def event_in(message: EmailMessage) -> Any:
    """The event that a mail carries."""
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    (event,) = Calendar.from_ical(part.get_content()).walk("VEVENT")
    return event


def invitation_in(message: EmailMessage) -> tuple[str, int]:
    """Location and sequence of the event that a mail carries."""
    event = event_in(message)
    return str(event.get("LOCATION", "")), int(event["SEQUENCE"])


def starts_at_of(message: EmailMessage) -> int:
    return int(event_in(message)["DTSTART"].dt.timestamp())


def test_everybody_is_mailed_once_and_with_the_link(app: Flask, mails: MailServer, booking: Booking) -> None:
    work(app)

    for address in (PRIYA, MAYA, TOM.email):
        (message,) = to(mails, address)
        assert link_of(booking) in text_of(message)
        assert invitation_in(message)[0] == link_of(booking)


def test_the_link_stands_with_the_booking_and_its_event(app: Flask, booking: Booking) -> None:
    work(app)

    booking = reread(booking)
    event = db.session.get_one(Event, booking.event_id)
    assert booking.place == event.location == link_of(booking)
    assert event.extras["conferencing"]["details"] == {"url": link_of(booking)}


def test_no_mail_goes_while_the_link_is_awaited(
    app: Flask, fake: FakeServer, mails: MailServer, booking: Booking, clock: StoppedClock
) -> None:
    fake.fail("put", AWAY)
    work(app)
    clock.advance(seconds=59)

    work(app)

    assert mails.messages() == []


def test_after_a_minute_the_mails_go_and_the_link_follows(
    app: Flask, fake: FakeServer, mails: MailServer, booking: Booking, clock: StoppedClock
) -> None:
    fake.fail("put", AWAY, AWAY)
    work(app)
    clock.advance(minutes=1)
    work(app)
    assert ["The link follows shortly." in text_of(each) for each in to(mails, PRIYA)] == [True]
    clock.advance(minutes=5)

    work(app)

    for address in (PRIYA, MAYA, TOM.email):
        first, second = to(mails, address)
        assert link_of(booking) not in first.as_string()
        assert "The link to your meeting" in text_of(second)
        assert (invitation_in(first), invitation_in(second)) == (("", 0), (link_of(booking), 1))


@pytest.mark.parametrize("place", [placing, made_meetings])
def test_a_worker_that_dies_before_it_kept_the_link_loses_nothing(
    app: Flask,
    fake: FakeServer,
    mails: MailServer,
    booking: Booking,
    clock: StoppedClock,
    monkeypatch: pytest.MonkeyPatch,
    place: object,
) -> None:
    with monkeypatch.context() as dying:
        dying.setattr(place, "keep", _die)
        work(app)
    assert mails.messages() == []
    clock.advance(minutes=6)
    work(app)
    clock.advance(minutes=1)

    work(app)

    assert fake.links == {booking.event_id: link_of(booking)}
    assert link_of(booking) in text_of(to(mails, PRIYA)[-1])
    assert len(to(mails, PRIYA)) <= 2


def _die(*_args: object, **_values: object) -> None:
    raise MemoryError


def test_a_meeting_that_takes_a_while_is_asked_for_again(
    app: Flask, fake: FakeServer, mails: MailServer, booking: Booking, clock: StoppedClock
) -> None:
    fake.meetings = LATER
    work(app)
    clock.advance(seconds=3)
    work(app)
    fake.make_meetings()
    clock.advance(seconds=5)

    work(app)

    (message,) = to(mails, PRIYA)
    assert link_of(booking) in text_of(message)
    assert (fake.asked["put"], fake.asked["link"]) == (1, 2)


def test_a_meeting_that_is_never_made_is_given_up_and_told(
    app: Flask, fake: FakeServer, mails: MailServer, booking: Booking, clock: StoppedClock
) -> None:
    fake.meetings = LATER
    for seconds in (made_meetings.FIRST_LOOK_SECONDS, *calendar_writer.LOOKS):
        work(app)
        clock.advance(seconds=seconds)

    work(app)

    assert "No link could be made." in text_of(to(mails, PRIYA)[-1])
    assert "has no link" in text_of(to(mails, MAYA)[-1])
    assert len(to(mails, PRIYA)) == len(to(mails, MAYA)) == 2


def test_an_account_without_meetings_is_told_at_once(
    app: Flask, fake: FakeServer, mails: MailServer, booking: Booking, clock: StoppedClock
) -> None:
    fake.meetings = NEVER
    work(app)
    clock.advance(seconds=3)

    work(app)

    for address in (PRIYA, MAYA):
        (message,) = to(mails, address)
        assert "No link could be made." in text_of(message)
    assert bookings.find(booking.id).status == "booked"


def test_a_placeholder_has_no_link_and_the_confirmed_booking_gets_one(
    app: Flask, clock: StoppedClock, fake: FakeServer, mails: MailServer
) -> None:
    booking = make_booking(make_page_with_meetings(event_booking={"booking_type": "organizer-confirmation"}))
    work(app)
    assert fake.links == {}
    bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW)

    work(app)

    request, confirmed = to(mails, PRIYA)
    assert link_of(booking) not in text_of(request)
    assert "has accepted your request" in text_of(confirmed)
    assert link_of(booking) in text_of(confirmed)


def test_a_booking_that_is_moved_in_the_meantime_is_one_mail_with_its_new_time(
    app: Flask, mails: MailServer, booking: Booking
) -> None:
    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + DAY), now=NOW)

    work(app)

    (message,) = to(mails, PRIYA)
    assert link_of(booking) in text_of(message)
    assert starts_at_of(message) == TOMORROW_AT_TEN + DAY


def test_a_later_move_keeps_the_link_and_is_mailed_at_once(
    app: Flask, fake: FakeServer, mails: MailServer, booking: Booking
) -> None:
    work(app)
    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + DAY), now=NOW)

    work(app)

    first, moved = to(mails, PRIYA)
    assert invitation_in(first)[0] == invitation_in(moved)[0] == link_of(booking)
    assert len(fake.links) == 1


def test_a_booking_that_was_cancelled_in_the_meantime_gets_no_link(
    app: Flask, fake: FakeServer, mails: MailServer, booking: Booking, clock: StoppedClock
) -> None:
    fake.fail("put", AWAY)
    work(app)
    bookings.cancel(booking.id, cancelling(), now=NOW)
    clock.advance(minutes=1)

    work(app)

    assert [link_of(booking) in text_of(each) for each in to(mails, PRIYA)] == [False]
    assert fake.calendars["work"].events == {}


def test_a_provider_that_is_busy_while_the_link_is_awaited_is_asked_again(
    app: Flask, fake: FakeServer, mails: MailServer, booking: Booking, clock: StoppedClock
) -> None:
    fake.meetings = LATER
    work(app)
    fake.fail("link", ProviderError("provider.throttled", seconds=30))
    fake.make_meetings()
    clock.advance(minutes=1)
    work(app)
    clock.advance(minutes=1)

    work(app)

    assert link_of(booking) in text_of(to(mails, PRIYA)[-1])
