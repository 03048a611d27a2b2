"""The row of one person: what it says of a participant, over what is stored."""

from typing import Any

from werkzeug.datastructures import MultiDict

from tests.builders import JONAS, participant
from webapp.blueprints.dashboard.editor.people_rows import (
    TICKS_AT_MOST,
    PersonForm,
    has_calendars,
    values_of,
    values_of_account,
)
from webapp.services.configurations.accounts import Account, AccountCalendar, Offered

WEEK = [{"days": [1], "start": "09:00", "end": "12:00"}]
ACCOUNT = Account(
    calendars=(
        AccountCalendar("primary", "Work", read_only=False),
        AccountCalendar("c2", "Private", read_only=False),
        AccountCalendar("c3", "Holidays", read_only=True),
    ),
    names={"c1": "primary", "c2": "c2", "c3": "c3", "primary": "primary", JONAS: "primary"},
    has_hours=True,
)
JONAS_WITH_ALL = participant(
    JONAS,
    name="Jonas",
    organizer=False,
    availability={"calendar_ids": ["c1", "c2"], "open_hours": WEEK},
    booking={"calendar_id": JONAS},
    grant_id="g1",
    timezone="Europe/Berlin",
)


def row(stored: dict[str, Any], *, account: Account | None = ACCOUNT, **typed: Any) -> PersonForm:
    form = PersonForm(data={**values_of(stored), **typed})
    form.know(stored, account, has_page_hours=False)
    return form


def said(stored: dict[str, Any], **typed: Any) -> dict[str, Any]:
    return row(stored, **typed).participant(stored, is_organizer=stored["is_organizer"])


def test_nothing_typed_says_what_is_stored() -> None:
    assert said(JONAS_WITH_ALL) == JONAS_WITH_ALL


def test_other_calendars_keep_the_hours() -> None:
    assert said(JONAS_WITH_ALL, calendars=["c3"])["availability"] == {
        "calendar_ids": ["c3"],
        "open_hours": WEEK,
    }


def test_what_another_section_changed_is_kept() -> None:
    moved = {**JONAS_WITH_ALL, "timezone": "Asia/Tokyo", "availability": {"calendar_ids": ["c1", "c2"]}}

    assert row(JONAS_WITH_ALL).participant(moved, is_organizer=False) == moved


def test_without_a_calendar_nobody_asks_whether_they_are_free() -> None:
    plain = participant(JONAS, follows_working_hours=True)

    without = said(plain, calendars=[])

    assert (without["availability"], without["follows_working_hours"]) == (None, False)


def test_a_booking_goes_where_it_was_chosen_or_nowhere() -> None:
    assert said(JONAS_WITH_ALL, booking="c2")["booking"] == {"calendar_id": "c2"}
    assert said(JONAS_WITH_ALL, booking="")["booking"] is None


def test_bookings_are_offered_where_something_can_be_written() -> None:
    form = row(JONAS_WITH_ALL)

    assert [choice.label for choice in form.calendars.choices] == ["Work", "Private", "Holidays"]
    assert [choice.label for choice in form.booking.choices] == ["None of their calendars", "Work", "Private"]


def test_a_calendar_that_is_gone_is_shown_as_gone() -> None:
    form = row(participant(JONAS, availability={"calendar_ids": ["old"]}, booking={"calendar_id": "old"}))

    gone = "A calendar that is not there any more"
    assert form.calendars.choices[0].label == gone
    assert form.booking.choices[1].label == gone


def test_whose_account_is_gone_stays_as_they_are() -> None:
    form = row(JONAS_WITH_ALL, account=None, calendars=[], booking="")

    assert form.is_by_account
    assert form.participant(JONAS_WITH_ALL, is_organizer=False) == JONAS_WITH_ALL


def test_working_hours_are_asked_for_where_there_are_no_others() -> None:
    own_dates = participant(JONAS, specific_time_availability=[{"date": "2027-01-11"}])

    assert row(participant(JONAS)).may_follow
    assert not row(JONAS_WITH_ALL).may_follow
    assert not row(own_dates).may_follow
    assert not row(participant(JONAS), account=None).may_follow


def test_a_calendar_that_was_not_sent_is_none() -> None:
    sent = MultiDict({"email": JONAS, "name": "Jonas", "key": ""})

    form = PersonForm(formdata=sent, data=values_of(JONAS_WITH_ALL))

    assert (form.calendars.data, form.booking.data, form.follows.data) == ([], "", False)


def test_no_more_is_read_than_a_page_can_offer() -> None:
    sent = MultiDict([("calendars", str(number)) for number in range(TICKS_AT_MOST + 5)])

    assert len(PersonForm(formdata=sent).calendars.data) == TICKS_AT_MOST


def test_a_row_is_empty_until_something_is_typed() -> None:
    assert PersonForm(data={}).is_empty
    assert not PersonForm(data={"email": " x"}).is_empty
    assert not row(participant(JONAS), name="", email="").is_empty


def test_whoever_was_chosen_begins_with_their_first_calendar() -> None:
    values = values_of_account(Offered("g1", JONAS, "Jonas"), follows=True)
    form = PersonForm(data=values)
    form.know(None, ACCOUNT, has_page_hours=False)

    assert form.participant(None, is_organizer=False) == {
        "email": JONAS,
        "name": "Jonas",
        "is_organizer": False,
        "grant_id": "g1",
        "availability": {"calendar_ids": ["primary"]},
        "booking": {"calendar_id": "primary"},
        "follows_working_hours": True,
    }


def test_whoever_is_only_told_has_no_calendars() -> None:
    assert has_calendars(JONAS_WITH_ALL)
    assert not has_calendars({"email": JONAS, "availability": None, "booking": None})
