"""From a document to rules: defaults, and what makes no sense."""

from typing import Any

import pytest

from tests.scheduling.documents import ANN, document, participant
from webapp.scheduling import InvalidValue, rules_of


def test_what_is_absent_or_null_has_the_wire_contracts_defaults() -> None:
    bare = {
        "participants": [participant(ANN)],
        "availability": {"duration_minutes": 20, "interval_minutes": None, "availability_rules": None},
        "event_booking": None,
        "scheduler": {"min_booking_notice": None},
    }

    rules = rules_of(bare)

    assert (rules.interval, rules.round_to, rules.notice, rules.horizon_days) == (1200, 900, 3600, 30)
    assert (rules.method, rules.timezone, rules.limits) == ("collective", "UTC", None)


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"duration": 0}, "availability.duration_minutes"),
        ({"duration": True}, "availability.duration_minutes"),
        ({"interval_minutes": -5}, "availability.interval_minutes"),
        ({"round_to": 7}, "availability.round_to"),
        ({"round_to": 65}, "availability.round_to"),
        ({"timezone": "Mars/Olympus"}, "event_booking.timezone"),
        ({"rules": {"buffer": {"before": 7}}}, "availability.availability_rules.buffer.before"),
        ({"rules": {"buffer": {"after": 125}}}, "availability.availability_rules.buffer.after"),
        (
            {"rules": {"availability_method": "lottery"}},
            "availability.availability_rules.availability_method",
        ),
        (
            {"rules": {"limits": {"bookings_per_day": 0}}},
            "availability.availability_rules.limits.bookings_per_day",
        ),
        ({"scheduler": {"min_booking_notice": "soon"}}, "scheduler.min_booking_notice"),
        ({"scheduler": {"available_days_in_future": -1}}, "scheduler.available_days_in_future"),
        ({"emails": ()}, "participants"),
        ({"emails": (ANN, ANN)}, "participants[1].email"),
    ],
)
def test_a_number_or_name_out_of_bounds_is_refused_by_its_path(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        rules_of(document(**changes))

    assert refusal.value.field == field


def test_participants_with_the_same_hours_share_them() -> None:
    rules = rules_of(document(emails=(ANN, "ben@example.com")))

    assert rules.participants[0].open_hours is rules.participants[1].open_hours
