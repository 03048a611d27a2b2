from typing import Any

import pytest

from tests.blueprints.dashboard.editor.desk import at, edit, preview, save, stored
from tests.browser import Browser
from tests.builders import make_configuration
from tests.page import words
from webapp.models import Configuration, Grant


@pytest.mark.parametrize(
    ("label", "typed", "path", "value"),
    [
        ("Name", "First call", "name", "First call"),
        ("Address", "first-call", "slug", "first-call"),
        ("Title in the calendar", "Call", "event_booking.title", "Call"),
        ("Description", "One.\nTwo.", "event_booking.description", "One.\nTwo."),
    ],
)
def test_what_is_typed_is_stored(
    dashboard: Browser, intro: Configuration, label: str, typed: str, path: str, value: object
) -> None:
    assert save(dashboard, intro, {label: typed}).status == 303

    assert at(intro, path) == value


KIND = "basics-place"
QUESTIONS = "scheduler.additional_fields"


@pytest.mark.parametrize(
    ("kind", "field", "typed", "location"),
    [
        ("link", "Video link", "https://meet.example.com/maya", "https://meet.example.com/maya"),
        ("room", "basics-room", "https://meet.jit.si/${room}", "https://meet.jit.si/${room}"),
        ("number", "Your telephone number", "+46 8 123 456", "+46 8 123 456"),
        ("address", "Address or room", "Room 5", "Room 5"),
        ("none", "basics-address", "Room 5", None),
    ],
)
def test_a_place_is_stored_as_the_kind_that_was_chosen(
    dashboard: Browser, intro: Configuration, kind: str, field: str, typed: str, location: object
) -> None:
    assert save(dashboard, intro, {KIND: kind, field: typed}).status == 303

    assert at(intro, "event_booking.location") == location
    page = edit(dashboard, intro)
    assert page.form("Save").values[KIND] == kind


@pytest.mark.parametrize(
    ("kind", "question", "type_"),
    [("call", "Your telephone number", "phone_number"), ("ask", "Where should we meet?", "text")],
)
def test_guests_can_be_asked_for_the_place(
    dashboard: Browser, intro: Configuration, kind: str, question: str, type_: str
) -> None:
    assert save(dashboard, intro, {KIND: kind}).status == 303

    [asked] = at(intro, QUESTIONS).values()
    assert (asked["label"], asked["type"], asked["required"], asked["is_location"]) == (
        question,
        type_,
        True,
        True,
    )


def test_the_question_for_the_place_is_no_row_of_the_other_questions(
    dashboard: Browser, intro: Configuration
) -> None:
    save(dashboard, intro, {KIND: "ask", "Question for the place": "Which café?"})
    before = stored(intro)

    page = edit(dashboard, intro)

    assert page.select(".question-row") == []
    assert "The question for the place, “Which café?”, is under “Basics”." in page.text
    assert dashboard.press(page, "Save").status == 303
    assert stored(intro) == before


def test_what_a_program_stored_of_a_place_survives(dashboard: Browser, maya_grant: Grant) -> None:
    where: dict[str, Any] = {"label": "Where?", "type": "dropdown", "options": ["Zoom", "Here"], "order": 4}
    page = make_configuration(
        maya_grant,
        event_booking={"title": "Call", "location": "Zoom\nhttps://zoom.example.com/1"},
        scheduler={
            "additional_fields": {"where": {**where, "is_location": True}, "a": {**where, "order": 1}}
        },
    )
    before = stored(page)

    assert save(dashboard, page, {}).status == 303

    assert stored(page) == before


@pytest.mark.parametrize(
    ("kind", "field", "typed", "said"),
    [
        ("link", "basics-link", "Zoom", "Please give a link, such as https://meet.example.com/maya."),
        (
            "room",
            "basics-room",
            "https://meet.example.com/maya",
            "Please give a link with ${room} in it, such as https://meet.jit.si/${room}.",
        ),
        ("number", "basics-number", "later", "Please give a telephone number, such as +44 20 7946 0123."),
        ("address", "basics-address", " ", "Please give an address, or choose “No place”."),
        ("call", "basics-call", "", "Please write the question that guests answer."),
        ("ask", "basics-ask", "x" * 301, "“Question for the place” must be at most 300 characters long."),
        ("address", "basics-address", "x" * 1001, "“Address or room” must be at most 1000 characters long."),
    ],
)
def test_a_place_that_does_not_fit_its_kind_is_refused_beside_it(
    dashboard: Browser, intro: Configuration, kind: str, field: str, typed: str, said: str
) -> None:
    page = save(dashboard, intro, {KIND: kind, field: typed})

    [beside] = page.select("#basics p.error")
    assert (page.status, words(beside), beside["id"]) == (422, said, f"{field}-error")
    assert page.form("Save").values[field] == typed


def test_all_that_is_wrong_is_said_at_once(dashboard: Browser, intro: Configuration) -> None:
    page = save(dashboard, intro, {KIND: "link", "basics-link": "Zoom", "basics-event_title": ""})

    assert len(page.select("#basics p.error")) == 2


def test_a_kind_that_nobody_offers_is_refused(dashboard: Browser, intro: Configuration) -> None:
    values = edit(dashboard, intro).form("Save").values
    values[KIND] = "teleport"

    page = dashboard.send(f"/dashboard/pages/{intro.id}/edit", values)

    assert page.status == 422
    assert words(page.select("#basics p.error")[0]) == "Please choose one of these."


def test_the_preview_asks_for_the_place(dashboard: Browser, intro: Configuration) -> None:
    page = preview(dashboard, intro, {KIND: "call", "preview-view": "form"})

    assert page.field("Your telephone number").is_required
    assert "You are called: you give your number when you book." in page.text
