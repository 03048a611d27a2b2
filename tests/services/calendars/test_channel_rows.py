"""A push asks for one reading, however many come, and is lost neither before nor during one."""

import pytest
from flask import Flask
from sqlalchemy import update

from tests.builders import NOW
from tests.fake_provider import KIND, PASSWORD, FakeServer
from tests.mirrors import mirror, sync
from tests.push_channels import rows
from tests.queries import statements
from webapp.errors import ProviderError
from webapp.extensions import db, transaction
from webapp.lib.external import Push
from webapp.models import Grant, Mirror, PushChannel
from webapp.services.calendars import channel_rows, connecting, mirror_claims, mirroring
from webapp.services.calendars.channel_rows import QUIET_SECONDS, SLOW_SECONDS

LATER = NOW + 3600


@pytest.fixture
def token(channelled: Grant, fake: FakeServer) -> str:
    """Of the channel of a calendar that is to be read in a quarter of an hour."""
    with transaction() as session:
        session.execute(update(Mirror).values(synced_at=NOW, due_at=LATER + SLOW_SECONDS))
    (channel,) = fake.pusher.channels.values()
    return str(channel["token"])


def hear(
    *tokens: str, now: int = LATER, kind: str = KIND, is_news: bool = True, is_ending: bool = False
) -> bool:
    push = Push(tokens=tokens, is_news=is_news, is_ending=is_ending)
    return channel_rows.hear(kind, rows()[0].id, push, now=now)


def test_a_push_lets_the_calendar_be_read_now(token: str) -> None:
    assert hear(token)
    assert mirror().due_at == LATER


def test_a_push_after_a_reading_waits_a_little(token: str) -> None:
    hear(token, now=NOW + 1)

    assert mirror().due_at == NOW + QUIET_SECONDS


def test_many_pushes_cost_one_write(token: str) -> None:
    hear(token)
    with statements() as seen:
        for second in range(QUIET_SECONDS):
            assert hear(token, now=LATER + second)

    assert not [each for each in seen if each.startswith("UPDATE")]
    assert mirror().due_at == LATER


def test_a_push_during_a_reading_asks_for_another(channelled: Grant, token: str) -> None:
    hear(token)
    claim = mirror_claims.take(channelled.id, now=LATER)
    assert claim is not None
    for second in range(3):
        hear(token, now=LATER + second)
    mirror_claims.released(claim)

    assert mirror().due_at == LATER + QUIET_SECONDS


def test_a_reading_that_was_on_its_way_does_not_answer_a_push(
    channelled: Grant, token: str, fake: FakeServer
) -> None:
    hear(token)
    meet = fake.meet

    def push_meanwhile(method: str) -> None:
        meet(method)
        if method == "changes":
            hear(token, now=LATER)

    fake.meet = push_meanwhile  # type: ignore[method-assign]  # of one server in memory
    mirroring.sync_account(channelled.id, now=LATER)

    assert mirror().due_at == LATER + QUIET_SECONDS


def test_a_provider_that_wants_to_be_left_alone_is(channelled: Grant, token: str, fake: FakeServer) -> None:
    hear(token)
    fake.fail("changes", ProviderError("provider.throttled", seconds=500))
    mirroring.sync_account(channelled.id, now=LATER)

    assert hear(token, now=LATER + 60)
    assert mirror().due_at == LATER + 500


def test_a_wrong_token_is_refused_and_changes_nothing(token: str) -> None:
    before = mirror().due_at

    assert not any((hear("wrong"), hear(), hear(""), hear(token, "wrong"), hear(token, kind="google")))
    assert mirror().due_at == before


def test_a_channel_that_nobody_knows_is_refused(token: str) -> None:
    push = Push(tokens=(token,))

    assert not channel_rows.hear(KIND, "x", push, now=NOW)
    assert not channel_rows.hear(KIND, "7d1e4f60-2b7a-4a53-8a55-6c2f0f3f9d11", push, now=NOW)
    named = Push(tokens=(token,), channel_id="7d1e4f60-2b7a-4a53-8a55-6c2f0f3f9d11")
    assert not channel_rows.hear(KIND, rows()[0].id, named, now=NOW)


def test_a_greeting_is_taken_for_a_channel_that_is_known(token: str) -> None:
    greeting = Push(greeting="hello", is_news=False)

    assert channel_rows.hear(KIND, rows()[0].id, greeting, now=NOW)
    assert not channel_rows.hear(KIND, "7d1e4f60-2b7a-4a53-8a55-6c2f0f3f9d11", greeting, now=NOW)


def test_a_push_that_is_no_news_asks_for_no_reading(token: str) -> None:
    assert hear(token, is_news=False)
    assert mirror().due_at == LATER + SLOW_SECONDS


def test_a_channel_whose_end_is_told_is_renewed(token: str) -> None:
    hear(token, is_ending=True)

    assert rows()[0].due_at == LATER


def test_a_channel_over_which_nothing_has_come_yet_is_not_relied_on(channelled: Grant) -> None:
    def seconds(now: int = NOW) -> int:
        calendar_id = str(rows()[0].calendar_id)
        return channel_rows.interval(db.session(), calendar_id, otherwise=60, now=now)

    assert (seconds(), seconds(now=int(rows()[0].until or 0))) == (SLOW_SECONDS, 60)
    with transaction() as session:
        session.execute(update(PushChannel).values(heard_at=None))
    assert seconds() == 60


def test_who_wants_to_be_read_less_often_still_is(channelled: Grant) -> None:
    calendar_id = str(rows()[0].calendar_id)

    assert channel_rows.interval(db.session(), calendar_id, otherwise=3600, now=NOW) == 3600


def test_an_account_that_is_connected_again_gets_its_channels_renewed(channelled: Grant) -> None:
    settings = {"email": channelled.email, "password": PASSWORD}
    connecting.connect(channelled.application_id, KIND, settings, now=LATER)

    assert rows()[0].due_at == LATER


def test_the_channel_of_a_calendar_that_is_gone_is_to_be_ended(
    public: Flask, channelled: Grant, fake: FakeServer
) -> None:
    fake.add_calendar("another")
    del fake.calendars["work"]
    sync(channelled, now=LATER)

    (row,) = rows()
    assert (row.calendar_id, row.due_at, row.grant_id) == (None, LATER, channelled.id)
