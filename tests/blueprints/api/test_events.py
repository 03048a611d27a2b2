"""Events over JSON and with the SDK (wire contract section 11)."""

from typing import Any

import nylas
import pytest
from nylas.models.errors import NylasApiError
from nylas.models.events import Date, Datespan, Time, Timespan

from tests.blueprints.api.event_paths import SPAN, event_path
from tests.blueprints.api.programs import Program
from tests.builders import (
    DAY,
    HOUR,
    MAYA,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
)
from webapp.models import Grant

IN_PRIMARY = {"calendar_id": "primary"}


def busy_spans(program: Program, grant: Grant, *, days: int = 30) -> list[list[int]]:
    body = {"start_time": NOW, "end_time": NOW + days * DAY, "emails": [grant.email]}
    (answer,) = program.post(f"/grants/{grant.id}/calendars/free-busy", body)
    return [[slot["start_time"], slot["end_time"]] for slot in answer["time_slots"]]


def test_the_sdk_creates_finds_changes_lists_and_deletes_an_event(sdk: nylas.Client, grant: Grant) -> None:
    made = sdk.events.create(
        grant.id,
        {
            "title": "Lunch",
            "when": SPAN,
            "participants": [{"email": "jonas@example.com", "name": "Jonas"}],
            "metadata": {"key1": "red"},
        },
        IN_PRIMARY,
    ).data
    found = sdk.events.find(grant.id, made.id, IN_PRIMARY).data
    changed = sdk.events.update(grant.id, made.id, {"title": "Dinner", "busy": False}, IN_PRIMARY).data
    listed = sdk.events.list(grant.id, {**IN_PRIMARY, "metadata_pair": {"key1": "red"}, "busy": False}).data
    sdk.events.destroy(grant.id, made.id, IN_PRIMARY)

    assert isinstance(found.when, Timespan)
    assert (found.title, found.busy, found.participants[0].status) == ("Lunch", True, "noreply")
    assert (changed.title, changed.busy, changed.when) == ("Dinner", False, found.when)
    assert [event.id for event in listed] == [made.id]
    with pytest.raises(NylasApiError) as refusal:
        sdk.events.find(grant.id, made.id, IN_PRIMARY)
    assert refusal.value.type == "not_found_error"


@pytest.mark.parametrize(
    "when, kind",
    [
        ({"time": NOW}, Time),
        ({"time": NOW, "timezone": "Europe/Berlin", "object": "time"}, Time),
        (SPAN, Timespan),
        ({**SPAN, "start_timezone": "Europe/Berlin", "end_timezone": None, "object": "timespan"}, Timespan),
        ({key: str(value) for key, value in SPAN.items()}, Timespan),
        ({"date": "2027-01-05"}, Date),
        ({"date": "2027-01-05", "object": "date"}, Date),
        ({"start_date": "2027-01-05", "end_date": "2027-01-07"}, Datespan),
        ({"start_date": "2027-01-05", "end_date": "2027-01-07", "object": "datespan"}, Datespan),
    ],
)
def test_the_sdk_reads_a_time_in_every_spelling(
    sdk: nylas.Client, grant: Grant, when: dict[str, Any], kind: type
) -> None:
    made = sdk.events.create(grant.id, {"when": when}, IN_PRIMARY).data

    assert isinstance(made.when, kind)


def test_the_sdk_answers_an_invitation(sdk: nylas.Client, grant: Grant) -> None:
    event = sdk.events.create(grant.id, {"when": SPAN, "participants": [{"email": MAYA}]}, IN_PRIMARY).data

    sdk.events.send_rsvp(grant.id, event.id, {"status": "maybe"}, IN_PRIMARY)

    assert sdk.events.find(grant.id, event.id, IN_PRIMARY).data.participants[0].status == "maybe"


def test_the_sdk_lists_the_occurrences_of_a_recurring_event(sdk: nylas.Client, grant: Grant) -> None:
    event = {"when": SPAN, "recurrence": ["RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20270106T100000Z"]}
    master = sdk.events.create(grant.id, event, IN_PRIMARY).data

    query = {**IN_PRIMARY, "expand_recurring": True, "start": NOW, "end": NOW + 7 * DAY}
    found = sdk.events.list(grant.id, query).data

    starts = [TOMORROW_AT_TEN, TOMORROW_AT_TEN + 2 * DAY]
    assert [(event.when.start_time, event.master_event_id) for event in found] == [
        (at, master.id) for at in starts
    ]


def test_the_sdk_moves_one_occurrence_and_deletes_another(sdk: nylas.Client, grant: Grant) -> None:
    event = {"when": SPAN, "title": "Standup", "recurrence": ["RRULE:FREQ=DAILY;COUNT=3"]}
    sdk.events.create(grant.id, event, IN_PRIMARY)
    query = {**IN_PRIMARY, "expand_recurring": True, "start": NOW, "end": NOW + 7 * DAY}
    first, second, third = sdk.events.list(grant.id, query).data
    later = {"start_time": second.when.start_time + HOUR, "end_time": second.when.end_time + HOUR}

    moved = sdk.events.update(grant.id, second.id, {"when": later}, IN_PRIMARY).data
    sdk.events.destroy(grant.id, third.id, IN_PRIMARY)

    assert sdk.events.find(grant.id, second.id, IN_PRIMARY).data == moved
    assert [
        (event.id, event.when.start_time, event.title) for event in sdk.events.list(grant.id, query).data
    ] == [
        (first.id, TOMORROW_AT_TEN, "Standup"),
        (second.id, TOMORROW_AT_TEN + DAY + HOUR, "Standup"),
    ]


