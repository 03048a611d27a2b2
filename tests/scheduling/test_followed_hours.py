"""Hours that are followed, as if they stood in the document."""

from typing import Any

from tests.scheduling.documents import document
from webapp.scheduling import page_zone, with_hours, written_out

ROW = {"days": [1], "start": "08:00", "end": "10:00", "exdates": []}
FOLLOWED = {"maya@example.com": {"grant_id": "7", "timezone": "Asia/Tokyo", "open_hours": [ROW]}}


def one_who(email: str = "Maya@Example.com", **more: Any) -> dict[str, Any]:
    person = {"email": email, "is_organizer": True, "availability": {"calendar_ids": ["primary"]}, **more}
    return {**document(timezone=None), "participants": [person]}


def test_hours_stand_with_whoever_follows_them_whatever_the_case_of_the_address() -> None:
    (person,) = with_hours(one_who(follows_working_hours=True), FOLLOWED)["participants"]

    assert person["timezone"] == "Asia/Tokyo"
    assert person["availability"] == {"calendar_ids": ["primary"], "open_hours": [ROW]}


def test_the_page_is_in_the_zone_of_the_hours_that_its_organizer_follows() -> None:
    assert page_zone(with_hours(one_who(follows_working_hours=True), FOLLOWED)) == "Asia/Tokyo"


def test_nobody_else_has_them() -> None:
    for page in (one_who(), one_who("jonas@example.com", follows_working_hours=True)):
        assert with_hours(page, FOLLOWED) == page


def test_a_page_in_which_nobody_follows_is_handed_on_untouched() -> None:
    page = one_who()

    assert with_hours(page, None) is page


def test_written_out_they_are_followed_no_more() -> None:
    page = written_out(one_who(follows_working_hours=True), FOLLOWED)

    (person,) = page["participants"]
    assert (person["follows_working_hours"], person["availability"]["open_hours"]) == (False, [ROW])
    assert with_hours(page, FOLLOWED) == page
