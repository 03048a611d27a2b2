"""What Microsoft's refusals mean."""

import pytest

from webapp.errors import ProviderError
from webapp.lib.http import Reply
from webapp.providers.microsoft import calls


@pytest.mark.parametrize(
    ("status", "code"),
    [(403, "provider.read_only"), (404, "provider.gone"), (410, "provider.gone"), (400, "provider.failed")],
)
def test_a_refusal_has_a_name(status: int, code: str) -> None:
    with pytest.raises(ProviderError, match=code):
        calls.checked(Reply(status, {}, b"{}"), forbidden=ProviderError("provider.read_only"))


def test_the_name_of_a_calendar_is_no_path() -> None:
    assert calls.calendar_path("a/b=", "events") == "me/calendars/a%2Fb%3D/events"
    assert calls.event_path("a/b=") == "me/events/a%2Fb%3D"
