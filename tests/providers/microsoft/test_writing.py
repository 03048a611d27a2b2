"""Our events as Microsoft Graph wants them."""

from dataclasses import replace

import pytest

from tests.providers.contract import WANTED
from webapp.providers.microsoft import writing


def test_nobody_is_invited_by_microsoft() -> None:
    assert "attendees" not in writing.body_of(WANTED, is_new=True)


@pytest.mark.parametrize(("is_placeholder", "shown"), [(True, "tentative"), (False, "busy")])
def test_a_request_that_nobody_has_confirmed_is_tentative(is_placeholder: bool, shown: str) -> None:
    event = replace(WANTED, is_placeholder=is_placeholder)

    assert writing.body_of(event, is_new=True)["showAs"] == shown


def test_the_same_decision_is_the_same_transaction_and_another_one_is_not() -> None:
    first, later = (
        writing.body_of(replace(WANTED, decided_at=at), is_new=True)["transactionId"] for at in (1, 2)
    )

    assert first != later
    assert {writing.mark_in({"transactionId": each}) for each in (first, later)} == {WANTED.id}


def test_a_change_leaves_the_meeting_in_the_text_alone() -> None:
    event = replace(WANTED, wants_link=True)

    changed = writing.body_of(event, is_new=False, has_meeting=True)

    assert not {"body", "isOnlineMeeting"} & changed.keys()


def test_a_placeholder_that_was_confirmed_asks_for_its_meeting() -> None:
    changed = writing.body_of(replace(WANTED, wants_link=True), is_new=False)

    assert changed["isOnlineMeeting"]
    assert "body" in changed


def test_a_quote_in_an_id_ends_no_filter() -> None:
    assert "ep/value eq 'a''b'" in writing.filter_of("a'b")


@pytest.mark.parametrize(
    ("item", "link"),
    [
        ({"onlineMeeting": {"joinUrl": "https://t.example/a"}}, "https://t.example/a"),
        ({"onlineMeeting": {"joinUrl": "javascript:alert(1)"}}, None),
        ({"onlineMeeting": None}, None),
    ],
)
def test_the_link_is_that_of_the_meeting(item: dict[str, object], link: str | None) -> None:
    assert writing.link_in(item) == link
