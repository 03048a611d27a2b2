"""What only Graph's subscriptions do: they ask who is there first, and tell of their own life."""

import json

import pytest

from tests.microsoft_server import WORK, MicrosoftServer, tell
from tests.providers.push_contract import CHANNEL
from webapp.errors import ProviderError
from webapp.lib.external import Access, Push
from webapp.lib.http import Reply
from webapp.providers.microsoft import PROVIDER, pushing


def watch(access: Access) -> None:
    PROVIDER.watch(access, WORK, CHANNEL)


def last(microsoft: MicrosoftServer) -> Push:
    sent = microsoft.pusher.sent[-1]
    push = PROVIDER.push_in(sent.query, sent.headers, sent.body)
    assert push is not None
    return push


def test_while_it_is_made_the_address_is_asked_who_is_there(
    microsoft: MicrosoftServer, access: Access
) -> None:
    watch(access)

    assert last(microsoft) == Push(greeting="Validation: <now> & then", is_news=False)


def test_an_address_that_does_not_answer_is_refused(microsoft: MicrosoftServer, access: Access) -> None:
    microsoft.pusher.listener = lambda _: (404, "")

    with pytest.raises(ProviderError, match="provider.pushes_refused"):
        watch(access)


def test_an_account_that_may_have_no_subscriptions_is_named(
    microsoft: MicrosoftServer, access: Access
) -> None:
    microsoft.deny(403, "ExtensionError")

    with pytest.raises(ProviderError, match="provider.no_pushes"):
        watch(access)


@pytest.mark.parametrize("event", ["reauthorizationRequired", "subscriptionRemoved"])
def test_its_own_end_is_told(microsoft: MicrosoftServer, access: Access, event: str) -> None:
    watch(access)
    (channel,) = microsoft.pusher.channels.values()
    tell(microsoft.pusher, channel, lifecycleEvent=event)

    assert last(microsoft) == Push(tokens=(CHANNEL.token,), is_ending=True)


def test_missed_notifications_are_news(microsoft: MicrosoftServer, access: Access) -> None:
    watch(access)
    (channel,) = microsoft.pusher.channels.values()
    tell(microsoft.pusher, channel, lifecycleEvent="missed")

    assert last(microsoft) == Push(tokens=(CHANNEL.token,))


def test_each_notification_of_a_list_brings_its_token() -> None:
    body = json.dumps({"value": [{"clientState": "one"}, {}]}).encode()

    assert pushing.read({}, body) == Push(tokens=("one", ""))


@pytest.mark.parametrize("body", [b"{}", b'{"id": "s"}', b'{"id": "s", "expirationDateTime": "soon"}'])
def test_a_subscription_that_makes_no_sense_is_refused(body: bytes) -> None:
    with pytest.raises(ProviderError, match="provider.not_understood"):
        pushing.made(Reply(201, {}, body), channel_id=CHANNEL.id, until=CHANNEL.until)
