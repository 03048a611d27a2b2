"""What an answer of a calendar provider means, or that none came."""

import pytest

from webapp.errors import ProviderError
from webapp.lib import provider_answers
from webapp.lib.http import FAILURES, HttpFailed, Reply


@pytest.mark.parametrize("reason", FAILURES)
def test_every_way_in_which_no_answer_comes_has_a_refusal(reason: str) -> None:
    assert provider_answers.failure(HttpFailed(reason)).code.startswith("provider.")


@pytest.mark.parametrize(
    ("reason", "code"),
    [("tls_failed", "provider.certificate"), ("dns_lookup_failed", "provider.unknown_host")],
)
def test_what_can_be_put_right_is_told_apart(reason: str, code: str) -> None:
    assert provider_answers.failure(HttpFailed(reason)).code == code


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": "9999999"}, 86_400),
        ({"Retry-After": "Fri, 27 Nov 2026 10:01:00 GMT", "Date": "Fri, 27 Nov 2026 10:00:00 GMT"}, 60),
        ({}, 60),
    ],
)
def test_a_provider_says_when_to_ask_again(headers: dict[str, str], seconds: int) -> None:
    with pytest.raises(ProviderError, match=r"provider\.throttled") as refused:
        provider_answers.refuse_busy(Reply(429, headers, b""))

    assert refused.value.values == {"seconds": seconds}


@pytest.mark.parametrize("status", [200, 304, 401, 404, 507])
def test_other_answers_are_left_to_whoever_asked(status: int) -> None:
    provider_answers.refuse_busy(Reply(status, {}, b""))


def test_an_object_is_read() -> None:
    assert provider_answers.json_object(b'{"a": 1}') == {"a": 1}


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"\xff"])
def test_what_is_no_object_is_not_understood(body: bytes) -> None:
    with pytest.raises(ProviderError, match="provider.not_understood"):
        provider_answers.json_object(body)