def test_a_moved_occurrence_tells_when_its_series_had_it(program: Program, events_path: str) -> None:
    master = program.post(events_path, {"when": SPAN, "recurrence": ["RRULE:FREQ=DAILY;COUNT=3"]})
    at = event_path(events_path, f"{master['id']}_20270106T100000Z")

    moved = program.put(at, {"when": {"start_time": NOW, "end_time": NOW + HOUR}})

    assert (moved["master_event_id"], moved["original_start_time"]) == (master["id"], TOMORROW_AT_TEN + DAY)
    assert (moved["when"]["start_time"], moved["recurrence"]) == (NOW, [])


def test_the_sdk_imports_events_to_keep_a_copy(sdk: nylas.Client, grant: Grant) -> None:
    master = sdk.events.create(grant.id, {"when": SPAN, "recurrence": ["RRULE:FREQ=DAILY"]}, IN_PRIMARY).data

    found = sdk.events.list_import_events(grant.id, IN_PRIMARY).data

    assert [(event.id, event.recurrence) for event in found] == [(master.id, ["RRULE:FREQ=DAILY"])]


def test_occurrences_of_all_day_events_tell_their_own_dates(program: Program, events_path: str) -> None:
    when = {"start_date": "2027-01-05", "end_date": "2027-01-07"}
    program.post(events_path, {"when": when, "recurrence": ["RRULE:FREQ=WEEKLY;COUNT=2"]})

    found = program.get(f"{events_path}&expand_recurring=true&start={NOW}&end={NOW + 30 * DAY}")

    assert [(shown["when"]["start_date"], shown["when"]["end_date"]) for shown in found] == [
        ("2027-01-05", "2027-01-07"),
        ("2027-01-12", "2027-01-14"),
    ]


def test_an_event_is_busy_until_it_is_changed_or_deleted(
    program: Program, events_path: str, grant: Grant
) -> None:
    event = program.post(events_path, {"when": SPAN})
    seen = [busy_spans(program, grant)]
    program.put(event_path(events_path, event["id"]), {"when": {"start_time": NOW, "end_time": NOW + 60}})
    seen.append(busy_spans(program, grant))
    program.delete(event_path(events_path, event["id"]))
    seen.append(busy_spans(program, grant))

    assert seen == [[[TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR]], [[NOW, NOW + 60]], []]


def test_pages_never_hold_more_than_the_limit_and_miss_nothing(program: Program, events_path: str) -> None:
    made = {program.post(events_path, {"when": SPAN})["id"] for _ in range(5)}

    pages: list[list[str]] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = program.call("GET", f"{events_path}&limit=2{cursor and '&page_token=' + cursor}")
        pages.append([event["id"] for event in answer.get_json()["data"]])
        cursor = answer.get_json().get("next_cursor")

    assert [len(page) for page in pages] == [2, 2, 1]
    assert {event_id for page in pages for event_id in page} == made


def test_a_calendar_may_be_named_by_its_id(program: Program, grant: Grant, events_path: str) -> None:
    event = program.post(events_path, {"when": SPAN})

    found = program.get(f"/grants/{grant.id}/events?calendar_id={event['calendar_id']}")

    assert [shown["id"] for shown in found] == [event["id"]]


def test_a_booking_of_a_page_can_be_read_as_an_event_but_not_changed(program: Program) -> None:
    configuration = make_configuration()
    booking = make_booking(configuration)
    event = f"/grants/{configuration.grant_id}/events/{booking.event_id}?calendar_id=primary"

    read_only = program.get(event)["read_only"]
    refused = [program.refusal(method, event, {"busy": False})[0] for method in ("PUT", "DELETE")]

    assert (read_only, refused) == (True, [400, 400])
    assert len(busy_spans(program, configuration.grant)) == 1


def test_a_null_empties_a_field(program: Program, events_path: str) -> None:
    body = {
        "when": SPAN,
        "title": "Lunch",
        "location": "Here",
        "participants": [{"email": MAYA}],
        "metadata": {"a": "b"},
    }
    event = program.post(events_path, body)

    nulls = {key: None for key in (*body, "busy", "recurrence") if key != "when"}
    emptied = program.put(event_path(events_path, event["id"]), nulls)

    assert (
        emptied["title"],
        emptied["location"],
        emptied["participants"],
        emptied["metadata"],
        emptied["busy"],
    ) == (
        "",
        None,
        [],
        {},
        True,
    )


def test_what_has_no_effect_yet_is_kept_and_answered(program: Program, events_path: str) -> None:
    extras = {"visibility": "private", "conferencing": {"provider": "Zoom Meeting"}, "capacity": 5}
    made = program.post(events_path, {"when": SPAN, **extras})

    changed = program.put(event_path(events_path, made["id"]), {"capacity": 6, "visibility": None})

    assert extras.items() <= made.items()
    assert (changed["capacity"], changed["conferencing"]) == (6, {"provider": "Zoom Meeting"})
    assert "visibility" not in changed
