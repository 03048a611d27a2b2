"""What stands in the frame beside the editor: the guest's page from the unsaved draft, in which nothing can be done."""

import pytest
from flask import Flask

from tests.blueprints.dashboard.conftest import sign_in
from tests.blueprints.dashboard.editor.desk import edit, preview, stored
from tests.browser import Browser
from tests.builders import (
    JONAS,
    TOMORROW_AT_TEN,
    make_booking,
    make_colleague,
    make_configuration,
    make_pending_configuration,
    participant,
)
from tests.conftest import StoppedClock
from tests.house.scene import rows
from tests.page import Page
from tests.queries import statements
from webapp.models import Configuration, Grant, Organizer

FIRST_TIME = "9:00 AM"


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    """On SQLite alone: see `tests/blueprints/dashboard/conftest.py`."""
    return sqlite_app


@pytest.fixture
def dashboard(app: Flask, clock: StoppedClock, maya: Organizer) -> Browser:
    """A browser in which Maya is signed in."""
    browser = Browser(app.test_client())
    sign_in(browser)
    return browser


@pytest.fixture
def intro(maya_grant: Grant) -> Configuration:
    question = {"label": "Company", "type": "text", "order": 1}
    return make_configuration(
        maya_grant,
        appearance={"submit_button_label": "Take it"},
        scheduler={"min_booking_notice": 0, "additional_fields": {"company": question}},
    )


def policy(page: Page) -> list[str]:
    return page.answer.headers["Content-Security-Policy"].split("; ")


def test_what_is_typed_is_shown_and_not_stored(dashboard: Browser, intro: Configuration) -> None:
    before = stored(intro)

    page = preview(dashboard, intro, {"Name": "First call", "Description": "A word or two."})

    assert (page.status, page.heading) == (200, "First call")
    assert "A word or two." in page.text
    assert stored(intro) == before


def test_the_times_are_those_of_the_draft(dashboard: Browser, intro: Configuration) -> None:
    make_booking(intro)

    page = preview(dashboard, intro, {"Length in minutes": "60", "preview-date": "2027-01-05"})

    assert "Times in UTC" in page.text
    assert page.times[:2] == ["12:00 AM", "1:00 AM"]
    assert "10:00 AM" not in page.times  # booked
    assert len(page.times) == 23


def test_they_are_shown_for_any_date_and_zone(dashboard: Browser, intro: Configuration) -> None:
    page = preview(dashboard, intro, {"Date": "2027-01-20", "Guest’s time zone": "Asia/Kolkata"})

    assert "Wed, Jan 20" in page.text
    assert "Times in Kolkata" in page.text
    assert page.times[0] == "12:00 AM"


def test_the_form_is_shown_with_its_questions_and_its_button(
    dashboard: Browser, intro: Configuration
) -> None:
    page = preview(dashboard, intro, {"preview-view": "form", "Date": "2027-01-05"})

    assert "Tuesday, January 5, 2027" in page.text
    assert page.field("Company").kind == "text"
    assert "Take it" in page.buttons


def test_where_nothing_is_free_the_form_is_shown_all_the_same(
    dashboard: Browser, intro: Configuration
) -> None:
    page = preview(dashboard, intro, {"preview-view": "form", "Days ahead": "0", "limits-notice": "9999"})

    assert page.status == 200
    assert "Company" in page.text


@pytest.mark.parametrize("view", ["times", "form"])
def test_nothing_in_it_can_be_pressed_to_a_purpose(dashboard: Browser, maya_grant: Grant, view: str) -> None:
    asking = make_pending_configuration(maya_grant)

    page = preview(dashboard, asking, {"preview-view": view})

    assert page.links == {}
    assert page.forms == []
    assert page.select("script, [autofocus], input[type=hidden]") == []
    assert "sandbox allow-same-origin" in policy(page)


def test_only_the_preview_may_stand_in_a_frame_and_only_in_ours(
    dashboard: Browser, intro: Configuration
) -> None:
    editor, framed = edit(dashboard, intro), preview(dashboard, intro, {})

    assert "frame-ancestors 'self'" in policy(framed)
    assert "frame-ancestors 'none'" in policy(editor)
    assert "frame-src 'self'" in policy(editor)
    assert not any(directive.startswith("frame-src") for directive in policy(framed))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"Length in minutes": "0"}, "“Length in minutes” must be at least 1."),
        ({"Address": "dashboard"}, "“dashboard” cannot be used: the program uses that address itself."),
    ],
)
def test_what_is_refused_is_said_in_its_place(
    dashboard: Browser, intro: Configuration, typed: dict[str, str], said: str
) -> None:
    page = preview(dashboard, intro, typed)

    assert page.status == 422
    assert said in page.text
    assert "frame-ancestors 'self'" in policy(page)


@pytest.mark.parametrize("choice", [{"preview-date": "never"}, {"preview-date": "9999-12-31"}])
def test_a_date_that_makes_no_sense_is_as_good_as_none(
    dashboard: Browser, intro: Configuration, choice: dict[str, str]
) -> None:
    for view in ("times", "form"):
        assert preview(dashboard, intro, {**choice, "preview-view": view}).status == 200


def test_an_unknown_zone_is_as_good_as_the_pages_own(dashboard: Browser, intro: Configuration) -> None:
    assert "Times in UTC" in preview(dashboard, intro, {"preview-zone": "Mars/Phobos"}).text


def test_whoever_was_signed_out_meanwhile_reads_it_in_the_frame(
    dashboard: Browser, intro: Configuration
) -> None:
    open_editor = edit(dashboard, intro)
    dashboard.press(dashboard.open("/dashboard"), "Sign out")

    page = dashboard.press(open_editor, "Show preview")

    assert page.status == 401
    assert "You are no longer signed in." in page.text
    assert "frame-ancestors 'self'" in policy(page)


def test_a_form_whose_token_ran_out_says_so_in_the_frame(dashboard: Browser, intro: Configuration) -> None:
    page = preview(dashboard, intro, {"csrf_token": "old"})

    assert page.status == 400
    assert "This page was open for too long." in page.text
    assert "frame-ancestors 'self'" in policy(page)


def test_nobody_looks_at_a_draft_of_somebody_elses_page(dashboard: Browser, intro: Configuration) -> None:
    theirs = make_configuration(
        make_colleague(), participants=[participant(JONAS, name="Jonas Weber")], slug="his"
    )
    typed = edit(dashboard, intro).form("Save").values

    assert dashboard.send(f"/dashboard/pages/{theirs.id}/draft", typed).status == 404


def test_a_look_changes_no_row_and_asks_at_most_twelve_questions(
    dashboard: Browser, intro: Configuration
) -> None:
    make_booking(intro, TOMORROW_AT_TEN)
    typed = edit(dashboard, intro).form("Save").values
    before = rows()

    with statements("SELECT") as asked:
        dashboard.send(f"/dashboard/pages/{intro.id}/draft", typed)

    assert len(asked) <= 12
    assert rows() == before
