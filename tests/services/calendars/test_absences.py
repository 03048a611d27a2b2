"""Days on which an organizer is away: entered, counted on every page, taken back."""

from typing import Any

import pytest

from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    MAYA,
    NOW,
    availability,
    grant_of,
    make_booking,
    make_colleague,
    make_configuration,
    participant,
    primary_calendar,
)
from webapp.errors import InvalidInput, NotAllowedNow, NotFound
from webapp.extensions import db, transaction
from webapp.models import Absence, Booking, Configuration, Organizer
from webapp.scheduling import day_of, first_instant
from webapp.services.availability import explanations, offers
from webapp.services.availability.explanations import PROGRAM
from webapp.services.calendars import absences, free_busy

TOMORROW = "2027-01-05"
ZONE = "Europe/Stockholm"
BEGIN = first_instant(day_of(TOMORROW), zone=ZONE)


def be_away(organizer: Organizer, first: str = TOMORROW, last: str = TOMORROW, **more: Any) -> Absence:
    values = {"message": "", "colleague": "", **more}
    return absences.enter(organizer, first_date=first, last_date=last, now=NOW, **values)


def offered(page: Configuration) -> list[int]:
    """What is free tomorrow, as Stockholm's calendar has it."""
    return offers.offered(page, start=BEGIN, end=BEGIN + DAY, now=NOW).starts


def of_both(maya: Organizer, *, is_led: bool = True, **changes: Any) -> Configuration:
    make_colleague()
    people = [participant(organizer=is_led), participant(JONAS, name="Jonas", organizer=False)]
    return make_configuration(grant_of(maya), participants=people, **changes)


def test_it_lasts_from_the_first_midnight_to_the_last(maya: Organizer) -> None:
    absence = be_away(maya, TOMORROW, "2027-01-06")

    assert (absence.starts_at, absence.ends_at) == (BEGIN, BEGIN + 2 * DAY)


@pytest.mark.parametrize(("day", "hours"), [("2027-03-28", 23), ("2027-10-31", 25)])
def test_a_day_on_which_clocks_change_is_as_long_as_it_is(maya: Organizer, day: str, hours: int) -> None:
    absence = be_away(maya, day, day)

    assert absence.ends_at - absence.starts_at == hours * HOUR


def test_nothing_is_offered_in_these_days(maya: Organizer) -> None:
    page = make_configuration(grant_of(maya))
    assert offered(page)

    be_away(maya)

    assert offered(page) == []


def test_they_are_free_again_once_it_is_taken_back(maya: Organizer) -> None:
    page = make_configuration(grant_of(maya))
    absences.forget(maya, be_away(maya).id)

    assert offered(page)


def test_a_page_that_needs_both_offers_nothing(maya: Organizer) -> None:
    page = of_both(maya)
    be_away(maya)

    assert offered(page) == []


def test_a_page_that_takes_turns_passes_over_who_is_away(maya: Organizer) -> None:
    page = of_both(
        maya, is_led=False, availability=availability(rules={"availability_method": "max-fairness"})
    )
    be_away(maya)

    booking = make_booking(page, BEGIN + DAY // 2)

    assert booking.assigned_email == JONAS


def test_the_explanation_says_who_is_away(maya: Organizer) -> None:
    page = of_both(maya)
    be_away(maya)

    found = explanations.explained_at(page, start=BEGIN + DAY // 2, now=NOW, asker=PROGRAM)

    (reason,) = found.reasons
    assert (reason.code, reason.kind, reason.owner) == ("busy", "away", MAYA)


def test_programs_see_it_as_busy(maya: Organizer) -> None:
    be_away(maya)

    (found,) = free_busy.of(maya.application_id, [MAYA], start=BEGIN, end=BEGIN + 2 * DAY, now=NOW)

    assert found.busy == [(BEGIN, BEGIN + DAY)]


def test_bookings_that_are_there_stay(maya: Organizer) -> None:
    booking = make_booking(make_configuration(grant_of(maya)), BEGIN + DAY // 2)

    be_away(maya)

    db.session.close()
    assert db.session.get_one(Booking, booking.id).is_live


def test_dates_are_read_again_in_another_zone(maya: Organizer) -> None:
    absence_id = be_away(maya).id

    with transaction() as session:
        absences.follow_zone(session, maya.id, zone="UTC")

    db.session.close()
    assert db.session.get_one(Absence, absence_id).starts_at == first_instant(day_of(TOMORROW), zone="UTC")


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2027-01-06", "2027-01-05", "when.dates_reversed"),
        ("2026-12-01", "2026-12-02", "absence.over"),
        ("2027-01-05", "2029-01-05", "absence.too_long"),
    ],
)
def test_days_that_cannot_be_are_refused(maya: Organizer, first: str, last: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        be_away(maya, first, last)

    assert refused.value.code == code


def test_there_is_an_end_to_how_many_lie_ahead(maya: Organizer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(absences, "ABSENCES_AT_MOST", 1)
    be_away(maya)

    with pytest.raises(NotAllowedNow):
        be_away(maya)


def test_nobody_takes_back_the_absence_of_another(maya: Organizer) -> None:
    jonas = db.session.get_one(Organizer, make_colleague().organizer_id)
    theirs = be_away(jonas)

    with pytest.raises(NotFound):
        absences.forget(maya, theirs.id)
    with pytest.raises(NotFound):
        absences.forget(maya, "nothing")


def test_those_that_are_over_are_not_listed(maya: Organizer) -> None:
    absence = be_away(maya)

    assert [each.id for each in absences.of(maya, since=absence.ends_at - 1)] == [absence.id]
    assert absences.of(maya, since=absence.ends_at) == []


def test_it_is_found_by_the_address_of_its_organizer(maya: Organizer) -> None:
    absence = be_away(maya)
    primary_calendar(grant_of(maya))

    found = absences.of_addresses(
        [MAYA, "nobody@example.com"], application_id=maya.application_id, since=NOW, until=NOW + 3 * DAY
    )

    assert {email: [each.id for each in theirs] for email, theirs in found.items()} == {MAYA: [absence.id]}
