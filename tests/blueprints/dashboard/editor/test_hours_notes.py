from typing import Any

from tests.builders import JONAS, availability, document, participant
from webapp.blueprints.dashboard.editor.hours_notes import notes
from webapp.blueprints.dashboard.editor.hours_place import hours_place
from webapp.services.configurations.document import validated

ROW = {"days": [1], "start": "09:00", "end": "17:00"}
DATE = {"date": "2027-01-11", "start": "09:00", "end": "12:00"}


def notes_of(*people: dict[str, Any], **rules: Any) -> list[str]:
    return notes(
        hours_place(validated(document(participants=list(people), availability=availability(rules=rules))))
    )


def test_nothing_is_said_where_the_fields_show_everything(app: object) -> None:
    assert notes_of(participant(specific_time_availability=[])) == []


def test_dates_of_the_organizer_alone_are_mentioned_beside_shared_hours(app: object) -> None:
    (note,) = notes_of(participant(specific_time_availability=[DATE]))

    assert note.startswith("There are more single dates")


def test_whoever_has_own_hours_is_named_by_name_or_address(app: object) -> None:
    own = {"calendar_ids": ["primary"], "open_hours": [ROW]}
    jonas = participant(JONAS, name="", organizer=False, availability=own)

    (note,) = notes_of(participant(), jonas)

    assert JONAS in note


def test_whose_hours_are_shown_is_said_where_there_are_others(app: object) -> None:
    own = {"calendar_ids": ["primary"], "open_hours": [ROW]}

    (note,) = notes_of(participant(availability=own), participant(JONAS, organizer=False))

    assert note.startswith("The hours here are those of Maya Lindqvist.")
