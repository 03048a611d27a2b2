"""Sessions coming in."""

import pytest

from webapp.blueprints.api.payloads.sessions import SessionPayload
from webapp.errors import InvalidInput
from webapp.lib import fields


@pytest.mark.parametrize(
    ("given", "minutes"), [({}, 5), ({"time_to_live": None}, 5), ({"time_to_live": 30}, 30)]
)
def test_a_session_lives_five_minutes_unless_it_says_otherwise(given: dict[str, int], minutes: int) -> None:
    assert fields.checked(SessionPayload, given).minutes == minutes


@pytest.mark.parametrize("minutes", [0, 31, "soon", 1.5])
def test_other_times_are_refused(minutes: object) -> None:
    with pytest.raises(InvalidInput) as refused:
        fields.checked(SessionPayload, {"time_to_live": minutes})

    assert refused.value.field == "time_to_live"
