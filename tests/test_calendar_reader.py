"""Calendars are read beside the deliveries, by a few threads, and end when they are told to."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.builders import NOW
from tests.conftest import StoppedClock
from tests.fake_provider import FakeCalendar, FakeServer, meeting
from tests.mirrors import LUNCH, mirror, titles
from tests.waiting import HANG_SECONDS, wait_for
from webapp.calendar_reader import CalendarReader
from webapp.models import Grant
from webapp.worker import Worker

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def reader(app: Flask, grant_elsewhere: Grant) -> Iterator[CalendarReader]:
    with CalendarReader(app) as reader:
        yield reader


def test_what_is_due_is_read(reader: CalendarReader, work: FakeCalendar) -> None:
    work.put(meeting("lunch", LUNCH))

    reader.look(now=NOW)

    wait_for(lambda: reader.is_idle, what=lambda: "it still reads")
    assert titles() == ["lunch"]


def test_a_worker_reads_calendars(
    app: Flask, grant_elsewhere: Grant, work: FakeCalendar, clock: StoppedClock
) -> None:
    work.put(meeting("lunch", LUNCH))

    Worker(app).run(until_empty=True)

    assert (titles(), mirror().due_at) == (["lunch"], NOW + app.config["OPENSLOT_SYNC_SECONDS"])


def test_an_account_that_is_being_read_is_left_alone(
    reader: CalendarReader, fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, is_asked, meet = threading.Event(), threading.Event(), fake.meet

    def hang(method: str) -> None:
        is_asked.set()
        answers.wait(HANG_SECONDS)
        meet(method)

    monkeypatch.setattr(fake, "meet", hang)
    reader.look(now=NOW)
    is_asked.wait(HANG_SECONDS)
    reader.look(now=NOW)
    answers.set()

    wait_for(lambda: reader.is_idle, what=lambda: "it still reads")
    assert fake.asked["changes"] == 1


def test_who_is_told_to_stop_reads_no_further_page_and_lets_others_go_on(
    reader: CalendarReader, work: FakeCalendar, fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.page_size = 1
    work.put(meeting("dinner", LUNCH))
    work.put(meeting("lunch", LUNCH))
    meet = fake.meet

    def stop(method: str) -> None:
        if method == "page":
            reader.stop()
        meet(method)

    monkeypatch.setattr(fake, "meet", stop)
    reader.look(now=NOW)

    wait_for(lambda: reader.is_idle, what=lambda: "it still reads")
    assert (titles(), mirror().claim, mirror().failure) == (["dinner"], None, None)


def test_a_mistake_of_ours_does_not_end_the_reader(
    reader: CalendarReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("a mistake")

    monkeypatch.setattr("webapp.services.calendars.mirroring.sync_account", fail)
    reader.look(now=NOW)

    wait_for(lambda: reader.is_idle, what=lambda: "it still reads")
