import pytest

from tests.blueprints.dashboard.editor.desk import at, edit, save
from tests.browser import Browser
from webapp.models import Configuration


@pytest.mark.parametrize(
    ("label", "typed", "path", "value"),
    [
        ("Book at the latest", "5", "scheduler.min_booking_notice", 5),
        ("Days ahead", "90", "scheduler.available_days_in_future", 90),
        ("Free time before a booking", "10", "availability.availability_rules.buffer.before", 10),
        ("Free time after a booking", "15", "availability.availability_rules.buffer.after", 15),
        ("Bookings a day", "3", "availability.availability_rules.limits.bookings_per_day", 3),
        ("Booked minutes a month", "600", "availability.availability_rules.limits.minutes_per_month", 600),
    ],
)
def test_what_is_typed_is_stored(
    dashboard: Browser, intro: Configuration, label: str, typed: str, path: str, value: object
) -> None:
    assert save(dashboard, intro, {label: typed}).status == 303

    assert at(intro, path) == value


def test_a_limit_that_was_taken_away_is_gone(dashboard: Browser, intro: Configuration) -> None:
    save(dashboard, intro, {"Bookings a day": "3"})
    save(dashboard, intro, {"Bookings a day": ""})

    assert at(intro, "availability.availability_rules.limits.bookings_per_day") is None


def test_a_page_may_trust_its_copy_of_a_calendar_for_a_while(
    dashboard: Browser, intro: Configuration
) -> None:
    save(dashboard, intro, {"limits-policy": "lenient", "limits-policy_age": "15"})

    assert at(intro, "scheduler.calendar_policy") == {"mode": "lenient", "max_age_minutes": 15}


def test_a_page_that_was_saved_without_a_policy_still_has_none(
    dashboard: Browser, intro: Configuration
) -> None:
    save(dashboard, intro, {"Days ahead": "90"})

    assert at(intro, "scheduler.calendar_policy") is None


def test_an_age_that_is_no_number_is_refused_beside_its_field(
    dashboard: Browser, intro: Configuration
) -> None:
    answer = save(dashboard, intro, {"limits-policy": "lenient", "limits-policy_age": "soon"})

    assert answer.status == 422
    assert at(intro, "scheduler.calendar_policy") is None


def test_the_summary_says_how_early_and_how_late(dashboard: Browser, intro: Configuration) -> None:
    save(dashboard, intro, {"limits-notice": "120", "limits-horizon": "1"})

    assert "at least 2 hours before · 1 day ahead" in edit(dashboard, intro).text
