"""What is stored of a page and read again gives the slots of what was sent, in whatever zones it was sent."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import JONAS, MAYA, NOW, make_configuration, make_grant, participant
from tests.scheduling.cases import documents, places_in_time
from tests.scheduling.documents import slots_of
from webapp import scheduling
from webapp.services.configurations import configurations
from webapp.services.configurations.rules import rules_for

DAY = 86_400
BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
MORNINGS = {"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "12:00"}
WEEKENDS = {"days": [0, 6], "start": "09:00", "end": "12:00"}

Json = dict[str, Any]


@st.composite
def hours(draw: st.DrawFn, weekday: int) -> Json:
    """The morning of a weekday, in a zone of its own or in none."""
    zone = draw(st.sampled_from([None, BERLIN, NEW_YORK, "Asia/Tokyo"]))
    return {"days": [weekday], "start": "09:00", "end": "12:00", "timezone": zone}


@st.composite
def pages(draw: st.DrawFn) -> tuple[Json, int]:
    """A page as a program may send it, and an instant near which its hours say something."""
    zone, anchor = draw(places_in_time())
    page = draw(documents(zone, anchor, [MAYA, JONAS][: draw(st.integers(1, 2))]))
    rules = page["availability"]["availability_rules"]
    is_collective = (rules["availability_method"] or "collective") == "collective"
    for index, person in enumerate(page["participants"]):
        person["is_organizer"] = index == 0 and is_collective
    page["participants"][0]["booking"] = {"calendar_id": "primary"}
    if draw(st.booleans()):  # what a page leaves out is what could be filled in
        page["event_booking"]["timezone"] = None
        rules["default_open_hours"] = [draw(hours(day)) for day in range(7)]
        page["participants"][0]["availability"]["open_hours"] = None
    rules.pop("limits", None)
    return page, anchor


FEW = settings(max_examples=20, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=60, suppress_health_check=list(HealthCheck))


def slots(page: Json, *, around: int) -> list[Any]:
    rules = rules_for(page, now=around)
    offer = scheduling.offer(rules, {}, start=around - 4 * DAY, end=around + 4 * DAY, now=around - 5 * DAY)
    return [rules.timezone, *slots_of(offer)]


@FEW
@given(pages())
def test_what_is_stored_gives_the_slots_of_what_was_sent(sqlite_app: Flask, page: tuple[Json, int]) -> None:
    stored_gives_the_slots_of_sent(sqlite_app, page)


@pytest.mark.slow
@MANY
@given(pages())
def test_in_many_cases_what_is_stored_gives_the_slots_of_what_was_sent(
    sqlite_app: Flask, page: tuple[Json, int]
) -> None:
    stored_gives_the_slots_of_sent(sqlite_app, page)


def stored_gives_the_slots_of_sent(app: Flask, page: tuple[Json, int]) -> None:
    sent, anchor = page
    with app.app_context():
        grant = make_grant(MAYA)
        make_grant(JONAS)
        made = configurations.create(grant, sent, now=NOW)
        stored = configurations.find(made.id).document
        changed = configurations.update(made, {"name": "Other"}, now=NOW).document

    assert slots(stored, around=anchor) == slots(sent, around=anchor)
    assert slots(changed, around=anchor) == slots(sent, around=anchor)


def test_default_rows_in_two_zones_stay_in_them(sqlite_app: Flask) -> None:
    rows = [{**MORNINGS, "timezone": BERLIN}, {**WEEKENDS, "timezone": NEW_YORK}]

    rules = rules_for(make_page_without_a_zone(default_rows=rows), now=NOW)

    (hours,) = [person.open_hours for person in rules.participants]
    assert {row.zone for day in hours.by_weekday for row in day} == {BERLIN, NEW_YORK}


def test_a_page_sent_without_a_zone_is_in_the_one_that_the_engine_finds(sqlite_app: Flask) -> None:
    own = {"calendar_ids": ["primary"], "open_hours": [{**MORNINGS, "timezone": NEW_YORK}]}
    page = make_configuration(
        participants=[participant(availability=own)],
        event_booking={"title": "Intro call"},
        availability={
            "duration_minutes": 30,
            "availability_rules": {"default_open_hours": [{**MORNINGS, "timezone": BERLIN}]},
        },
    )

    assert (page.timezone, page.document["event_booking"]["timezone"]) == (NEW_YORK, None)


def make_page_without_a_zone(*, default_rows: list[Json]) -> Json:
    page = make_configuration(
        event_booking={"title": "Intro call"},
        availability={"duration_minutes": 30, "availability_rules": {"default_open_hours": default_rows}},
    )
    return dict(page.document)
