from typing import Any

import pytest

from tests.scheduling.documents import ANN, BEN, NINE_TO_ELEVEN, at, document
from webapp.scheduling import rules_of
from webapp.scheduling.open_hours import common_opening, opening_of, openings_of
from webapp.scheduling.spans import Span

DAY = 86_400


def opening(document: dict[str, Any], label: str, **more: Any) -> list[Span]:
    """When the first participant is open on a date in Berlin."""
    start = at(f"{label} 00:00")
    found = opening_of(rules_of(document, **more).participants[0].open_hours, start=start, end=start + DAY)
    return [span for span in found if start <= span[0] < start + DAY]


def specific(label: str, start: str, end: str) -> dict[str, str]:
    return {"date": label, "start": start, "end": end}


def test_blocks_that_touch_are_one_stretch() -> None:
    rows = [{**NINE_TO_ELEVEN, "start": "11:00", "end": "12:00"}, NINE_TO_ELEVEN]

    assert opening(document(hours=rows), "2027-05-03") == [(at("2027-05-03 09:00"), at("2027-05-03 12:00"))]


@pytest.mark.parametrize("end", ["23:59", "24:00"])
def test_the_last_minute_as_an_end_means_the_end_of_the_date(end: str) -> None:
    row = {"days": [1], "start": "22:00", "end": end}

    assert opening(document(hours=[row]), "2027-05-03") == [(at("2027-05-03 22:00"), at("2027-05-04 00:00"))]


def test_an_exdate_closes_its_own_row_only() -> None:
    rows = [
        {**NINE_TO_ELEVEN, "exdates": ["2027-05-03"]},
        {**NINE_TO_ELEVEN, "start": "12:00", "end": "13:00"},
    ]

    assert opening(document(hours=rows), "2027-05-03") == [(at("2027-05-03 12:00"), at("2027-05-03 13:00"))]


def test_a_specific_date_replaces_the_hours_of_that_date() -> None:
    given = document(rules={"default_specific_time_availability": [specific("2027-05-03", "15:00", "16:00")]})

    assert opening(given, "2027-05-03") == [(at("2027-05-03 15:00"), at("2027-05-03 16:00"))]


def test_a_participants_specific_date_beats_the_default_one() -> None:
    given = document(rules={"default_specific_time_availability": [specific("2027-05-03", "15:00", "16:00")]})
    given["participants"][0]["specific_time_availability"] = [specific("2027-05-03", "00:00", "00:00")]

    assert opening(given, "2027-05-03") == []


def test_a_default_specific_date_counts_also_for_those_with_hours_of_their_own() -> None:
    given = document(rules={"default_specific_time_availability": [specific("2027-05-03", "15:00", "16:00")]})
    given["participants"][0]["availability"]["open_hours"] = [NINE_TO_ELEVEN]

    assert opening(given, "2027-05-03") == [(at("2027-05-03 15:00"), at("2027-05-03 16:00"))]


def test_without_hours_anywhere_one_is_always_open() -> None:
    found = opening_of(
        rules_of(document(hours=[])).participants[0].open_hours,
        start=at("2027-03-27 00:00"),
        end=at("2027-03-30 00:00"),
    )

    assert len(found) == 1


def test_only_specific_dates_leaves_nothing_on_other_dates() -> None:
    given = document(rules={"only_specific_time_availability": True})
    given["participants"][0]["only_specific_time_availability"] = False

    assert opening(given, "2027-05-03") == []


def test_a_closed_date_closes_all_hours_of_that_date() -> None:
    assert opening(document(), "2027-05-03", closed_dates=["2027-05-03"]) == []


def test_a_specific_entry_opens_a_closed_date() -> None:
    given = document(rules={"default_specific_time_availability": [specific("2027-05-03", "15:00", "16:00")]})

    assert opening(given, "2027-05-03", closed_dates=["2027-05-03"]) != []


@pytest.mark.parametrize("method, hours", [("collective", 1), ("max-availability", 3)])
def test_a_team_is_open_when_all_are_or_when_any_is(method: str, hours: int) -> None:
    given = document(emails=(ANN, BEN), rules={"availability_method": method})
    given["participants"][1]["availability"]["open_hours"] = [{"days": [1], "start": "10:00", "end": "12:00"}]
    rules, monday = rules_of(given), at("2027-05-03 00:00")

    found = common_opening(rules, openings_of(rules, start=monday, end=monday + DAY).values())

    assert sum(end - start for start, end in found if monday <= start < monday + DAY) == hours * 3600


def test_an_opening_is_complete_from_its_first_instant_west_of_greenwich() -> None:
    always = rules_of(document(hours=[], timezone="Pacific/Honolulu")).participants[0].open_hours

    assert opening_of(always, start=0, end=3600)[0][0] <= 0
