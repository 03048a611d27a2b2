"""What may be said of an event: its time in one of four shapes, and what a null means."""

from typing import Any

import pytest

from webapp.blueprints.api.payloads.events import EventChange, EventFilterQuery, NewEvent, when
from webapp.errors import InvalidInput
from webapp.lib import fields


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"time": 7}, "time"),
        ({"start_time": 7, "end_time": 8}, "timespan"),
        ({"date": "2027-01-05"}, "date"),
        ({"start_date": "2027-01-05", "end_date": "2027-01-07"}, "datespan"),
    ],
)
def test_the_shape_of_a_time_is_known_by_its_keys_and_stored(given: dict[str, Any], kind: str) -> None:
    stored = when(given)

    assert stored["object"] == kind
    assert given.items() <= stored.items()


def test_a_null_is_no_key() -> None:
    assert when({"date": "2027-01-05", "start_time": None})["object"] == "date"


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({}, "when", "when.no_shape"),
        ({"date": "2027-01-05", "time": 7}, "when", "when.no_shape"),
        ({"date": "2027-01-05", "object": "time"}, "when.object", "when.other_shape"),
        ({"start_time": 7}, "when.end_time", "value.missing"),
    ],
)
def test_what_is_no_time_is_refused_by_its_path(given: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        when(given)

    assert (refused.value.field, refused.value.code) == (field, code)


def test_what_was_not_sent_is_not_among_the_columns() -> None:
    assert fields.checked(EventChange, {"title": "Lunch"}).columns() == {"title": "Lunch"}


def test_a_null_empties_each_column_in_its_own_way() -> None:
    nulls = dict.fromkeys(("title", "description", "busy", "participants", "recurrence", "metadata"))

    assert fields.checked(EventChange, nulls).columns() == {
        "title": "",
        "description": None,
        "busy": True,
        "participants": [],
        "recurrence": [],
        "fields": {},
    }


def test_a_new_event_needs_a_time() -> None:
    with pytest.raises(InvalidInput) as refused:
        fields.checked(NewEvent, {"title": "Lunch"})

    assert refused.value.field == "when"


def test_a_participant_has_not_answered_yet_and_keeps_no_nulls() -> None:
    people = fields.checked(EventChange, {"participants": [{"email": "a@example.com"}]}).columns()

    assert people["participants"] == [{"email": "a@example.com", "status": "noreply"}]


def test_a_query_is_handed_on_as_a_filter() -> None:
    query = EventFilterQuery.model_construct(
        calendar_id="primary", title="lun", master_event_id="m1", metadata_pair=(("key1", "a"),)
    )

    event_filter = query.to_filter()

    assert (event_filter.title, event_filter.master_id, event_filter.metadata) == (
        "lun",
        "m1",
        (("key1", "a"),),
    )


EXTRAS = {
    "conferencing": {"provider": "Zoom Meeting", "details": {"url": "https://zoom.example/1"}},
    "reminders": {"use_default": False, "overrides": [{"reminder_minutes": 10, "reminder_method": "popup"}]},
    "visibility": "private",
    "hide_participants": True,
    "resources": [{"email": "room@example.com"}],
    "capacity": 5,
}


def test_what_we_only_store_is_one_column() -> None:
    assert fields.checked(EventChange, EXTRAS).columns() == {"extras": EXTRAS}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"visibility": "secret"}, "visibility"),
        ({"conferencing": {"details": "x" * 20_000}}, "conferencing"),
        ({"reminders": {"overrides": [{"reminder_minutes": -1}]}}, "reminders.overrides[0].reminder_minutes"),
        ({"capacity": 0}, "capacity"),
    ],
)
def test_what_we_only_store_has_limits_too(given: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        fields.checked(EventChange, given)

    assert refused.value.field == field


def test_attendees_are_joined_by_commas() -> None:
    query = fields.checked(
        EventFilterQuery, {"calendar_id": "primary", "attendees": "a@example.com, b@example.com,"}
    )

    assert query.to_filter().attendees == ("a@example.com", "b@example.com")


def test_more_attendees_than_a_list_may_have_are_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        fields.checked(EventFilterQuery, {"calendar_id": "primary", "attendees": "a@example.com," * 51})

    assert refused.value.field == "attendees"
