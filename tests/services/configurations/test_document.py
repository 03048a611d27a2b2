"""The shape of a page: its defaults, its limits, and what is dropped of it."""

from typing import Any

import pytest

from tests.builders import availability, document, participant
from webapp.errors import InvalidInput
from webapp.services.configurations.document import validated

RULES = "availability.availability_rules"


def refused_field(**changes: Any) -> str:
    with pytest.raises(InvalidInput) as refused:
        validated(document(**changes))
    return refused.value.field


def test_what_was_not_sent_has_its_default() -> None:
    stored = validated(document(scheduler={}))

    assert stored["scheduler"]["available_days_in_future"] == 30
    assert stored["scheduler"]["min_booking_notice"] == 60
    assert stored["availability"]["round_to"] == 15
    assert stored["event_booking"]["booking_type"] == "booking"


def test_a_null_stands_for_not_given() -> None:
    stored = validated(document(scheduler={"min_booking_notice": None, "hide_additional_guests": None}))

    assert (stored["scheduler"]["min_booking_notice"], stored["scheduler"]["hide_additional_guests"]) == (
        60,
        False,
    )


def test_a_zone_that_was_not_sent_stays_unset() -> None:
    hours = [{"days": [1], "start": "9:00", "end": "17:00"}]

    stored = validated(
        document(
            event_booking={"title": "Call"}, availability=availability(rules={"default_open_hours": hours})
        )
    )

    rules = stored["availability"]["availability_rules"]
    assert (stored["event_booking"]["timezone"], rules["default_open_hours"][0]["timezone"]) == (None, None)


def test_keys_that_nobody_knows_are_dropped() -> None:
    stored = validated(document(surprise=1, scheduler={"surprise": 2}))

    assert "surprise" not in stored
    assert "surprise" not in stored["scheduler"]


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (None, None),
        ({}, {"weight": 1, "priority": 3}),
        ({"weight": 100, "priority": 1}, {"weight": 100, "priority": 1}),
        ({"weight": None, "luck": 7}, {"weight": 1, "priority": 3}),
    ],
)
def test_how_somebody_takes_turns_is_stored_with_what_is_usual(
    given: dict[str, Any] | None, stored: dict[str, int] | None
) -> None:
    people = validated(document(participants=[participant(round_robin=given)]))["participants"]

    assert people[0]["round_robin"] == stored


@pytest.mark.parametrize(
    ("turns", "key"),
    [
        ({"weight": 0}, ".weight"),
        ({"weight": 101}, ".weight"),
        ({"weight": 1.5}, ".weight"),
        ({"priority": 0}, ".priority"),
        ({"priority": 6}, ".priority"),
        ({"priority": "high"}, ".priority"),
        (2, ""),
    ],
)
def test_a_weight_or_priority_that_there_is_not_is_refused_by_its_path(turns: Any, key: str) -> None:
    refused = refused_field(participants=[participant(round_robin=turns)])

    assert refused == f"participants[0].round_robin{key}"


def test_only_those_who_are_judged_take_turns() -> None:
    told = participant(availability=None, round_robin={"weight": 2})

    with pytest.raises(InvalidInput) as refused:
        validated(document(participants=[told]))

    assert refused.value.field == "participants[0].round_robin"
    assert refused.value.code == "participant.turns_without_availability"


@pytest.mark.parametrize("spelling", ["round_robin_group_id", "roundRobinEventId", "round_robin_event_id"])
def test_the_group_of_a_round_robin_is_read_in_every_spelling(spelling: str) -> None:
    stored = validated(document(availability=availability(rules={spelling: "sales"})))

    assert stored["availability"]["availability_rules"]["round_robin_group_id"] == "sales"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"participants": []}, "participants"),
        ({"participants": [participant()] * 51}, "participants"),
        ({"participants": [{"name": "Maya"}]}, "participants[0].email"),
        ({"availability": {}}, "availability.duration_minutes"),
        ({"availability": availability(duration_minutes=0)}, "availability.duration_minutes"),
        ({"availability": availability(duration_minutes=1441)}, "availability.duration_minutes"),
        ({"availability": availability(interval_minutes=-5)}, "availability.interval_minutes"),
        ({"availability": availability(round_to=0)}, "availability.round_to"),
        ({"availability": availability(round_to=7)}, "availability.round_to"),
        ({"availability": availability(round_to=65)}, "availability.round_to"),
        ({"event_booking": {"title": ""}}, "event_booking.title"),
        ({"event_booking": {"title": "x", "timezone": "Mars"}}, "event_booking.timezone"),
        ({"scheduler": {"min_booking_notice": "soon"}}, "scheduler.min_booking_notice"),
        ({"scheduler": {"available_days_in_future": -1}}, "scheduler.available_days_in_future"),
        ({"scheduler": {"available_days_in_future": 366}}, "scheduler.available_days_in_future"),
        ({"scheduler": {"rescheduling_url": "javascript:alert(1)"}}, "scheduler.rescheduling_url"),
        ({"type": "group"}, "type"),
    ],
)
def test_what_goes_beyond_its_limits_is_refused_by_its_path(changes: dict[str, Any], field: str) -> None:
    assert refused_field(**changes) == field


