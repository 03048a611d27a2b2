"""From a stored page to the engine's rules."""

from datetime import datetime
from typing import Any

import pytest

from tests.builders import NOW, availability, document
from webapp import scheduling
from webapp.errors import InvalidInput
from webapp.services.configurations.document import validated
from webapp.services.configurations.rules import rules_for


def page(**rules: Any) -> dict[str, Any]:
    return validated(document(availability=availability(rules=rules)))


def is_closed(day: str, **holidays: str) -> bool:
    """Is noon of this day refused because the date is closed?"""
    noon = int(datetime.fromisoformat(f"{day}T12:00+00:00").timestamp())
    rules = rules_for(page(holidays=holidays), now=NOW)
    ((_, reasons),) = scheduling.explain(rules, {}, start=noon, end=noon + 1, now=NOW)
    return "closed_date" in {reason.code for reason in reasons}


def test_the_public_holidays_of_a_country_are_closed_dates() -> None:
    assert is_closed("2027-01-06", country="SE")
    assert not is_closed("2027-01-07", country="SE")


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    assert not is_closed("2027-01-06", country="DE")
    assert is_closed("2027-01-06", country="DE", subdivision="BY")


def test_holidays_are_known_for_ten_years_ahead() -> None:
    assert is_closed("2037-12-25", country="SE")


@pytest.mark.parametrize("where", [{"country": "XX"}, {"country": "DE", "subdivision": "XX"}])
def test_a_country_that_nobody_knows_is_refused_by_its_field(where: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        rules_for(page(holidays=where), now=NOW)

    assert (refused.value.code, refused.value.field) == (
        "holidays.unknown",
        "availability.availability_rules.holidays",
    )


def test_a_page_that_was_stored_under_wider_limits_is_still_read() -> None:
    stored = page()
    stored["availability"] |= {"duration_minutes": 2880, "round_to": 90}
    stored["scheduler"]["available_days_in_future"] = 3000

    rules = rules_for(stored, now=NOW)

    assert (rules.duration, rules.round_to, rules.horizon_days) == (2880 * 60, 90 * 60, 3000)


def test_what_the_engine_complains_of_is_refused_with_its_path() -> None:
    backwards = [{"days": [1], "start": "17:00", "end": "9:00", "timezone": "UTC"}]

    with pytest.raises(InvalidInput) as refused:
        rules_for(page(default_open_hours=backwards), now=NOW)

    assert refused.value.field.startswith("availability.availability_rules.default_open_hours[0]")
