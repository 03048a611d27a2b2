"""Our events as Google wants them."""

import re
from dataclasses import replace

import pytest

from tests.providers.contract import WANTED
from webapp.providers.google import writing


@pytest.mark.parametrize("event_id", ["e", "our-event", "0f4d5c1e-5b1a-4f0e-8d0e-1f2f3a4b5c6d"])
def test_an_id_of_ours_is_one_that_google_takes(event_id: str) -> None:
    assert re.fullmatch("[a-v0-9]{5,1024}", writing.id_of(event_id))


def test_guests_are_named_and_the_owner_of_the_calendar_is_not() -> None:
    event = replace(WANTED, attendees=(("Maya", "maya@example.com"), ("", "Ada@example.com")))

    body = writing.body_of(event, account="ada@example.com")

    assert body["attendees"] == [{"email": "maya@example.com", "displayName": "Maya"}]


@pytest.mark.parametrize(("is_placeholder", "status"), [(True, "tentative"), (False, "confirmed")])
def test_a_request_that_nobody_has_confirmed_is_tentative(is_placeholder: bool, status: str) -> None:
    event = replace(WANTED, is_placeholder=is_placeholder)

    assert writing.body_of(event, account="ada@example.com")["status"] == status


def test_a_video_meeting_is_asked_for_only_where_it_is_wanted() -> None:
    assert "conferenceData" not in writing.body_of(WANTED, account="")
    assert "conferenceData" in writing.body_of(replace(WANTED, wants_link=True), account="")


@pytest.mark.parametrize(
    ("item", "link"),
    [
        ({"conferenceData": {"entryPoints": [{"entryPointType": "phone", "uri": "tel:1"}]}}, None),
        (
            {"conferenceData": {"entryPoints": [{"entryPointType": "video", "uri": "https://m.example/a"}]}},
            "https://m.example/a",
        ),
        ({"hangoutLink": "https://m.example/a"}, "https://m.example/a"),
        ({"hangoutLink": "javascript:alert(1)"}, None),
        ({"conferenceData": "soon"}, None),
        ({"conferenceData": {"entryPoints": 7}}, None),
    ],
)
def test_the_link_is_that_of_the_video(item: dict[str, object], link: str | None) -> None:
    assert writing.link_in(item) == link
