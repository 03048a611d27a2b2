"""What a key may do."""

import pytest

from webapp.errors import InvalidInput
from webapp.services.access import scopes


@pytest.mark.parametrize(
    ("given", "needed", "allowed"),
    [
        ([], "webhooks.write", True),
        (["webhooks.write"], "webhooks.write", True),
        (["webhooks.write"], "webhooks.read", True),
        (["webhooks.read"], "webhooks.write", False),
        (["calendars.write", "webhooks.read"], "scheduling.read", False),
    ],
)
def test_a_scope_allows_its_own_kind_and_writing_includes_reading(
    given: list[str], needed: str, allowed: bool
) -> None:
    assert scopes.allow(given, needed) is allowed


def test_scopes_are_stored_once_and_in_one_order() -> None:
    given = ["webhooks.read", "scheduling.read", "webhooks.read"]

    assert scopes.checked(given) == ["scheduling.read", "webhooks.read"]


def test_an_unknown_scope_is_refused() -> None:
    with pytest.raises(InvalidInput, match="scopes"):
        scopes.checked(["everything"])