@pytest.mark.parametrize(
    ("rules", "key"),
    [
        ({"availability_method": "lottery"}, "availability_method"),
        ({"buffer": {"before": 7}}, "buffer.before"),
        ({"buffer": {"after": 125}}, "buffer.after"),
        ({"limits": {"bookings_per_day": 0}}, "limits.bookings_per_day"),
        ({"limits": {"minutes_per_month": 1_000_001}}, "limits.minutes_per_month"),
    ],
)
def test_a_rule_beyond_its_limits_is_refused_by_its_path(rules: dict[str, Any], key: str) -> None:
    assert refused_field(availability=availability(rules=rules)) == f"{RULES}.{key}"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"start": "9"}, "start"),
        ({"start": "9:3٠"}, "start"),
        ({"end": "24:01"}, "end"),
        ({"end": "10:60"}, "end"),
        ({"timezone": "Berlin"}, "timezone"),
        ({"days": [7]}, "days[0]"),
        ({"days": []}, "days"),
        ({"exdates": ["14.03.2027"]}, "exdates[0]"),
        ({"exdates": ["2027-02-29"]}, "exdates[0]"),
    ],
)
def test_a_row_of_hours_is_refused_where_it_is_wrong(change: dict[str, Any], key: str) -> None:
    row = {"days": [1], "start": "09:00", "end": "11:00", **change}

    refused = refused_field(availability=availability(rules={"default_open_hours": [row]}))

    assert refused == f"{RULES}.default_open_hours[0].{key}"


@pytest.mark.parametrize("end", ["9:01", "09:01", "23:59", "24:00"])
def test_times_are_written_with_one_digit_or_two_up_to_the_end_of_the_day(end: str) -> None:
    row = {"days": [1], "start": "9:00", "end": end}

    stored = validated(document(availability=availability(rules={"default_open_hours": [row]})))

    assert stored["availability"]["availability_rules"]["default_open_hours"][0]["end"] == end


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"type": "dropdown"}, "additional_field.no_options"),
        ({"type": "radio_button", "options": []}, "additional_field.no_options"),
        ({"type": "text", "pattern": "("}, "pattern.unclosed"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(question: dict[str, Any], code: str) -> None:
    fields = {"size": {"label": "Size", **question}}

    with pytest.raises(InvalidInput) as refused:
        validated(document(scheduler={"additional_fields": fields}))

    assert refused.value.code == code


EMPTY = [
    ("scheduler", "confirmation_redirect_url"),
    ("scheduler", "rescheduling_url"),
    ("scheduler", "cancellation_url"),
    ("scheduler", "organizer_confirmation_url"),
    ("scheduler", "cancellation_policy"),
    ("event_booking", "description"),
    ("event_booking", "location"),
    ("event_booking", "timezone"),
]


@pytest.mark.parametrize(("part", "key"), EMPTY)
def test_an_empty_text_means_none(part: str, key: str) -> None:
    raw = document()

    stored = validated({**raw, part: {**raw[part], key: ""}})

    assert stored[part][key] is None


def test_an_empty_text_means_none_in_the_depth_too() -> None:
    rules = {"round_robin_group_id": ""}
    raw = document(
        availability={"duration_minutes": 30, "availability_rules": rules},
        scheduler={"email_template": {"logo": "", "booking_confirmed": {"title": "", "body": ""}}},
        slug="",
    )

    stored = validated(raw)

    assert stored["availability"]["availability_rules"]["round_robin_group_id"] is None
    assert stored["scheduler"]["email_template"]["logo"] is None
    assert stored["scheduler"]["email_template"]["booking_confirmed"] == {"title": None, "body": None}
    assert stored["slug"] is None


def test_an_empty_object_is_taken_where_an_object_may_be_left_out() -> None:
    raw = document(appearance={})

    stored = validated(raw)

    assert stored["appearance"] == {}


def test_an_empty_text_that_is_needed_is_refused() -> None:
    raw = document()
    raw["event_booking"]["title"] = ""

    with pytest.raises(InvalidInput) as refused:
        validated(raw)

    assert refused.value.field == "event_booking.title"


@pytest.mark.parametrize("kind", ["checkbox", "date", "email", "metadata"])
def test_an_answer_that_names_no_place_cannot_be_the_place(kind: str) -> None:
    asked = {"where": {"label": "Where?", "type": kind, "is_location": True}}

    field = refused_field(scheduler={"additional_fields": asked})

    assert field == "scheduler.additional_fields.where.is_location"


def test_one_question_alone_can_say_the_place() -> None:
    where = {"label": "Where?", "type": "text", "is_location": True}

    field = refused_field(scheduler={"additional_fields": {"one": where, "two": where}})

    assert field == "scheduler.additional_fields"
