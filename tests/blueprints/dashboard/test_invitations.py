"""Invitations on the dashboard: the link is shown once, the list says how each stands."""

import pytest
from flask import Flask

from tests.browser import Browser
from tests.builders import (
    DAY,
    HOUR,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    make_booking,
    make_colleague,
    make_configuration,
    participant,
)
from tests.conftest import StoppedClock
from tests.page import Page, words
from webapp.extensions import db
from webapp.models import Configuration, Grant, Invitation
from webapp.services.configurations import invitations
from webapp.services.configurations.invitations import Invited

MAKE = "Make the link"


@pytest.fixture
def private(maya_grant: Grant) -> Configuration:
    return make_configuration(maya_grant, name="Private talk", requires_session_auth=True)


def path(page: Configuration) -> str:
    return f"/dashboard/pages/{page.id}/invitations"


def made(dashboard: Browser, page: Configuration, **typed: str) -> Page:
    return dashboard.press(dashboard.open(path(page)), MAKE, by=typed)


def the_invitation() -> Invitation:
    db.session.close()
    found: Invitation = db.session.scalars(db.select(Invitation)).one()
    return found


def listed(page: Page) -> list[str]:
    return [words(row) for row in page.select("ul.rows > li")]


def test_an_invitation_is_made_and_its_link_shown_once(
    app: Flask, dashboard: Browser, private: Configuration
) -> None:
    shown = dashboard.follow(made(dashboard, private, name="Priya", email=PRIYA, note="After the fair"))

    link = str(shown.select("#new-link")[0]["value"])
    guest = Browser(app.test_client())
    opened = guest.follow(guest.open(link.removeprefix("https://book.example.org")))
    assert "It is shown only this once." in shown.text
    assert (opened.status, opened.heading) == (200, "Private talk")
    assert dashboard.open(path(private)).select("#new-link") == []
    assert listed(shown) == [
        "Priya priya@example.com 1 of 1 booking left · until Wednesday, February 3, 2027 After the fair"
        " Open Revoke the invitation of Priya"
    ]


def test_the_last_day_ends_at_midnight_of_the_organizer(dashboard: Browser, private: Configuration) -> None:
    made(dashboard, private, last_day="2027-01-05")

    assert the_invitation().expires_at == NOW + DAY + 15 * HOUR  # 2027-01-06T00:00 in Stockholm


def test_without_a_last_day_a_link_does_not_expire(dashboard: Browser, private: Configuration) -> None:
    made(dashboard, private, last_day="", uses="3")

    assert (the_invitation().expires_at, the_invitation().uses) == (None, 3)


