"""The editor: whatever a scheduling page honours can be changed there, or a reason says why not."""

from pydantic import BaseModel

from tests.house.editor import keys_of, left_over, uncovered
from webapp.blueprints.dashboard.editor.form import SECTIONS
from webapp.services.configurations.document import ConfigurationDocument

NOT_IN_THE_EDITOR = {
    "appearance": "its names are each client's own; the editor has a control for those that we read",
    "event_booking.notify_participants": "stored and read by nothing of ours",
    "event_booking.reminders": "stored and read by nothing of ours",
    "scheduler.notetaker_settings": "stored and read by nothing of ours",
    "type": "has one value only",
    "version": "belongs to the program that made the page",
}


def edited() -> list[str]:
    return [path for section in SECTIONS for path in (*section.places.values(), *section.covers)]


def test_every_key_of_a_configuration_is_in_the_editor_or_has_a_reason() -> None:
    assert uncovered(keys_of(ConfigurationDocument), covered=[*edited(), *NOT_IN_THE_EDITOR]) == []


def test_a_key_without_a_control_is_found() -> None:
    class Row(BaseModel):
        start: str
        end: str

    class Planted(BaseModel):
        name: str
        rows: list[Row] | None = None
        named: dict[str, Row]

    assert list(keys_of(Planted)) == ["name", "rows[].start", "rows[].end", "named"]
    assert uncovered(keys_of(Planted), covered=["name", "rows[].start"]) == ["rows[].end", "named"]


def test_no_key_has_a_reason_that_it_does_not_need() -> None:
    missing = uncovered(keys_of(ConfigurationDocument), covered=edited())

    assert left_over(NOT_IN_THE_EDITOR, missing=missing) == []


def test_a_reason_that_is_left_over_is_found() -> None:
    assert left_over(["name", "rows"], missing=["rows[].end"]) == ["name"]
