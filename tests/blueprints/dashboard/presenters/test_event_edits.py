"""What is said of an edit that a provider has not taken."""

import pytest
from flask import Flask

from webapp.blueprints.dashboard.presenters.event_edits import told
from webapp.models import Calendar, EventEdit
from webapp.services.calendars.edit_outcomes import News


def sentence(kind: str, failure: str | None, *, title: str = "Dentist") -> str:
    edit = EventEdit(id="e", kind=kind, title=title, failure=failure, calendar_id="c")
    return told(News(edit, Calendar(name="Work"), "maya@example.com")).sentence


@pytest.mark.parametrize(
    ("kind", "done"), [("add", "added to"), ("change", "changed in"), ("delete", "deleted from")]
)
def test_a_refusal_says_what_was_not_done_and_why(app: Flask, kind: str, done: str) -> None:
    said = sentence(kind, "provider.event_gone")

    assert said.startswith(f"“Dentist” could not be {done} “Work” of maya@example.com.")
    assert said.endswith("The event is not in that calendar any more.")


def test_what_waits_says_that_it_is_tried_again(app: Flask) -> None:
    assert sentence("add", None, title="").endswith("your change of “Event” yet. We keep trying.")
