"""What every kind of calendar must do that can tell us of changes. The fake is held to it too."""

from dataclasses import replace

import pytest

from tests.providers.contract import DAY, MONDAY, NINE, TEN, World, code_of
from tests.pushing import Pusher, Sent
from webapp.extensions import db
from webapp.lib.external import Push, WantedChannel
from webapp.providers import PushingProvider, is_pushing

CHANNEL = WantedChannel(
    id="0c6f6f0e-3d5a-4c0e-8a53-0a6d1f1b2c3d",
    token="a token that nobody guesses",  # of a provider in memory
    address="https://book.example.com/pushes/kind/channel",
    until=MONDAY + 6 * DAY,
)


class PushWorld(World):
    """`pusher`: what the server has sent, and the channels that it keeps."""

    provider: PushingProvider
    pusher: Pusher

    def read(self, sent: Sent) -> Push | None:
        return self.provider.push_in(sent.query, sent.headers, sent.body)


class PushContract:
    """The tests. A module of a kind makes a subclass of this one and of `Contract`."""

    def test_it_says_that_it_pushes(self, world: PushWorld) -> None:
        assert is_pushing(world.provider)

    def test_a_change_is_told_with_the_token_of_the_channel(self, world: PushWorld) -> None:
        world.provider.watch(world.access(), world.calendar_id(), CHANNEL)
        world.add("standup", NINE, TEN)
        sent = world.pusher.sent[-1]
        push = world.read(sent)

        assert sent.address == CHANNEL.address
        assert push is not None
        assert (push.tokens, push.is_news, push.greeting) == ((CHANNEL.token,), True, None)
        assert push.channel_id in (None, CHANNEL.id)

    def test_a_channel_ends_when_it_was_asked_to_at_the_latest(self, world: PushWorld) -> None:
        channel = world.provider.watch(world.access(), world.calendar_id(), CHANNEL)

        assert channel.id == CHANNEL.id
        assert MONDAY < channel.until <= CHANNEL.until

    def test_a_channel_that_was_ended_tells_nothing_more(self, world: PushWorld) -> None:
        access = world.access()
        channel = world.provider.watch(access, world.calendar_id(), CHANNEL)
        world.provider.unwatch(access, channel)
        world.provider.unwatch(access, channel)
        before = len(world.pusher.sent)
        world.add("standup", NINE, TEN)

        assert len(world.pusher.sent) == before

    def test_a_channel_is_extended_or_another_one_is_needed(self, world: PushWorld) -> None:
        access, later = world.access(), CHANNEL.until + 3 * DAY
        channel = world.provider.watch(access, world.calendar_id(), CHANNEL)
        extended = world.provider.extend(access, channel, until=later)

        assert extended in (None, replace(channel, until=later))

    def test_a_channel_that_is_gone_cannot_be_extended(self, world: PushWorld) -> None:
        access = world.access()
        channel = world.provider.watch(access, world.calendar_id(), CHANNEL)
        world.pusher.channels.clear()

        assert world.provider.extend(access, channel, until=CHANNEL.until) is None

    @pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"value": []}', b'{"value": [7]}', b"\xff"])
    def test_what_it_would_never_send_is_no_push(self, world: PushWorld, body: bytes) -> None:
        assert world.read(Sent(address=CHANNEL.address, body=body)) is None

    def test_no_channel_is_made_for_who_is_let_in_no_more(self, world: PushWorld) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        world.lock_out()

        assert code_of(lambda: world.provider.watch(access, calendar_id, CHANNEL)) == "provider.refused"

    def test_no_channel_is_made_for_a_calendar_that_is_gone(self, world: PushWorld) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        world.remove_calendar()

        assert code_of(lambda: world.provider.watch(access, calendar_id, CHANNEL)) == "provider.gone"

    def test_no_channel_is_made_while_a_transaction_is_open(self, world: PushWorld) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        db.session.execute(db.text("SELECT 1"))

        with pytest.raises(RuntimeError, match="transaction"):
            world.provider.watch(access, calendar_id, CHANNEL)
