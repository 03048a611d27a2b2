"""Which zone a page is in, and that nothing is filled in for it."""

from typing import Any

import pytest

from tests.scheduling.documents import ANN, BEN, BERLIN, NINE_TO_ELEVEN, document, participant
from webapp.scheduling import page_zone, rules_of

TOKYO, KOLKATA = "Asia/Tokyo", "Asia/Kolkata"


def in_zone(zone: str, **row: Any) -> dict[str, Any]:
    return {**NINE_TO_ELEVEN, "timezone": zone, **row}


def without_event_zone(*participants: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**document(timezone=None, **changes), "participants": list(participants)}


def test_the_events_zone_comes_before_all_others() -> None:
    page = document(timezone=BERLIN, hours=[in_zone(TOKYO)])
    page["participants"] = [participant(ANN, is_organizer=True, timezone=KOLKATA)]

    assert page_zone(page) == BERLIN


def test_the_organizers_zone_comes_before_those_of_the_rows() -> None:
    page = without_event_zone(participant(ANN, is_organizer=True, timezone=KOLKATA), hours=[in_zone(TOKYO)])

    assert page_zone(page) == KOLKATA


def test_the_first_participants_own_row_comes_before_the_default_ones() -> None:
    availability = {"calendar_ids": ["primary"], "open_hours": [in_zone(KOLKATA)]}
    page = without_event_zone(
        participant(ANN, availability=availability, timezone=BERLIN), hours=[in_zone(TOKYO)]
    )

    assert page_zone(page) == KOLKATA


def test_a_default_row_is_in_its_own_zone_before_the_participants() -> None:
    page = without_event_zone(participant(ANN, timezone=BERLIN), hours=[in_zone(TOKYO)])

    assert page_zone(page) == TOKYO


def test_a_row_without_a_zone_is_in_its_participants() -> None:
    page = without_event_zone(participant(ANN, timezone=KOLKATA), hours=[NINE_TO_ELEVEN, in_zone(TOKYO)])

    assert page_zone(page) == KOLKATA


def test_without_rows_the_first_participants_zone_decides() -> None:
    page = without_event_zone(
        participant(ANN, availability=None, timezone=TOKYO), participant(BEN, timezone=KOLKATA), hours=[]
    )

    assert page_zone(page) == KOLKATA


def test_a_page_that_names_no_zone_anywhere_is_in_utc() -> None:
    assert page_zone(without_event_zone(participant(ANN))) == "UTC"


def test_a_date_of_its_own_is_a_row_too() -> None:
    entry = {"date": "2027-05-03", "start": "09:00", "end": "10:00", "timezone": TOKYO}
    page = without_event_zone(participant(ANN, specific_time_availability=[entry]), hours=[])

    assert page_zone(page) == TOKYO


@pytest.mark.parametrize("zone", [BERLIN, None])
def test_the_rules_are_in_the_zone_of_the_page(zone: str | None) -> None:
    page = document(timezone=zone, hours=[in_zone(TOKYO)])

    assert rules_of(page).timezone == page_zone(page)
