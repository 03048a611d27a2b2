"""Booking for a guest."""

import pytest
from sqlalchemy import select

from tests.browser import Browser
from tests.builders import (
    HOUR,
    JONAS,
    TOMORROW_AT_TEN,
    make_booking,
    make_colleague,
    make_configuration,
    make_event,
    make_pending_configuration,
    participant,
    primary_calendar,
    timespan,
)
from tests.page import Page
from tests.services.bookings.deeds import promised
from webapp.extensions import db
from webapp.models import Booking, Configuration, Grant
from webapp.services.bookings import lists

AT_ELEVEN = TOMORROW_AT_TEN + HOUR
ADA = {"name": "Ada Byron", "email": "ada@example.com"}


def form(dashboard: Browser, page: Configuration, query: str = f"?start={AT_ELEVEN}") -> Page:
    return dashboard.open(f"/dashboard/pages/{page.id}/book{query}")


def booked() -> list[Booking]:
    db.session.close()
    return list(db.session.scalars(select(Booking).order_by(Booking.created_at)))


def test_a_free_time_is_booked_and_the_guest_gets_the_usual_mail(
    dashboard: Browser, intro: Configuration
) -> None:
    times = form(dashboard, intro, "?day=2027-01-06")
    asked = dashboard.open(str(times.select("a.slot")[0]["href"]))

    page = dashboard.follow(dashboard.press(asked, "Book it", by=ADA))

    [booking] = booked()
    assert (booking.guest_name, booking.guest_email, booking.guest_timezone) == (
        *ADA.values(),
        "Europe/Stockholm",
    )
    assert "guest_booked" in promised()
    assert "Booked. Ada Byron will get an e-mail." in page.text
    assert "Booked by the organizer, on the dashboard" in page.text


def test_who_books_for_a_guest_has_decided_and_may_leave_questions_open(
    dashboard: Browser, maya_grant: Grant
) -> None:
    required = {"topic": {"label": "Topic", "type": "text", "required": True}}
    scheduler = {"min_booking_notice": 0, "additional_fields": required}
    page = make_pending_configuration(maya_grant, scheduler=scheduler)

    asked = form(dashboard, page)
    dashboard.press(asked, "Book it", by=ADA)

    [booking] = booked()
    assert (booking.status, booking.additional_fields) == ("booked", {})
    assert "Guests have to answer this. You may leave it open." in asked.text


def test_what_the_organizer_knows_is_answered_and_a_wrong_answer_is_told_beside_it(
    dashboard: Browser, maya_grant: Grant
) -> None:
    questions = {
        "topic": {"label": "Topic", "type": "text", "required": True},
        "phone": {"label": "Phone", "type": "phone_number", "required": False},
    }
    page = make_configuration(maya_grant, scheduler={"min_booking_notice": 0, "additional_fields": questions})
    typed = {**ADA, "Topic": "Engines", "Phone": "none"}

    refused = dashboard.press(form(dashboard, page), "Book it", by=typed)
    unbooked = booked()
    dashboard.press(refused, "Book it", by={"Phone": "+91 22 1234"})

    assert (refused.status, refused.field("Topic").value, unbooked) == (422, "Engines", [])
    assert refused.field("Phone").error != ""
    assert [booking.additional_fields for booking in booked()] == [
        {"topic": "Engines", "phone": "+91 22 1234"}
    ]


def test_an_event_in_the_way_is_named_and_overridden(
    dashboard: Browser, intro: Configuration, maya_grant: Grant
) -> None:
    make_event(primary_calendar(maya_grant), timespan(AT_ELEVEN), title="Dentist")
    asked = form(dashboard, intro)

    dashboard.press(asked, "Book it all the same", by=ADA)

    assert "Dentist" in asked.alerts[0]
    assert len(booked()) == 1


def test_a_time_that_was_taken_meanwhile_is_said_and_what_was_typed_stays(
    dashboard: Browser, intro: Configuration
) -> None:
    asked = form(dashboard, intro)
    make_booking(intro, AT_ELEVEN)

    answer = dashboard.press(asked, "Book it", by=ADA)

    assert answer.status == 409
    assert answer.field("The guest’s name").value == "Ada Byron"
    assert "This time cannot be taken." in answer.text
    assert len(booked()) == 1


def test_a_form_that_is_sent_twice_books_once(dashboard: Browser, intro: Configuration) -> None:
    asked = form(dashboard, intro)

    first, second = (dashboard.press(asked, "Book it", by=ADA) for _ in range(2))

    assert first.location == second.location
    assert len(booked()) == 1


@pytest.mark.parametrize(
    "typed", [{**ADA, "name": ""}, {**ADA, "email": "no address"}, {**ADA, "timezone": "Mars"}]
)
def test_what_is_wrong_is_said_beside_its_field(
    dashboard: Browser, intro: Configuration, typed: dict[str, str]
) -> None:
    answer = dashboard.press(form(dashboard, intro), "Book it", by=typed)

    assert answer.status == 422
    assert len(answer.select("form.card .error")) == 1
    assert booked() == []


def test_a_page_of_somebody_else_is_not_found(dashboard: Browser) -> None:
    people = [participant(JONAS, name="Jonas Weber")]
    of_jonas = make_configuration(make_colleague(), slug="jonas", participants=people)

    assert form(dashboard, of_jonas).status == 404


def test_a_form_that_was_open_for_too_long_stays_filled(dashboard: Browser, intro: Configuration) -> None:
    sent = {"csrf_token": "old", "start": str(AT_ELEVEN), **ADA}

    answer = dashboard.send(f"/dashboard/pages/{intro.id}/book", sent)

    assert (answer.status, answer.field("The guest’s name").value) == (400, "Ada Byron")
    assert booked() == []


def test_the_history_says_who_booked(dashboard: Browser, intro: Configuration) -> None:
    dashboard.press(form(dashboard, intro), "Book it", by=ADA)

    [change] = lists.changes(booked()[0])
    assert (change.kind, change.actor, change.door) == ("booked", "organizer", "dashboard")
