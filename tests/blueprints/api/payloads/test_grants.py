"""What may be said of a grant."""

import pytest

from tests.fake_provider import KIND, FakeServer
from webapp.blueprints.api.payloads.grants import CustomGrant
from webapp.errors import InvalidInput
from webapp.lib import fields


def body(kind: str) -> CustomGrant:
    return fields.checked(CustomGrant, {"provider": kind, "settings": {"email": "maya@example.com"}})


def test_every_kind_that_is_there_can_be_named(fake: FakeServer) -> None:
    assert [body(kind).provider for kind in (KIND, "virtual-calendar")] == [KIND, "virtual-calendar"]


@pytest.mark.parametrize("kind", ["ews", "yahoo", "imap", "", "x" * 300])
def test_any_other_is_refused_with_those_that_are(kind: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        body(kind)

    assert (refused.value.field, refused.value.code) == ("provider", "document.no_choice")
    assert "virtual-calendar" in refused.value.values["choices"]
