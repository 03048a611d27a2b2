"""What only Google's channels do: they begin with a push of their own, and some calendars have none."""

from dataclasses import replace

import pytest

from tests.google_server import WORK, GoogleServer
from tests.providers.push_contract import CHANNEL
from webapp.errors import ProviderError
from webapp.lib.external import Access
from webapp.lib.http import Reply
from webapp.providers.google import PROVIDER, pushing


def watch(access: Access, calendar_id: str = WORK) -> None:
    PROVIDER.watch(access, calendar_id, CHANNEL)


def test_the_push_with_which_a_channel_begins_is_no_news(google: GoogleServer, access: Access) -> None:
    watch(access)
    (sent,) = google.pusher.sent
    push = PROVIDER.push_in(sent.query, sent.headers, sent.body)

    assert push is not None
    assert (push.tokens, push.channel_id, push.is_news) == ((CHANNEL.token,), CHANNEL.id, False)


def test_a_calendar_that_has_no_channels_is_named(google: GoogleServer, access: Access) -> None:
    google.add_calendar("holidays@group.example", accessRole="reader")

    with pytest.raises(ProviderError, match="provider.no_pushes"):
        watch(access, "holidays@group.example")


def test_an_address_that_google_does_not_take_is_named(google: GoogleServer, access: Access) -> None:
    google.deny(400, "webhookUrlNotHttps")

    with pytest.raises(ProviderError, match="provider.pushes_refused"):
        watch(access)


def test_a_quota_is_no_refusal_of_the_address(google: GoogleServer, access: Access) -> None:
    google.deny(403, "rateLimitExceeded", Retry_After="90")

    with pytest.raises(ProviderError, match="provider.throttled"):
        watch(access)


@pytest.mark.parametrize(
    "body", [b"{}", b'{"resourceId": "r"}', b'{"resourceId": "r", "expiration": "soon"}']
)
def test_a_channel_that_makes_no_sense_is_refused(body: bytes) -> None:
    with pytest.raises(ProviderError, match="provider.not_understood"):
        pushing.made(Reply(200, {}, body), CHANNEL)


def test_a_channel_ends_when_google_says_so() -> None:
    body = b'{"resourceId": "r", "expiration": "%d"}' % ((CHANNEL.until - 60) * 1000)

    assert pushing.made(Reply(200, {}, body), CHANNEL).until == CHANNEL.until - 60
    assert pushing.made(Reply(200, {}, body), replace(CHANNEL, until=9)).until == 9
