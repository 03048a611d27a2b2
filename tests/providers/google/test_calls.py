"""What Google's refusals mean."""

import json
from typing import Any

import pytest

from webapp.errors import ProviderError
from webapp.lib.http import Reply
from webapp.providers.google import calls


def refusal(status: int, reason: str, *, in_details: bool = False, **headers: str) -> Reply:
    error: dict[str, Any] = {"code": status}
    error["details" if in_details else "errors"] = [{"reason": reason}]
    return Reply(status, headers, json.dumps({"error": error}).encode())


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (refusal(403, "rateLimitExceeded"), "provider.throttled"),
        (refusal(403, "userRateLimitExceeded"), "provider.throttled"),
        (refusal(403, "quotaExceeded"), "provider.throttled"),
        (refusal(403, "accessNotConfigured"), "provider.not_enabled"),
        (refusal(403, "SERVICE_DISABLED", in_details=True), "provider.not_enabled"),
        (refusal(403, "insufficientPermissions"), "provider.scope_missing"),
        (refusal(403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT", in_details=True), "provider.scope_missing"),
        (refusal(403, "forbidden"), "provider.read_only"),
        (Reply(403, {}, b"<html>"), "provider.read_only"),
        (Reply(403, {}, b'{"error": "no"}'), "provider.read_only"),
        (Reply(403, {}, b'{"error": {"errors": 7, "details": true}}'), "provider.read_only"),
        (refusal(404, "notFound"), "provider.gone"),
        (refusal(410, "deleted"), "provider.gone"),
        (refusal(400, "badRequest"), "provider.failed"),
    ],
)
def test_a_refusal_has_a_name(reply: Reply, code: str) -> None:
    with pytest.raises(ProviderError, match=code):
        calls.checked(reply, forbidden=ProviderError("provider.read_only"))


def test_a_quota_says_how_long_to_wait() -> None:
    reply = Reply(403, {"Retry-After": "120"}, refusal(403, "rateLimitExceeded").body)

    with pytest.raises(ProviderError) as refused:
        calls.checked(reply, forbidden=ProviderError("provider.read_only"))

    assert refused.value.values["seconds"] == 120


def test_the_name_of_a_calendar_is_no_path() -> None:
    assert calls.events_path("a/b#c@group.example", "e") == "calendars/a%2Fb%23c%40group.example/events/e"
