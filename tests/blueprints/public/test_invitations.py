"""A guest who was invited to a private page, without script, from the link to the booking."""

from typing import Any

import pytest
from flask import Flask

from tests.blueprints.public.cast import BOOK, PRIYAS, the_booking
from tests.browser import Browser
from tests.builders import (
    DAY,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_other_configuration,
)
from tests.conftest import StoppedClock
from tests.page import Page
from webapp.extensions import db, transaction
from webapp.models import Configuration
from webapp.services.configurations import configurations, invitations
from webapp.services.configurations.invitations import Invited

FORM = f"/intro/bookings/new?start={TOMORROW_AT_TEN}"
USED = "This invitation was used already."


@pytest.fixture
def page(guest: Browser) -> Configuration:
    return make_configuration(requires_session_auth=True)


def invite(page: Configuration, **values: Any) -> str:
    return "/invitations/" + invitations.create(page, Invited(**values), now=NOW)[1]


def left(link: str) -> int:
    db.session.close()
    token = link.rpartition("/")[2]
    return invitations.by_tokens([token])[token].uses_left


def revoke(link: str) -> None:
    token = link.rpartition("/")[2]
    invitations.revoke(invitations.by_tokens([token])[token], now=NOW)


def booked(guest: Browser) -> Page:
    return guest.press(guest.open(FORM), BOOK, by=PRIYAS)


def test_the_page_is_not_there_for_whoever_was_not_invited(guest: Browser, page: Configuration) -> None:
    assert [guest.open(path).status for path in ("/intro", FORM, f"/{page.id}")] == [404, 404, 404]


def test_a_link_leads_to_the_page_and_its_token_stands_nowhere_after_it(
    guest: Browser, page: Configuration
) -> None:
    link = invite(page)

    opened = guest.open(link)
    pages = [guest.follow(opened), guest.open(FORM)]

    assert opened.location == "/intro"
    assert opened.answer.headers["Cache-Control"] == "no-store"
    assert opened.answer.headers["Referrer-Policy"] == "same-origin"
    assert [shown.status for shown in pages] == [200, 200]
    assert not any(link.rpartition("/")[2] in shown.html for shown in pages)


def test_the_language_and_the_zone_of_the_link_go_along(guest: Browser, page: Configuration) -> None:
    opened = guest.open(invite(page) + "?lang=de&timezone=Asia/Kolkata")

    assert opened.location == "/intro?timezone=Asia/Kolkata&lang=de"


def test_the_form_is_filled_in_and_can_be_changed(guest: Browser, page: Configuration) -> None:
    guest.open(invite(page, name="P. Raman", email="p@example.com"))

    form = guest.open(FORM)
    guest.press(form, BOOK, by={"Your name": "Priya Raman"})

    assert (form.field("Your name").value, form.field("E-mail").value) == ("P. Raman", "p@example.com")
    assert (the_booking().guest_name, the_booking().guest_email) == ("Priya Raman", "p@example.com")


def test_a_booking_spends_the_use_and_nothing_before_it_does(guest: Browser, page: Configuration) -> None:
    link = invite(page)
    guest.open(link)
    refused = guest.press(guest.open(FORM), BOOK, by={"Your name": "", "E-mail": "nobody"})
    before = left(link)

    answer = guest.press(refused, BOOK, by=PRIYAS)

    assert (refused.status, before) == (422, 1)
    assert guest.follow(answer).heading == "You are booked"
    assert left(link) == 0


def test_a_time_that_was_lost_meanwhile_spends_nothing(guest: Browser, page: Configuration) -> None:
    link = invite(page)
    guest.open(link)
    form = guest.open(FORM)
    make_booking(page)

    lost = guest.press(form, BOOK, by=PRIYAS)

    assert (lost.status, left(link)) == (409, 1)
    other = str(lost.select("input[name=start][type=radio]")[0]["value"])
    assert guest.press(lost, BOOK, start=other).status == 303
    assert left(link) == 0