@pytest.mark.parametrize(
    ("label", "typed", "error"),
    [
        ("How many bookings", "0", "“How many bookings” must be a whole number from 1 to 1000."),
        ("How many bookings", "1001", "“How many bookings” must be a whole number from 1 to 1000."),
        ("How many bookings", "²", "“How many bookings” must be a whole number from 1 to 1000."),
        ("Last day", "2027-01-03", "Please choose a day in the future."),
        ("Last day", "tomorrow", "“Last day” must be a date such as 2027-03-14."),
        ("Last day", "9999-12-31", "“Last day” must be a date such as 2027-03-14."),
        ("E-mail address", "nobody", "“E-mail address” must be a valid e-mail address."),
        ("Name", "x" * 201, "“Name” must be at most 200 characters long."),
        ("Note", "x" * 501, "“Note” must be at most 500 characters long."),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field_and_nothing_is_lost(
    dashboard: Browser, private: Configuration, label: str, typed: str, error: str
) -> None:
    form = dashboard.open(path(private))

    answer = dashboard.press(form, MAKE, by={"Note": "Typed", "Name": "Priya", label: typed})

    assert answer.status == 422
    assert answer.field(label).error == error
    assert answer.field(label).value == typed
    assert "Typed" in answer.html or label == "Note"
    assert db.session.scalars(db.select(Invitation)).all() == []


def test_a_form_that_was_open_too_long_is_shown_again(dashboard: Browser, private: Configuration) -> None:
    answer = dashboard.send(path(private), {"csrf_token": "of long ago", "name": "Priya", "uses": "2"})

    assert answer.status == 400
    assert answer.field("Name").value == "Priya"


def test_the_list_says_how_each_stands_the_newest_first(
    dashboard: Browser, private: Configuration, clock: StoppedClock
) -> None:
    def invite(at: int, **values: object) -> str:
        return invitations.create(private, Invited(**values), now=NOW + at)[1]  # type: ignore[arg-type]

    used = invite(0, email=PRIYA)
    invite(1, name="Late", expires_at=NOW + HOUR)
    gone = invite(2, name="Gone")
    invite(3)
    make_booking(private, TOMORROW_AT_TEN, invitation=used)
    invitations.revoke(invitations.by_tokens([gone])[gone], now=NOW)
    clock.advance(seconds=HOUR)

    rows = listed(dashboard.open(path(private)))

    assert [row.split(" booking left")[0] for row in rows] == [
        "Anybody who has the link 1 of 1",
        "Gone 1 of 1",
        "Late 1 of 1",
        "priya@example.com 0 of 1",
    ]
    assert ["Open" in rows[0], "Revoked" in rows[1], "Expired" in rows[2], "Used up" in rows[3]] == [True] * 4
    assert ["Revoke the" in row for row in rows] == [True, False, False, True]


def test_a_long_list_is_read_in_parts(
    dashboard: Browser, private: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.blueprints.dashboard.invitations.AT_MOST", 2)
    for number in range(3):
        invitations.create(private, Invited(name=f"Guest {number}"), now=NOW + number)

    first = dashboard.open(path(private))
    rest = dashboard.open(first.links["Older invitations"])

    assert [row[:7] for row in [*listed(first), *listed(rest)]] == ["Guest 2", "Guest 1", "Guest 0"]
    assert "Older invitations" not in rest.links


def test_an_invitation_is_revoked_and_then_opens_nothing(
    app: Flask, dashboard: Browser, private: Configuration
) -> None:
    token = invitations.create(private, Invited(name="Priya"), now=NOW)[1]

    answer = dashboard.press(dashboard.open(path(private)), "Revoke the invitation of Priya")

    page = dashboard.follow(answer)
    assert "The invitation is revoked. Bookings that were made with it stay." in page.text
    assert "Revoked" in listed(page)[0]
    assert Browser(app.test_client()).open(f"/invitations/{token}").status == 410


def test_nobody_sees_or_changes_the_invitations_to_another_organizers_page(dashboard: Browser) -> None:
    theirs = make_configuration(
        make_colleague(), participants=[participant("jonas@example.com", name="Jonas Weber")]
    )
    invitation, _ = invitations.create(theirs, Invited(), now=NOW)
    token = dashboard.open("/dashboard/pages/new").hidden("csrf_token")

    assert dashboard.open(path(theirs)).status == 404
    assert dashboard.send(path(theirs), {"uses": "1", "csrf_token": token}).status == 404
    assert dashboard.send(f"{path(theirs)}/{invitation.id}/revoke", {"csrf_token": token}).status == 404
    assert the_invitation().revoked_at is None


def test_an_invitation_is_revoked_at_its_own_page_only(
    dashboard: Browser, private: Configuration, maya_grant: Grant
) -> None:
    invitation, _ = invitations.create(private, Invited(), now=NOW)
    other = make_configuration(maya_grant, slug="other")
    token = dashboard.open(path(private)).hidden("csrf_token")

    answer = dashboard.send(f"{path(other)}/{invitation.id}/revoke", {"csrf_token": token})

    assert (answer.status, the_invitation().revoked_at) == (404, None)


def test_a_private_page_leads_to_its_invitations_and_a_public_one_says_that_none_is_needed(
    dashboard: Browser, private: Configuration, maya_grant: Grant
) -> None:
    public = make_configuration(maya_grant, slug="public")

    assert dashboard.open("/dashboard/pages").links["Invite"] == path(private)
    assert "without an invitation" not in dashboard.open(path(private)).text
    assert "without an invitation" in dashboard.open(path(public)).text


def test_pressing_twice_makes_one_invitation_and_shows_its_link(
    dashboard: Browser, private: Configuration
) -> None:
    page = dashboard.open(path(private))
    dashboard.press(page, MAKE, by={"name": "Priya"})
    shown = dashboard.follow(dashboard.press(page, MAKE, by={"name": "Priya"}))

    assert the_invitation().name == "Priya"
    assert len(shown.select("#new-link")) == 1
