"""Bookings as the component and both SDKs send them, turned into commands."""

from typing import Any

import pytest

from tests.blueprints.api.conftest import wish
from tests.builders import PRIYA, TOMORROW_AT_TEN
from webapp.blueprints.api.payloads.bookings import (
    CONFIRM,
    DECLINE,
    BookingPayload,
    CancellationPayload,
    DecisionPayload,
    ReschedulingPayload,
)
from webapp.errors import InvalidInput
from webapp.lib import fields
from webapp.services.bookings.commands import BookSlot, Person, RescheduleBooking

TIMES = {"start_time": TOMORROW_AT_TEN, "end_time": TOMORROW_AT_TEN + 1800}


@pytest.mark.parametrize(
    ("reported", "taken"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("Asia/Calcutta", "Asia/Calcutta"),
        ("Etc/Unknown", None),
        ("+05:30", None),
        ("Mars/Olympus", None),
        ("localtime", None),
    ],
)
def test_whatever_zone_a_browser_reports_is_taken_or_left(reported: str, taken: str | None) -> None:
    moved = fields.checked(ReschedulingPayload, {**wish(), "timezone": reported}).to_command(actor="guest")

    assert (command(timezone=reported).timezone, moved.timezone) == (taken, taken)


def command(*, query_timezone: str | None = None, **changes: Any) -> BookSlot:
    return fields.checked(BookingPayload, wish(**changes)).to_command(timezone=query_timezone)


def rescheduling(**changes: Any) -> RescheduleBooking:
    return fields.checked(ReschedulingPayload, {**TIMES, **changes}).to_command(actor="guest")


def test_a_wish_becomes_a_command_of_the_api() -> None:
    made = command()

    assert (made.starts_at, made.guest, made.door) == (
        TOMORROW_AT_TEN,
        Person(name="Priya Raman", email=PRIYA),
        "api",
    )
    assert (made.timezone, made.language) == ("Asia/Kolkata", "en")


def test_the_bodys_zone_beats_the_querys() -> None:
    assert command(query_timezone="Asia/Tokyo").timezone == "Asia/Kolkata"
    assert command(query_timezone="Asia/Tokyo", timezone=None).timezone == "Asia/Tokyo"


def test_empty_rows_of_the_node_sdk_are_nobody() -> None:
    made = command(additional_guests=[{}, {"email": "tom@example.com"}], participants=[{}])

    assert made.additional_guests == (Person(name="tom@example.com", email="tom@example.com"),)
    assert made.participants == ()


@pytest.mark.parametrize(
    ("given", "text"),
    [(True, "true"), (False, "false"), (7, "7"), (["a", "b"], "a,b"), (None, ""), ("a", "a")],
)
def test_an_answer_of_any_kind_becomes_text(given: Any, text: str) -> None:
    assert command(additional_fields={"asked": given}).additional_fields == {"asked": text}


def test_an_answer_that_is_an_object_is_refused_by_its_key() -> None:
    with pytest.raises(InvalidInput) as refused:
        command(additional_fields={"asked": {}})

    assert refused.value.field == "additional_fields.asked"


def test_a_language_is_read_in_capitals_too() -> None:
    assert command(email_language="DE").language == "de"


def test_moving_leaves_what_was_not_sent() -> None:
    made = rescheduling()

    assert (made.additional_guests, made.additional_fields, made.timezone, made.language) == (None,) * 4


def test_an_empty_list_of_guests_takes_all_of_them_off() -> None:
    assert rescheduling(additional_guests=[]).additional_guests == ()


@pytest.mark.parametrize(
    ("word", "decision"),
    [("confirmed", CONFIRM), ("confirm", CONFIRM), ("Cancelled", DECLINE), ("cancel", DECLINE)],
)
def test_four_words_decide(word: str, decision: str) -> None:
    assert fields.checked(DecisionPayload, {"salt": "s", "status": word}).status == decision


@pytest.mark.parametrize("word", ["", "maybe", "pending"])
def test_another_word_is_refused(word: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        fields.checked(DecisionPayload, {"salt": "s", "status": word})

    assert (refused.value.field, refused.value.code) == ("status", "choice.unknown")


def test_a_cancellation_needs_no_reason() -> None:
    assert fields.checked(CancellationPayload, {}).to_command(actor="api").reason == ""
