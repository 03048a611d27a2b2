"""The values of a stored page, by name and with types."""

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from tests.builders import JONAS, MAYA, availability, document, participant
from webapp.services.configurations.document import validated
from webapp.services.configurations.view import ConfigurationView, Holidays

SETTINGS = {
    "available_days_in_future": 9,
    "min_cancellation_notice": 8,
    "cancellation_policy": "Until the evening before",
    "rescheduling_url": "https://example.com/move",
    "cancellation_url": "https://example.com/cancel",
    "organizer_confirmation_url": "https://example.com/confirm",
    "confirmation_redirect_url": "https://example.com/thanks",
    "hide_rescheduling_options": True,
    "hide_cancellation_options": True,
    "hide_additional_guests": True,
}
EVENT = {"description": "We talk", "location": "Here", "disable_emails": True, "hide_participants": True}


def view(**changes: Any) -> ConfigurationView:
    """A page with these changes, as it is read again after it was stored."""
    return ConfigurationView(validated(document(**changes)))


def of_scheduler(**settings: Any) -> Any:
    return view(scheduler=settings).scheduler


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_is_read_from_the_key_of_its_name(name: str) -> None:
    assert getattr(of_scheduler(**{name: SETTINGS[name]}), name) == SETTINGS[name]


@pytest.mark.parametrize("name", EVENT)
def test_what_an_event_says_is_read_from_the_key_of_its_name(name: str) -> None:
    page = view(event_booking={"title": "Call", name: EVENT[name]})

    assert getattr(page.event_booking, name) == EVENT[name]


def test_a_participant_is_listed_with_the_calendars_that_count() -> None:
    maya = participant(availability={"calendar_ids": ["primary", "team"]}, booking={"calendar_id": "team"})
    jonas = participant(JONAS, organizer=False, availability=None, booking=None)

    first, second = view(participants=[maya, jonas]).participants

    assert (first.email, first.availability_calendar_ids, first.booking_calendar_id) == (
        MAYA,
        ("primary", "team"),
        "team",
    )
    assert (second.email, second.availability_calendar_ids, second.booking_calendar_id) == (JONAS, None, None)


@pytest.mark.parametrize(
    "people",
    [
        [participant(organizer=False), participant(JONAS)],
        [participant(organizer=False, booking=None), participant(JONAS, organizer=False)],
        [participant(JONAS, organizer=False, booking=None), participant(organizer=False, booking=None)],
    ],
    ids=["who is called one", "the first with a booking calendar", "the first"],
)
def test_the_organizer_is(people: list[dict[str, Any]]) -> None:
    assert view(participants=people).organizer.email == JONAS


@pytest.mark.parametrize(
    ("method", "takes_turns"), [("collective", False), ("max-fairness", True), ("max-availability", True)]
)
def test_a_round_robin_is_any_method_but_the_collective(method: str, takes_turns: bool) -> None:
    page = view(availability=availability(rules={"availability_method": method}))

    assert page.availability.is_round_robin == takes_turns


def test_holidays_are_a_country_and_perhaps_a_part_of_it() -> None:
    with_holidays = view(availability=availability(rules={"holidays": {"country": "SE"}}))

    assert with_holidays.holidays == Holidays("SE", None)
    assert view().holidays is None


@pytest.mark.parametrize(("kind", "needs"), [("booking", False), ("organizer-confirmation", True)])
def test_a_booking_may_need_the_organizers_confirmation(kind: str, needs: bool) -> None:
    assert view(event_booking={"title": "x", "booking_type": kind}).event_booking.needs_confirmation == needs


def test_what_a_question_leaves_out_is_empty() -> None:
    field = of_scheduler(additional_fields={"size": {"label": "Size", "type": "text"}}).additional_fields[
        "size"
    ]

    assert (field.label, field.type, field.required, field.order, field.options) == (
        "Size",
        "text",
        False,
        0,
        (),
    )


@pytest.mark.parametrize(
    ("template", "title", "body"),
    [
        ({}, None, None),
        ({"booking_confirmed": {"title": "See you"}}, "See you", None),
        ({"booking_confirmed": {"title": "See you", "body": "Soon"}}, "See you", "Soon"),
    ],
)
def test_a_page_may_have_its_own_words_for_the_confirmation(
    template: dict[str, Any], title: str | None, body: str | None
) -> None:
    email = of_scheduler(email_template=template).email_template

    assert (email.confirmed_title, email.confirmed_body) == (title, body)


def test_a_page_without_words_of_its_own_has_an_empty_appearance() -> None:
    assert view(appearance=None).appearance == {}


def test_each_part_is_made_once_and_stays_as_it_is() -> None:
    page = view()

    assert page.scheduler is page.scheduler
    with pytest.raises(FrozenInstanceError):
        page.scheduler.hide_additional_guests = True  # type: ignore[misc]


@pytest.mark.parametrize("stored", ["*", "https://a.example/b", "https://a.example;"])
def test_websites_that_were_stored_unchecked_are_none(stored: str) -> None:
    assert ConfigurationView({"appearance": {"embed_origins": stored}}).embed_origins == ()
    assert view(appearance={"embed_origins": "https://a.example/"}).embed_origins == ("https://a.example",)
