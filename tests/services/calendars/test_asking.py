"""Calendars elsewhere are asked together, under one deadline, and nobody waits in a queue for it."""

import threading
import time

import pytest
from flask import Flask

from tests.builders import HOUR, NOW, TOMORROW_AT_TEN, make_booking
from tests.fake_provider import FakeServer, meeting
from tests.services.calendars.elsewhere import calendar_called, connected, make_page_elsewhere
from webapp.errors import ProviderError
from webapp.extensions import db
from webapp.lib.external import ExternalEvent
from webapp.lib.waiting_places import AT_MOST
from webapp.models import Event
from webapp.services.calendars import asking
from webapp.services.calendars.asking import Answers, Target

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture(autouse=True)
def _nobody_has_failed() -> None:
    asking._failed.clear()


def targets() -> list[Target]:
    found = asking.targets(db.session(), [calendar_called().id])
    db.session.close()
    return found


def ask() -> Answers:
    return asking.ask(targets(), since=TOMORROW_AT_TEN, until=TOMORROW_AT_TEN + HOUR)


def test_a_calendar_elsewhere_says_what_it_has_right_now(fake: FakeServer) -> None:
    connected()
    fake.calendars["work"].put(meeting("dentist", (TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR)))

    answers = ask()

    assert [event.id for event in answers.events[calendar_called().id]] == ["dentist"]
    assert answers.silent == {}


def test_calendars_of_our_own_are_nobody_to_ask(fake: FakeServer) -> None:
    page = make_page_elsewhere()

    assert asking.targets(db.session(), [page.id]) == []


def test_a_provider_that_refuses_gives_no_answer(fake: FakeServer) -> None:
    connected()
    fake.fail("events", ProviderError("provider.gone"))

    assert ask().silent == {calendar_called().id: "provider.gone"}


def test_a_provider_that_failed_is_left_alone_for_a_minute(fake: FakeServer) -> None:
    connected()
    fake.fail("events", ProviderError("provider.gone"))
    ask()

    assert ask().silent == {calendar_called().id: "provider.failed_lately"}
    assert fake.asked["events"] == 1


def test_a_provider_that_takes_too_long_gives_no_answer(
    fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected()
    lets_go = threading.Event()
    monkeypatch.setattr(asking, "DEADLINE_SECONDS", 0.05)
    monkeypatch.setattr(fake, "meet", lambda method: lets_go.wait(30) if method == "events" else None)

    try:
        assert ask().silent == {calendar_called().id: "provider.too_slow"}
    finally:
        lets_go.set()


def test_several_calendars_are_asked_at_the_same_time(
    fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.add_calendar("home")
    connected()
    both_are_here = threading.Barrier(2)
    monkeypatch.setattr(fake, "meet", lambda method: both_are_here.wait(20) if method == "events" else None)
    asked = asking.targets(db.session(), [calendar_called("work").id, calendar_called("home").id])
    db.session.close()

    answers = asking.ask(asked, since=NOW, until=NOW + HOUR)

    assert len(answers.events) == 2


def test_whoever_comes_while_a_quarter_of_the_threads_wait_is_told_at_once(
    app: Flask, fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected()
    inside, lets_go = threading.Semaphore(0), threading.Event()

    def wait(method: str) -> None:
        if method == "events":
            inside.release()
            lets_go.wait(30)

    monkeypatch.setattr(fake, "meet", wait)
    monkeypatch.setattr(asking, "DEADLINE_SECONDS", 30)
    asked = targets()

    def wait_for_an_answer() -> None:
        with app.app_context():
            asking.ask(asked, since=NOW, until=NOW + HOUR)

    waiting = [threading.Thread(target=wait_for_an_answer) for _ in range(AT_MOST)]
    for thread in waiting:
        thread.start()
    try:
        for _ in waiting:
            assert inside.acquire(timeout=20)
        began = time.monotonic()
        assert ask().silent == {calendar_called().id: "provider.busy"}
        assert time.monotonic() - began < 20
    finally:
        lets_go.set()
        for thread in waiting:
            thread.join(30)


def test_our_own_bookings_among_the_answers_do_not_count_twice(fake: FakeServer) -> None:
    booking = make_booking(make_page_elsewhere())
    calendar_id = calendar_called().id
    theirs = meeting("dentist", (TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR))
    ours = ExternalEvent(id="copy", uid=booking.ical_uid, occurrences=theirs.occurrences)
    answers = Answers(events={calendar_id: [theirs, ours]}, silent={})

    found = asking.spans_not_ours(db.session(), answers)

    assert found == {calendar_id: [(TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR)]}


def test_our_own_bookings_are_known_by_our_mark_where_the_uid_is_the_providers(fake: FakeServer) -> None:
    booking = make_booking(make_page_elsewhere())
    calendar_id = calendar_called().id
    theirs = meeting("dentist", (TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR))
    mark = db.session.scalars(db.select(Event.id).where(Event.booking_id == booking.id)).one()
    ours = ExternalEvent(id="copy", uid="of the provider", mark=mark, occurrences=theirs.occurrences)
    answers = Answers(events={calendar_id: [theirs, ours]}, silent={})

    found = asking.spans_not_ours(db.session(), answers)

    assert found == {calendar_id: [(TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR)]}


def test_what_takes_no_time_does_not_count(fake: FakeServer) -> None:
    connected()
    calendar_id = calendar_called().id
    free = meeting("free", (TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR), busy=False)

    assert asking.spans_not_ours(db.session(), Answers(events={calendar_id: [free]}, silent={})) == {
        calendar_id: []
    }


def test_an_account_whose_secret_cannot_be_read_gives_no_answer(app: Flask, fake: FakeServer) -> None:
    connected()
    app.config["SECRET_KEY"] = "another key, as after a move"

    assert ask().silent == {calendar_called().id: "provider.refused"}
