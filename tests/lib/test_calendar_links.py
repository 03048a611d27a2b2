from typing import Any
from urllib.parse import parse_qs, urlsplit

from webapp.lib.calendar_links import calendar_links

CALL = {
    "starts_at": 1_799_143_200,  # 2027-01-05 10:00 UTC
    "ends_at": 1_799_145_000,
    "summary": "Tee & Gebäck + mehr",
    "description": "Bring cups.\nAnd tea.",
    "location": "Kungsgatan 1, Stockholm",
}


def of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def links(**changes: Any) -> list[str]:
    made = calendar_links({**CALL, **changes})
    return [made.google, made.outlook, made.office]


def test_google_gets_the_event_with_its_times_in_utc() -> None:
    google = calendar_links(CALL).google

    assert google.startswith("https://calendar.google.com/calendar/render?action=TEMPLATE&")
    assert of(google) == {
        "action": "TEMPLATE",
        "text": "Tee & Gebäck + mehr",
        "dates": "20270105T100000Z/20270105T103000Z",
        "details": "Bring cups.\nAnd tea.",
        "location": "Kungsgatan 1, Stockholm",
    }


def test_outlook_and_office_differ_only_in_their_host() -> None:
    made = calendar_links(CALL)

    assert made.outlook.replace("outlook.live.com", "outlook.office.com") == made.office
    assert of(made.office)["startdt"] == "2027-01-05T10:00:00Z"
    assert of(made.office)["enddt"] == "2027-01-05T10:30:00Z"
    assert of(made.office)["subject"] == "Tee & Gebäck + mehr"


def test_a_space_is_never_a_plus_which_outlook_would_show() -> None:
    assert all("+" not in address for address in links())


def test_what_is_not_known_is_left_out() -> None:
    for address in links(description=None, location=None):
        assert not {"details", "body", "location"} & of(address).keys()


def test_long_texts_are_cut_so_that_the_address_is_not_refused() -> None:
    for address in links(summary="Ä" * 5_000, description="Ä" * 5_000, location="Ä" * 5_000):
        assert len(address) < 8_000
        assert "%E2%80%A6" in address


def test_a_title_of_several_lines_becomes_one() -> None:
    assert of(links(summary="Two\nlines")[0])["text"] == "Two lines"