def test_a_double_click_books_once_and_both_lead_to_the_booking(guest: Browser, page: Configuration) -> None:
    link = invite(page, uses=2)
    guest.open(link)
    form = guest.open(FORM)

    first, second = (guest.press(form, BOOK, by=PRIYAS) for _ in range(2))

    assert (first.status, second.location) == (303, first.location)
    assert left(link) == 1


def test_a_double_click_on_the_last_use_leads_to_the_booking_too(guest: Browser, page: Configuration) -> None:
    guest.open(invite(page))
    form = guest.open(FORM)

    first, second = (guest.press(form, BOOK, by=PRIYAS) for _ in range(2))

    assert (first.status, second.location) == (303, first.location)
    assert guest.open(FORM).heading == "You have booked this time"


def test_whoever_used_it_up_is_told_so_on_a_page(guest: Browser, page: Configuration) -> None:
    link = invite(page)
    guest.open(link)
    booked(guest)

    later = FORM.replace(str(TOMORROW_AT_TEN), str(TOMORROW_AT_TEN + DAY))
    for refused in (guest.open(link), guest.open("/intro"), guest.open(later)):
        assert refused.status == 410
        assert refused.heading == "This invitation does not open the page"
        assert USED in refused.text


def test_of_two_guests_with_one_use_left_the_second_is_told_so(
    app: Flask, guest: Browser, page: Configuration
) -> None:
    link, other = invite(page), Browser(app.test_client())
    later = FORM.replace(str(TOMORROW_AT_TEN), str(TOMORROW_AT_TEN + DAY))
    for browser in (guest, other):
        browser.open(link)
    form = other.open(later)
    booked(guest)

    refused = other.press(form, BOOK, by={**PRIYAS, "E-mail": "grace@example.com"})

    assert refused.status == 410
    assert USED in refused.text


def test_what_was_revoked_or_has_expired_says_so_also_in_the_middle(
    guest: Browser, page: Configuration, clock: StoppedClock
) -> None:
    revoked, expiring = invite(page), invite(page, expires_at=NOW + DAY)
    guest.open(revoked)
    form = guest.open(FORM)
    revoke(revoked)

    assert "This invitation was withdrawn." in guest.press(form, BOOK, by=PRIYAS).text
    guest.open(expiring)
    assert guest.open("/intro").status == 200
    clock.advance(days=1)
    assert "This invitation has expired." in guest.open("/intro").text


def test_a_form_that_is_not_complete_says_first_that_the_invitation_ended(
    guest: Browser, page: Configuration
) -> None:
    link = invite(page)
    guest.open(link)
    form = guest.open(FORM)
    revoke(link)

    assert guest.press(form, BOOK, by={"Your name": ""}).status == 410
    assert guest.press(form, "Change").status == 410


def test_a_link_that_is_cut_off_says_so(guest: Browser, page: Configuration) -> None:
    answer = guest.open(invite(page)[:-3])

    assert answer.status == 410
    assert "There is no such invitation." in answer.text


def test_the_newest_of_several_invitations_counts(guest: Browser, page: Configuration) -> None:
    first, second = invite(page, name="First"), invite(page, name="Second")
    guest.open(first)
    guest.open(second)

    booked(guest)

    assert (left(first), left(second)) == (1, 0)


def test_a_page_that_is_public_by_now_needs_no_invitation(guest: Browser, page: Configuration) -> None:
    link = invite(page)
    guest.open(link)
    configurations.update(page, {"requires_session_auth": False}, now=NOW)
    booked(guest)

    assert left(link) == 0
    assert guest.open("/intro").status == 200


def test_a_page_of_another_application_is_found_by_its_id(guest: Browser) -> None:
    other = make_other_configuration()
    with transaction() as session:
        session.get_one(Configuration, other.id).requires_session_auth = True

    opened = guest.open(invite(other))

    assert opened.location == f"/{other.id}"
    assert guest.follow(opened).status == 200


def test_an_invitation_to_one_page_opens_no_other(guest: Browser, page: Configuration) -> None:
    make_configuration(page.grant, slug="other", requires_session_auth=True)

    guest.open(invite(page, email=PRIYA))

    assert guest.open("/other").status == 404
