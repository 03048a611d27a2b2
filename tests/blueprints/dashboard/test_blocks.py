"""Blocking time by two taps."""

from sqlalchemy import select

from tests.browser import Browser
from tests.builders import DAY, NOW, document, make_configuration, participant
from tests.page import Page
from webapp.extensions import db, transaction
from webapp.models import Calendar, Configuration, Event, Grant, Organizer

CALENDAR = "/dashboard/calendar"
AFTERNOON = "2027-01-05 12:00 17:00"  # in Stockholm


def tap(dashboard: Browser, block: str) -> Page:
    """Press a button of the week that says this."""
    week = dashboard.open(CALENDAR).form("Block: Afternoon").values
    return dashboard.send(f"{CALENDAR}/blocks", {**week.to_dict(), "block": block})


def blocked() -> list[tuple[str, int, int]]:
    db.session.close()
    return [(event.title, event.starts_at, event.ends_at) for event in db.session.scalars(select(Event))]


def test_an_afternoon_is_blocked_from_the_week(dashboard: Browser, intro: Configuration) -> None:
    assert dashboard.open(CALENDAR).select(f'button[value="{AFTERNOON}"]')

    answer = tap(dashboard, AFTERNOON)

    noon = NOW + DAY + 3 * 3600
    assert blocked() == [("Blocked", noon, noon + 5 * 3600)]
    assert "Guests cannot book then" in dashboard.follow(answer).text


def test_it_is_undone_by_one_more(dashboard: Browser, maya: Organizer) -> None:
    week = dashboard.follow(tap(dashboard, AFTERNOON))

    dashboard.press(week, "Undo")

    assert blocked() == []


def test_a_page_that_would_not_see_it_is_named(dashboard: Browser, maya_grant: Grant) -> None:
    with transaction() as session:
        second = Calendar(grant_id=maya_grant.id, name="Second", created_at=NOW, updated_at=NOW)
        session.add(second)
    elsewhere = participant(availability={"calendar_ids": [second.id]}, booking={"calendar_id": second.id})
    make_configuration(maya_grant, **{**document(), "participants": [elsewhere]})

    week = dashboard.follow(tap(dashboard, AFTERNOON))

    assert "does not count this calendar, so guests can still book there" in week.text


def test_what_no_button_says_is_refused(dashboard: Browser, maya: Organizer) -> None:
    assert tap(dashboard, "tomorrow").status == 400
    assert tap(dashboard, "").status == 400


def test_hours_that_end_before_they_begin_block_nothing(dashboard: Browser, maya: Organizer) -> None:
    answer = tap(dashboard, "2027-01-05 17:00 12:00")

    assert "cannot be blocked" in dashboard.follow(answer).text
    assert blocked() == []
