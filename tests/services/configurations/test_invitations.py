"""Invitations: what they open, how they are spent, and when they end."""

from typing import Any

import pytest
from flask import Flask

from tests.builders import (
    DAY,
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_grant,
    make_other_application,
    reread,
)
from tests.racing import race, refusals
from tests.services.bookings.deeds import cancelling
from webapp.errors import InvalidInput, InvalidSession, NotFound, TimeslotUnavailable
from webapp.extensions import db, transaction
from webapp.lib import signature
from webapp.models import Booking, Configuration, Invitation, new_id
from webapp.services import bookings
from webapp.services.configurations import configurations, invitations
from webapp.services.configurations.invitations import Invited


def private_page() -> Configuration:
    return make_configuration(requires_session_auth=True)


def invite(page: Configuration, *, now: int = NOW, **values: Any) -> str:
    return invitations.create(page, Invited(**values), now=now)[1]


def refusal(token: str, *, now: int = NOW, **options: bool) -> str:
    with pytest.raises(InvalidSession) as refused:
        invitations.opened_by(token, now=now, **options)
    return refused.value.code


def left(token: str) -> int:
    db.session.close()
    return invitations.by_tokens([token])[token].uses_left


def test_a_token_opens_its_page_and_opening_spends_nothing(app: Flask) -> None:
    page = private_page()
    token = invite(page)

    opened = [invitations.opened_by(token, now=NOW).configuration_id for _ in range(3)]

    assert (opened, left(token)) == ([page.id] * 3, 1)


def test_the_row_holds_no_token_but_its_digest(app: Flask) -> None:
    token = invite(private_page())

    assert db.session.scalars(db.select(Invitation.digest)).one() == signature.digest(token)


def test_a_booking_spends_a_use_and_its_end_gives_none_back(app: Flask) -> None:
    page = private_page()
    token = invite(page, uses=2)

    booking = make_booking(page, invitation=token)
    after_booking = left(token)
    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert (after_booking, left(token)) == (1, 1)


def test_a_booking_that_is_refused_spends_nothing(app: Flask) -> None:
    page = private_page()
    token = invite(page)
    make_booking(page)

    with pytest.raises(TimeslotUnavailable):
        make_booking(page, invitation=token)

    assert left(token) == 1


def test_an_invitation_that_is_used_up_makes_no_booking(app: Flask) -> None:
    page = private_page()
    token = invite(page)
    make_booking(page, invitation=token)

    with pytest.raises(InvalidSession, match=r"invitation\.used_up"):
        make_booking(page, TOMORROW_AT_TEN + HOUR, invitation=token)

    assert db.session.scalars(db.select(db.func.count(Booking.id))).one() == 1
    assert refusal(token) == "invitation.used_up"
    assert invitations.opened_by(token, now=NOW, used_up_too=True).uses_left == 0


def test_the_same_form_again_is_its_own_booking_and_spends_no_second_use(app: Flask) -> None:
    page = private_page()
    token, form = invite(page), signature.new_token()

    first = make_booking(page, invitation=token, form_token=form)
    second = make_booking(page, invitation=token, form_token=form)

    assert (first.id, left(token)) == (second.id, 0)


def test_two_at_once_with_one_use_left_make_one_booking(app: Flask) -> None:
    page = private_page()
    token = invite(page)

    def attempt(number: int) -> Any:
        return lambda: make_booking(page, TOMORROW_AT_TEN + number * HOUR, invitation=token)

    results = race(app, [attempt(number) for number in range(4)])

    assert refusals(results) == ["invitation.used_up"] * 3
    assert left(token) == 0


def test_an_invitation_to_another_page_makes_no_booking_of_this_one(app: Flask) -> None:
    page = private_page()
    token = invite(make_configuration(page.grant, slug="other"))

    with pytest.raises(InvalidSession, match=r"invitation\.unknown"):
        make_booking(page, invitation=token)

    assert left(token) == 1


def test_an_invitation_ends_at_its_time(app: Flask) -> None:
    token = invite(private_page(), expires_at=NOW + DAY)

    assert invitations.opened_by(token, now=NOW + DAY - 1)
    assert refusal(token, now=NOW + DAY, used_up_too=True) == "invitation.expired"


def test_an_invitation_that_was_revoked_opens_nothing(app: Flask) -> None:
    token = invite(private_page())
    invitation = invitations.by_tokens([token])[token]

    invitations.revoke(invitation, now=NOW)
    invitations.revoke(invitation, now=NOW + DAY)

    assert refusal(token, used_up_too=True) == "invitation.revoked"
    assert reread(invitation).revoked_at == NOW


