"""Channels are made, renewed and ended, whatever the provider answers and whenever a worker is killed."""

import pytest
from flask import Flask

from tests.builders import HOUR, NOW
from tests.conftest import StoppedClock
from tests.fake_provider import FakeServer
from tests.mirrors import mirror, sync
from tests.push_channels import deliver, go_on, rows
from tests.pushing import PushingFake, push_all
from webapp.errors import ProviderError
from webapp.extensions import db
from webapp.lib.external import Channel
from webapp.models import Grant
from webapp.services.calendars import channels, grants

DAY = 86_400


class Killed(BaseException):
    """The worker was killed: nothing of ours may catch this."""


@pytest.fixture
def account(public: Flask, grant_elsewhere: Grant) -> Grant:
    """Maya's account, read and without a channel yet."""
    sync(grant_elsewhere)
    return grant_elsewhere


def refused(fake: FakeServer, code: str, **values: int) -> None:
    fake.fail("watch", ProviderError(code, **values))


@pytest.mark.parametrize(
    ("code", "values", "wait"),
    [
        ("provider.pushes_refused", {}, DAY),
        ("provider.no_pushes", {}, DAY),
        ("provider.unreachable", {}, HOUR),
        ("provider.throttled", {"seconds": 90}, 90),
    ],
)
def test_a_provider_that_makes_no_channel_is_asked_again_later(
    account: Grant, fake: FakeServer, code: str, values: dict[str, int], wait: int
) -> None:
    refused(fake, code, **values)
    channels.tend(account.id, now=NOW)
    channels.tend(account.id, now=NOW + wait - 1)

    (row,) = rows()
    assert (row.failure, row.due_at, fake.asked["watch"]) == (code, NOW + wait, 1)

    channels.tend(account.id, now=NOW + wait)
    assert [(row.failure, row.provider_id) for row in rows()] == [(None, "channel-1")]


def test_an_address_that_was_refused_is_not_tried_for_another_calendar(
    public: Flask, fake: FakeServer, grant_elsewhere: Grant
) -> None:
    sync(grant_elsewhere)
    refused(fake, "provider.pushes_refused")
    channels.tend(grant_elsewhere.id, now=NOW)
    fake.add_calendar("private")
    sync(grant_elsewhere, now=NOW + HOUR)
    sync(grant_elsewhere, now=NOW + HOUR)
    channels.tend(grant_elsewhere.id, now=NOW + HOUR)

    assert (len(rows()), fake.asked["watch"]) == (1, 1)


def test_a_calendar_without_channels_keeps_no_other_from_them(
    public: Flask, fake: FakeServer, grant_elsewhere: Grant
) -> None:
    fake.add_calendar("holidays")
    sync(grant_elsewhere, now=NOW)
    sync(grant_elsewhere, now=NOW + HOUR)
    sync(grant_elsewhere, now=NOW + HOUR)
    refused(fake, "provider.no_pushes")
    channels.tend(grant_elsewhere.id, now=NOW + HOUR)

    assert sorted(row.provider_id is None for row in rows()) == [False, True]


def test_a_channel_that_ends_at_once_is_not_relied_on(
    account: Grant, fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "LIFE_SECONDS", 60)

    channels.tend(account.id, now=NOW)

    assert [(row.failure, row.provider_id) for row in rows()] == [("provider.no_pushes", None)]


def test_while_one_worker_asks_no_other_does(account: Grant, fake: FakeServer) -> None:
    asked = fake.pusher.listener

    def meanwhile(sent: object) -> tuple[int, str]:
        channels.tend(account.id, now=NOW)
        return asked(sent)  # type: ignore[arg-type]  # it is passed on as it came

    fake.pusher.listener = meanwhile
    channels.tend(account.id, now=NOW)

    assert (len(rows()), fake.asked["watch"]) == (1, 1)


def test_a_worker_that_is_killed_before_it_could_note_the_channel_leaves_no_working_one(
    public: Flask, account: Grant, fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = PushingFake.watch

    def killed(*asked: object) -> Channel:
        watch(*asked)  # type: ignore[arg-type]  # it is passed on as it came
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(PushingFake, "watch", killed)
        with pytest.raises(Killed):
            channels.tend(account.id, now=NOW)
    db.session.close()
    _, stray = fake.pusher.channels.popitem()

    channels.tend(account.id, now=NOW + channels.ASKING_SECONDS - 1)
    assert fake.asked["watch"] == 1
    channels.tend(account.id, now=NOW + channels.ASKING_SECONDS)
    assert [row.provider_id for row in rows()] == ["channel-2"]

    due_at = mirror().due_at
    statuses = [deliver(public, sent)[0] for sent in fake.pusher.sent if stray["token"] in str(sent.body)]
    assert (statuses, mirror().due_at) == ([404], due_at)


def test_a_channel_of_an_account_that_was_disconnected_meanwhile_is_ended(
    account: Grant, fake: FakeServer
) -> None:
    def disconnect(_: object) -> tuple[int, str]:
        grants.destroy(account, now=NOW)
        return 404, ""

    fake.pusher.listener = disconnect
    channels.tend(account.id, now=NOW)

    for channel_id in channels.due_ends(now=NOW, limit=9):
        channels.end(channel_id, now=NOW)

    assert (fake.pusher.channels, rows()) == ({}, [])


def test_a_channel_is_ended_again_later_when_its_provider_does_not_answer(
    public: Flask, channelled: Grant, fake: FakeServer, clock: StoppedClock
) -> None:
    fake.fail("unwatch", ProviderError("provider.unreachable"))
    grants.destroy(channelled, now=NOW)
    go_on(public)
    assert len(fake.pusher.channels) == 1

    clock.advance(minutes=60)
    go_on(public)
    assert (fake.pusher.channels, rows()) == ({}, [])


@pytest.mark.parametrize("problem", ["lets us in no more", "has ended by itself"])
def test_a_channel_that_cannot_be_ended_is_forgotten(
    public: Flask, channelled: Grant, fake: FakeServer, clock: StoppedClock, problem: str
) -> None:
    grants.destroy(channelled, now=NOW)
    if problem == "lets us in no more":
        fake.password = "another"  # of a server in memory
    else:
        clock.advance(days=7)
    go_on(public)

    assert rows() == []
    push_all(fake)
    assert [deliver(public, sent)[0] for sent in fake.pusher.sent[-1:]] == [404]


def test_when_our_address_has_changed_another_channel_is_made(
    public: Flask, channelled: Grant, fake: FakeServer, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(public.config, "BASE_URL", "https://other.example.com")
    fake.pusher.listener = lambda _: (202, "")
    for _ in range(3):
        clock.advance(minutes=60)
        go_on(public)

    assert [each["address"].split("/")[2] for each in fake.pusher.channels.values()] == ["other.example.com"]
    assert len(rows()) == 1


def test_when_nobody_reaches_us_any_more_the_channels_are_ended(
    public: Flask, channelled: Grant, fake: FakeServer, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(public.config, "OPENSLOT_TAKES_PUSHES", False)
    for _ in range(3):
        clock.advance(minutes=60)
        go_on(public)

    assert (fake.pusher.channels, rows()) == ({}, [])


def test_nothing_to_do_costs_no_write(channelled: Grant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "transaction", lambda: pytest.fail("a write"))

    channels.tend(channelled.id, now=NOW)


def test_a_kind_that_cannot_push_is_left_alone(
    public: Flask, account: Grant, fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(PushingFake, "watch")

    channels.tend(account.id, now=NOW)

    assert rows() == []
