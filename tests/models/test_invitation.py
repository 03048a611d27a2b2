"""How an invitation stands."""

import pytest

from tests.builders import NOW
from webapp.models import Invitation


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "live"),
        ({"expires_at": NOW + 1}, "live"),
        ({"expires_at": NOW}, "expired"),
        ({"uses_left": 0}, "used_up"),
        ({"uses_left": 0, "expires_at": NOW}, "expired"),
        ({"revoked_at": NOW, "uses_left": 0, "expires_at": NOW}, "revoked"),
    ],
)
def test_an_invitation_is_live_or_says_why_not(values: dict[str, int], state: str) -> None:
    assert Invitation(**{"uses": 1, "uses_left": 1, **values}).state(now=NOW) == state