@pytest.mark.parametrize("token", ["", "osi_", "nothing", "osi_\x00", "osi_" + 43 * "A"])
def test_what_is_no_token_opens_nothing(app: Flask, token: str) -> None:
    assert refusal(token) == "invitation.unknown"


def test_a_live_invitation_does_not_keep_a_page_from_being_deleted(app: Flask) -> None:
    booked, unbooked = private_page(), make_configuration(slug="other", grant=None)
    tokens = [invite(booked), invite(unbooked)]
    make_booking(booked)

    for page in (booked, unbooked):
        configurations.destroy(page, now=NOW)

    assert [refusal(token) for token in tokens] == ["invitation.unknown"] * 2
    assert db.session.scalars(db.select(Invitation.id)).all() == []


def test_a_page_that_is_gone_invites_nobody(app: Flask) -> None:
    page = private_page()
    configurations.destroy(page, now=NOW)

    with pytest.raises(NotFound):
        invite(page)


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"uses": 0}, "number.out_of_range", "uses"),
        ({"uses": 1001}, "number.out_of_range", "uses"),
        ({"expires_at": NOW}, "invitation.expires_in_the_past", "expires_at"),
        ({"email": "nobody"}, "email.invalid", "email"),
        ({"name": "x" * 201}, "text.too_long", "name"),
        ({"note": "x" * 501}, "text.too_long", "note"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_field(
    app: Flask, values: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        invite(private_page(), **values)

    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_list_has_the_newest_first_and_is_read_in_parts(app: Flask) -> None:
    page = private_page()
    invite(make_configuration(page.grant, slug="other"))
    for number in range(5):
        invite(page, note=str(number), now=NOW + number // 2)

    first, cursor = invitations.listing(page, limit=3, page_token=None)
    rest, end = invitations.listing(page, limit=3, page_token=cursor)

    assert [row.created_at - NOW for row in [*first, *rest]] == [2, 1, 1, 0, 0]
    assert len({row.id for row in [*first, *rest]}) == 5
    assert end is None


def test_an_invitation_is_found_for_its_page_application_and_grant_only(app: Flask) -> None:
    page = private_page()
    invitation, _ = invitations.create(page, Invited(), now=NOW)

    assert invitations.find(invitation.id, configuration_id=page.id).id == invitation.id
    others: tuple[dict[str, Any], ...] = (
        {"configuration_id": new_id()},
        {"application_id": make_other_application().id},
        {"grant": make_grant("another@example.com")},
    )
    for other in others:
        with pytest.raises(NotFound):
            invitations.find(invitation.id, **other)
    with pytest.raises(NotFound):
        invitations.find("\x00")


def test_what_ended_is_forgotten_after_90_days(app: Flask) -> None:
    page = private_page()
    live, expired = invite(page), invite(page, expires_at=NOW + DAY)

    def forget(now: int) -> list[str]:
        with transaction() as session:
            invitations.forget_ended(session, now=now)
        db.session.close()
        return [token for token in (live, expired) if invitations.by_tokens([token])]

    assert forget(NOW + 91 * DAY - 1) == [live, expired]
    assert forget(NOW + 91 * DAY) == [live]


def count_invitations() -> int:
    db.session.close()
    return len(db.session.scalars(db.select(Invitation.id)).all())


def test_a_form_that_is_sent_twice_at_once_makes_one_invitation(app: Flask) -> None:
    page, form = private_page(), signature.new_token()

    def attempt() -> str:
        return invitations.create(page, Invited(name="Priya"), form_token=form, now=NOW)[1]

    first, second = race(app, [attempt, attempt])

    assert (first, count_invitations()) == (second, 1)
    assert invitations.opened_by(str(first), now=NOW).configuration_id == page.id


@pytest.mark.parametrize(("name", "same_form"), [("Jonas", True), ("Priya", False)])
def test_another_guest_or_another_form_is_another_invitation(app: Flask, name: str, same_form: bool) -> None:
    page, form = private_page(), signature.new_token()
    invitations.create(page, Invited(name="Priya"), form_token=form, now=NOW)

    other = form if same_form else signature.new_token()
    invitations.create(page, Invited(name=name), form_token=other, now=NOW)

    assert count_invitations() == 2
