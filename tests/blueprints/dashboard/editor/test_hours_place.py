from typing import Any

import pytest

from tests.blueprints.dashboard.editor.desk import at, edit, save, stored
from tests.browser import Browser
from tests.builders import ALWAYS, JONAS, availability, document, make_configuration, participant
from webapp.blueprints.dashboard.editor.hours_place import hours_place, organizer_of
from webapp.models import Configuration, Grant
from webapp.services.configurations.document import validated

ROW = {"days": [1], "start": "09:00", "end": "17:00"}


def page(*people: dict[str, Any], zone: str | None = None) -> dict[str, Any]:
    return validated(document(participants=list(people), event_booking={"title": "Call", "timezone": zone}))


def of(email: str, *rows: dict[str, Any], **changes: Any) -> dict[str, Any]:
    own = {"calendar_ids": ["primary"], "open_hours": list(rows)}
    return participant(email, availability=own, **changes)


def test_the_organizers_own_hours_are_meant_whatever_others_have() -> None:
    jonas = of(JONAS, organizer=False)
    place = hours_place(page(jonas, of("maya@example.com", ROW)))

    assert place.weekly == "participants[1].availability.open_hours"
    assert place.dates == "participants[1].specific_time_availability"


@pytest.mark.parametrize("availability", [{"calendar_ids": ["primary"], "open_hours": []}, None])
def test_shared_hours_are_meant_where_the_organizer_has_none(availability: dict[str, Any] | None) -> None:
    place = hours_place(page(participant(availability=availability)))

    assert place.weekly == "availability.availability_rules.default_open_hours"
    assert place.rows[0]["days"] == ALWAYS[0]["days"]


def test_a_new_row_needs_a_zone_only_where_it_would_have_another() -> None:
    rows = [{**ROW, "timezone": "Asia/Tokyo"}]

    assert hours_place(page(of("maya@example.com", *rows), zone="UTC")).to_store({}) == "Asia/Tokyo"
    assert hours_place(page(of("maya@example.com", *rows), zone="Asia/Tokyo")).to_store({}) is None


def test_hours_in_several_zones_have_several_zones() -> None:
    rows = [{**ROW, "timezone": zone} for zone in ("Asia/Tokyo", "Europe/Stockholm")]

    assert hours_place(page(of("maya@example.com", *rows))).zones == ["Asia/Tokyo", "Europe/Stockholm"]


def test_the_organizer_is_found_among_the_others() -> None:
    assert organizer_of(page(of(JONAS, organizer=False), of("maya@example.com"))) == 1


@pytest.fixture
def following(maya_grant: Grant) -> Configuration:
    """A page that names no time zone, in the working hours of Maya, who lives in Stockholm."""
    return make_configuration(
        maya_grant,
        participants=[participant(follows_working_hours=True)],
        availability=availability(rules={"default_open_hours": []}),
        event_booking={"title": "Intro call"},
    )


def test_a_page_that_follows_shows_the_zone_of_the_working_hours(
    dashboard: Browser, following: Configuration
) -> None:
    assert edit(dashboard, following).field("Time zone").value == "Europe/Stockholm"


def test_a_page_that_follows_still_names_no_zone_when_it_is_saved(
    dashboard: Browser, following: Configuration
) -> None:
    before = stored(following)

    assert save(dashboard, following, {}).status == 303
    assert stored(following) == before


def test_own_hours_instead_of_the_working_hours_are_in_the_zone_that_was_shown(
    dashboard: Browser, following: Configuration
) -> None:
    assert save(dashboard, following, {"When guests can book": "weekly"}).status == 303

    assert at(following, "event_booking.timezone") == "Europe/Stockholm"
