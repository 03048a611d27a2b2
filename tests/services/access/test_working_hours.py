"""Working hours, which stand once with their organizer."""

from typing import Any

import pytest

from tests.builders import JONAS, NOW, make_organizer
from webapp.errors import InvalidInput, NotFound, Outdated
from webapp.models import Organizer
from webapp.services.access import working_hours

MORNINGS = {"days": [1, 2, 3], "start": "08:00", "end": "12:00", "exdates": ["2027-01-06"]}
AFTERNOONS = {"days": [1, 3], "start": "13:00", "end": "17:30", "exdates": []}


def test_whoever_never_chose_hours_works_from_monday_to_friday(maya: Organizer) -> None:
    hours = working_hours.load(maya.id)

    assert hours.rows == ({"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "17:00", "exdates": []},)
    assert hours.timezone == "Europe/Stockholm"


def test_hours_are_read_as_they_were_saved(maya: Organizer) -> None:
    working_hours.save(maya.id, [MORNINGS, AFTERNOONS], now=NOW)

    assert working_hours.load(maya.id).rows == (MORNINGS, AFTERNOONS)


def test_the_zone_stays_unless_another_one_is_given(maya: Organizer) -> None:
    kept = working_hours.save(maya.id, [MORNINGS], now=NOW)
    moved = working_hours.save(maya.id, [MORNINGS], timezone="Asia/Kolkata", now=NOW)

    assert (kept.timezone, moved.timezone) == ("Europe/Stockholm", "Asia/Kolkata")


def test_the_hours_of_one_organizer_are_not_those_of_another(maya: Organizer) -> None:
    jonas = make_organizer(JONAS, name="Jonas Weber")

    working_hours.save(maya.id, [MORNINGS], now=NOW)

    assert working_hours.load(jonas.id).rows == working_hours.DEFAULT


def test_whoever_has_seen_the_newest_hours_may_change_them(maya: Organizer) -> None:
    seen = working_hours.load(maya.id).revision

    saved = working_hours.save(maya.id, [MORNINGS], expected_revision=seen, now=NOW)

    assert saved.revision > seen


def test_whoever_has_seen_older_hours_overwrites_nothing(maya: Organizer) -> None:
    seen = working_hours.load(maya.id).revision
    working_hours.save(maya.id, [MORNINGS], expected_revision=seen, now=NOW)

    with pytest.raises(Outdated, match=r"working_hours\.changed"):
        working_hours.save(maya.id, [AFTERNOONS], expected_revision=seen, now=NOW)

    assert working_hours.load(maya.id).rows == (MORNINGS,)


@pytest.mark.parametrize(
    ("rows", "field", "code"),
    [
        ([{**MORNINGS, "end": "08:00"}], "working_hours[0].end", "hours.reversed"),
        ([MORNINGS, {**MORNINGS, "start": "11:30"}], "working_hours[1].start", "hours.overlap"),
        ([{**MORNINGS, "days": []}], "working_hours[0].days", "document.too_few"),
        ([{**MORNINGS, "days": [7]}], "working_hours[0].days[0]", "document.number_too_large"),
        ([{**MORNINGS, "start": "8 o'clock"}], "working_hours[0].start", "document.wrong_form"),
        ([{**MORNINGS, "exdates": ["2027-02-30"]}], "working_hours[0].exdates[0]", "date.invalid"),
        ([], "working_hours", "document.too_few"),
        ([MORNINGS] * 101, "working_hours", "document.too_many"),
        ("always", "working_hours", "document.no_list"),
    ],
)
def test_hours_that_make_no_sense_are_refused_by_their_field(
    maya: Organizer, rows: Any, field: str, code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        working_hours.save(maya.id, rows, now=NOW)

    assert (refused.value.field, refused.value.code) == (field, code)
    assert working_hours.load(maya.id).rows == working_hours.DEFAULT


def test_an_unknown_zone_is_refused(maya: Organizer) -> None:
    with pytest.raises(InvalidInput) as refused:
        working_hours.save(maya.id, [MORNINGS], timezone="Mars/Olympus", now=NOW)

    assert refused.value.field == "timezone"


def test_somebody_who_is_not_there_has_no_hours(maya: Organizer) -> None:
    with pytest.raises(NotFound):
        working_hours.load("nobody")
    with pytest.raises(NotFound):
        working_hours.save("nobody", [MORNINGS], expected_revision=1, now=NOW)
