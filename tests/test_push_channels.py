"""A provider that can reach us tells of each change; the calendar is then read at once, and seldom otherwise."""

from flask import Flask

from tests.builders import DAY, NOW
from tests.conftest import StoppedClock
from tests.fake_provider import FakeCalendar, FakeServer, meeting
from tests.mirrors import LUNCH, mirror, titles
from tests.push_channels import go_on, rows
from tests.pushing import push_all
from webapp.models import Grant
from webapp.services.calendars import channels, grants
from webapp.services.calendars.channel_rows import SLOW_SECONDS


def test_a_calendar_that_was_read_gets_a_channel(channelled: Grant, fake: FakeServer) -> None:
    (channel,) = rows()

    assert (channel.until, channel.heard_at) == (NOW + channels.LIFE_SECONDS, NOW)
    assert len(fake.pusher.channels) == 1


def test_the_token_of_a_channel_is_kept_as_a_digest_alone(channelled: Grant, fake: FakeServer) -> None:
    (token,) = (each["token"] for each in fake.pusher.channels.values())

    assert token not in repr([vars(row) for row in rows()])


def test_without_a_public_address_there_is_none(
    app: Flask, grant_elsewhere: Grant, fake: FakeServer, clock: StoppedClock
) -> None:
    go_on(app)

    assert (rows(), fake.asked["watch"]) == ([], 0)


def test_a_change_that_is_told_is_read_at_once(
    public: Flask, channelled: Grant, work: FakeCalendar, fake: FakeServer, clock: StoppedClock
) -> None:
    clock.advance(minutes=1)
    go_on(public)
    assert mirror().due_at == clock.at + SLOW_SECONDS

    clock.advance(minutes=1)
    work.put(meeting("lunch", LUNCH))
    push_all(fake)
    go_on(public)

    assert titles() == ["lunch"]


def test_a_channel_is_renewed_before_it_ends(
    public: Flask, channelled: Grant, fake: FakeServer, clock: StoppedClock
) -> None:
    (first,) = rows()
    clock.advance(days=5)
    for _ in range(3):
        go_on(public)
        clock.advance(minutes=60)

    (second,) = rows()
    assert second.id != first.id
    assert second.until == NOW + 5 * DAY + channels.LIFE_SECONDS
    assert len(fake.pusher.channels) == 1


def test_a_channel_that_can_live_longer_stays_the_same(
    public: Flask, channelled: Grant, fake: FakeServer, clock: StoppedClock
) -> None:
    fake.extends = True
    (first,) = rows()
    clock.advance(days=5)
    go_on(public)

    (second,) = rows()
    assert (second.id, second.until) == (first.id, NOW + 5 * DAY + channels.LIFE_SECONDS)
    assert fake.asked["watch"] == 1


def test_the_channels_of_an_account_that_is_disconnected_are_ended(
    public: Flask, channelled: Grant, fake: FakeServer
) -> None:
    grants.destroy(channelled, now=NOW)
    go_on(public)

    assert (rows(), fake.pusher.channels) == ([], {})
