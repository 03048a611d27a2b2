"""Colleagues are invited by mail, and make their account with the link."""

from functools import partial

import pytest
from flask import Flask

from tests.account_links import mailed_address
from tests.builders import DAY, NOW, PASSWORD, make_application
from tests.racing import race
from webapp.errors import InvalidInput, NotAllowedNow, NotFound
from webapp.models import Organizer
from webapp.services.access import joining, organizers, sign_ins
from webapp.services.access.account_links import INVITED_MAIL
from webapp.services.access.joining import Joining

JONAS = "jonas@example.com"
WHO = Joining(name="Jonas", timezone="Europe/Stockholm", password=PASSWORD)


def invite(maya: Organizer, email: str = JONAS, *, is_admin: bool = False, now: int = NOW) -> str:
    return joining.invite(maya, email, is_admin=is_admin, now=now)


def test_whoever_was_invited_has_an_account_and_can_sign_in(maya: Organizer) -> None:
    made = joining.join(invite(maya, "Jonas@Example.com"), WHO, now=NOW)

    assert (made.email, made.name, made.is_admin) == (JONAS, "Jonas", False)
    assert sign_ins.sign_in(JONAS, PASSWORD, now=NOW)


def test_whoever_was_invited_as_administrator_is_one(maya: Organizer) -> None:
    assert joining.join(invite(maya, is_admin=True), WHO, now=NOW).is_admin


def test_the_mail_has_the_link_and_the_database_has_not(maya: Organizer) -> None:
    token = invite(maya)

    assert mailed_address(INVITED_MAIL).endswith(f"/dashboard/join/{token}")
    assert token not in str([vars(link) for link in joining.listing(maya.application_id, now=NOW)])


def test_a_link_works_once(maya: Organizer) -> None:
    token = invite(maya)
    joining.join(token, WHO, now=NOW)

    with pytest.raises(NotFound):
        joining.join(token, WHO, now=NOW)


def test_of_two_at_once_one_wins(app: Flask, maya: Organizer) -> None:
    results = race(app, [partial(joining.join, invite(maya), WHO, now=NOW)] * 4)

    assert len([result for result in results if isinstance(result, Organizer)]) == 1
    assert all(isinstance(result, (Organizer, NotFound, InvalidInput)) for result in results)


def test_a_link_works_until_its_last_second(maya: Organizer) -> None:
    token = invite(maya)

    assert joining.find(token, now=NOW + joining.LASTS_SECONDS - 1).email == JONAS
    with pytest.raises(NotFound):
        joining.find(token, now=NOW + joining.LASTS_SECONDS)


def test_a_newer_link_to_the_same_address_ends_the_earlier_one(maya: Organizer) -> None:
    earlier, later = invite(maya), invite(maya)

    with pytest.raises(NotFound):
        joining.find(earlier, now=NOW)
    assert joining.find(later, now=NOW)


def test_a_revoked_invitation_opens_nothing_and_is_not_listed(maya: Organizer) -> None:
    token = invite(maya)
    (link,) = joining.listing(maya.application_id, now=NOW)

    joining.revoke(maya, link.id, now=NOW)

    assert joining.listing(maya.application_id, now=NOW) == []
    with pytest.raises(NotFound):
        joining.find(token, now=NOW)
    for unknown in (link.id, "x"):
        with pytest.raises(NotFound):
            joining.revoke(maya, unknown, now=NOW)


def test_an_invitation_ends_with_the_account_of_whoever_invited(maya: Organizer) -> None:
    token, application_id = invite(maya, is_admin=True), maya.application_id

    organizers.remove(maya.email, now=NOW)

    assert joining.listing(application_id, now=NOW) == []
    with pytest.raises(NotFound):
        joining.join(token, WHO, now=NOW)


def test_somebody_who_has_an_account_is_not_invited(maya: Organizer) -> None:
    with pytest.raises(InvalidInput, match="email"):
        invite(maya, maya.email.upper())


def test_an_account_that_was_made_meanwhile_is_not_made_twice(maya: Organizer) -> None:
    token = invite(maya)
    organizers.create(JONAS, name="Jonas", timezone="UTC", password=PASSWORD, now=NOW)

    with pytest.raises(InvalidInput):
        joining.join(token, WHO, now=NOW)
    assert len(organizers.of_application(make_application().id)) == 2


def test_there_are_only_so_many_open_invitations(maya: Organizer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "OPEN_AT_MOST", 1)
    invite(maya)

    with pytest.raises(NotAllowedNow):
        invite(maya, "ben@example.com")
    assert invite(maya, "ben@example.com", now=NOW + 7 * DAY)


def test_a_link_that_takes_the_place_of_another_is_none_too_many(
    maya: Organizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "OPEN_AT_MOST", 1)
    invite(maya)

    assert joining.find(invite(maya), now=NOW).email == JONAS
