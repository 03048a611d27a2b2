"""What a page may be, refused by name where it makes no sense, at creation."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import (
    JONAS,
    NOW,
    availability,
    document,
    make_booking,
    make_configuration,
    make_grant,
    participant,
)
from tests.services.bookings.deeds import count, is_writing
from webapp.errors import InvalidInput, NotAllowedNow, NotFound, Outdated, TimeslotUnavailable
from webapp.extensions import db
from webapp.models import Configuration
from webapp.refusals import for_program
from webapp.services.configurations import configurations, sessions

DAYS = [1, 2, 3, 4, 5]
RULES = "availability.availability_rules"


def hours(start: str, end: str, **more: Any) -> dict[str, Any]:
    return {"days": DAYS, "start": start, "end": end, **more}


def with_hours(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"availability": availability(rules={"default_open_hours": list(rows)})}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (with_hours(hours("17:00", "09:00")), f"{RULES}.default_open_hours[0].end"),
        (with_hours(hours("9:00", "9:00")), f"{RULES}.default_open_hours[0].end"),
        (with_hours(hours("09:00", "12:00"), hours("11:00", "13:00")), f"{RULES}.default_open_hours[1]"),
        (
            with_hours(hours("09:00", "12:00", timezone="Mars/Phobos")),
            f"{RULES}.default_open_hours[0].timezone",
        ),
        (with_hours(hours("25:00", "26:00")), f"{RULES}.default_open_hours[0].start"),
        ({"availability": availability(round_to=7)}, "availability.round_to"),
        ({"availability": availability(duration_minutes=0)}, "availability.duration_minutes"),
        ({"availability": availability(interval_minutes=0)}, "availability.interval_minutes"),
        (
            {"availability": availability(rules={"buffer": {"before": 7, "after": 0}})},
            f"{RULES}.buffer.before",
        ),
        ({"availability": availability(rules={"holidays": {"country": "XX"}})}, f"{RULES}.holidays"),
        ({"participants": [participant("nobody@example.com")]}, "participants[0].email"),
        (
            {"participants": [participant(availability={"calendar_ids": ["gone"]})]},
            "participants[0].availability.calendar_ids[0]",
        ),
        (
            {"participants": [participant(booking={"calendar_id": "gone"})]},
            "participants[0].booking.calendar_id",
        ),
        ({"participants": [participant(), participant()]}, "participants[1].email"),
        ({"participants": [participant(organizer=False)]}, "participants"),
        ({"slug": "a/b"}, "slug"),
        *(({"slug": slug}, "slug") for slug in ("dashboard", "accents", "static")),
        *(({"slug": slug}, "slug") for slug in ("people", "accessibility", "setup", "invitations", "embed")),
        ({"slug": "00000000-0000-4000-8000-000000000000"}, "slug"),
        ({"type": "group"}, "type"),
        ({"scheduler": {"available_days_in_future": 366}}, "scheduler.available_days_in_future"),
        (
            {"scheduler": {"confirmation_redirect_url": "javascript:alert(1)"}},
            "scheduler.confirmation_redirect_url",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(
    sqlite_app: Flask, changes: dict[str, Any], field: str
) -> None:
    grant = make_grant()

    with pytest.raises(InvalidInput) as refused:
        configurations.create(grant, document(**changes), now=NOW)

    named = refused.value.field
    assert named == field or named.startswith(field)
    assert f"`{named}`" in for_program(refused.value)
    assert db.session.scalar(select(func.count()).select_from(Configuration)) == 0


def test_a_slug_is_taken_once(app: Flask) -> None:
    grant = make_grant()
    make_configuration(grant)

    with pytest.raises(InvalidInput, match=r"slug\.taken"):
        make_configuration(grant)


def test_a_nested_object_that_is_sent_replaces_the_stored_one_and_the_rest_stays(app: Flask) -> None:
    page = make_configuration()

    changed = configurations.update(page, {"scheduler": {"min_booking_notice": 5}}, now=NOW)

    assert changed.document["scheduler"]["min_booking_notice"] == 5
    assert changed.document["scheduler"]["available_days_in_future"] == 30
    assert changed.document["event_booking"] == page.document["event_booking"]
    assert changed.revision == page.revision + 1


def test_a_page_with_a_live_session_is_not_deleted(app: Flask) -> None:
    page = make_configuration()
    sessions.create(page, minutes=5, now=NOW)

    with pytest.raises(NotAllowedNow, match=r"^configuration\.has_sessions$"):
        configurations.destroy(page, now=NOW)

    configurations.destroy(page, now=NOW + 301)
    assert db.session.scalar(select(func.count()).select_from(Configuration)) == 0


def test_the_group_of_a_round_robin_is_taken_in_either_spelling(app: Flask) -> None:
    make_grant(JONAS)
    people = [participant(organizer=False), participant(JONAS, organizer=False)]
    rules = {"availability_method": "max-fairness", "roundRobinEventId": "sales"}

    page = make_configuration(participants=people, availability=availability(rules=rules))

    assert page.document["availability"]["availability_rules"]["round_robin_group_id"] == "sales"


def test_pages_of_one_group_share_their_line(app: Flask) -> None:
    make_grant(JONAS)
    people = [participant(organizer=False), participant(JONAS, organizer=False)]
    rules = {"availability_method": "max-availability", "round_robin_group_id": "sales"}
    first = make_configuration(participants=people, availability=availability(rules=rules))
    second = make_configuration(slug="second", participants=people, availability=availability(rules=rules))

    hosts = [make_booking(first).organizer_email, make_booking(second).organizer_email]

    assert sorted(hosts) == sorted(person["email"] for person in people)


def test_public_holidays_are_closed(app: Flask) -> None:
    rules = {"holidays": {"country": "DE"}}
    page = make_configuration(
        availability=availability(rules=rules), event_booking={"title": "Call", "timezone": "Europe/Berlin"}
    )
    good_friday_at_ten = 1_806_051_600  # 2027-03-26T09:00:00Z

    with pytest.raises(TimeslotUnavailable):
        make_booking(page, good_friday_at_ten, now=good_friday_at_ten - 86_400)


def test_a_cap_on_bookings_a_day_is_judged_under_the_lock(app: Flask) -> None:
    page = make_configuration(availability=availability(rules={"limits": {"bookings_per_day": 1}}))
    make_booking(page, NOW + 3600)

    with pytest.raises(TimeslotUnavailable) as refused:
        make_booking(page, NOW + 7200)

    assert refused.value.reasons == ("cap_reached",)
    assert make_booking(page, NOW + 86_400).status == "booked"


def test_an_unbooked_page_is_gone_when_deleted(app: Flask) -> None:
    page = make_configuration()

    configurations.destroy(page, now=NOW)

    assert count(Configuration) == 0


def test_a_change_is_judged_before_anything_is_locked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    page = make_configuration()
    judge, writing = configurations.validated, list[bool]()

    def judging(raw: Any) -> dict[str, Any]:
        writing.append(is_writing())
        return judge(raw)

    monkeypatch.setattr(configurations, "validated", judging)

    configurations.update(page, {"name": "Intro"}, now=NOW)

    assert writing == [False]


def test_of_two_changes_at_once_both_are_kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    page = make_configuration()
    judge, ahead = configurations.validated, [{"slug": "another"}]

    def judging(raw: Any) -> dict[str, Any]:
        if ahead:
            configurations.update(page, ahead.pop(), now=NOW)
        return judge(raw)

    monkeypatch.setattr(configurations, "validated", judging)

    changed = configurations.update(page, {"name": "Intro"}, now=NOW)

    assert (changed.document["name"], changed.slug) == ("Intro", "another")


def test_a_page_that_was_changed_since_it_was_seen_stays_as_it_is(app: Flask) -> None:
    page = make_configuration()
    configurations.update(page, {"name": "First"}, now=NOW, expected_revision=page.revision)

    with pytest.raises(Outdated):
        configurations.update(page, {"name": "Second"}, now=NOW, expected_revision=page.revision)

    assert configurations.find(page.id).name == "First"


def test_a_page_that_is_changed_while_another_change_is_judged_stays_as_it_is(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, judge = make_configuration(), configurations.rules_for

    def judging(*args: Any, **values: Any) -> Any:
        monkeypatch.setattr(configurations, "rules_for", judge)
        configurations.update(page, {"name": "First"}, now=NOW)
        return judge(*args, **values)

    monkeypatch.setattr(configurations, "rules_for", judging)
    with pytest.raises(Outdated):
        configurations.update(page, {"name": "Second"}, now=NOW, expected_revision=page.revision)

    assert configurations.find(page.id).name == "First"


def test_a_page_that_was_deleted_elsewhere_is_not_changed(app: Flask) -> None:
    page = make_configuration()
    make_booking(page)
    configurations.destroy(page, now=NOW)

    with pytest.raises(NotFound):
        configurations.update(page, {"name": "Again"}, now=NOW)
