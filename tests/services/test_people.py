"""Roles, and who is let in no more."""

from functools import partial

import pytest
from flask import Flask

from tests.account_links import asked_password_link
from tests.builders import (
    JONAS,
    MAYA,
    NOW,
    PASSWORD,
    grant_of,
    make_configuration,
    make_organizer,
    make_tokens,
)
from tests.racing import race, refusals
from webapp.errors import DeadToken, NotAllowedNow, NotFound, Unauthorized
from webapp.extensions import db
from webapp.models import Organizer
from webapp.services import audit, people
from webapp.services.access import forgotten_passwords, joining, organizers, sign_ins
from webapp.services.bookings import feeds
from webapp.services.configurations import configurations
from webapp.services.oauth import tokens


@pytest.fixture
def maya(maya: Organizer) -> Organizer:
    return organizers.make_admin(maya.email)


@pytest.fixture
def jonas(maya: Organizer) -> Organizer:
    return make_organizer(JONAS, name="Jonas Weber")


def reread(organizer: Organizer) -> Organizer:
    db.session.close()
    return organizers.find(organizer.email)


def test_somebody_becomes_an_administrator_and_one_no_more(maya: Organizer, jonas: Organizer) -> None:
    people.change_role(maya, jonas, is_admin=True, now=NOW)
    assert reread(jonas).is_admin

    people.change_role(maya, jonas, is_admin=False, now=NOW)
    assert not reread(jonas).is_admin


def test_who_is_deactivated_can_come_in_by_no_door(maya: Organizer, jonas: Organizer) -> None:
    token = sign_ins.sign_in(JONAS, PASSWORD, now=NOW)
    link, feed = asked_password_link(jonas), feeds.renew(jonas)
    program = make_tokens(grant_of(jonas))
    joining.invite(jonas, "guest@example.com", is_admin=False, now=NOW)

    people.deactivate(maya, jonas, now=NOW)

    assert sign_ins.organizer_of(token, now=NOW) is None
    with pytest.raises(Unauthorized):
        sign_ins.sign_in(JONAS, PASSWORD, now=NOW)
    with pytest.raises(NotFound):
        forgotten_passwords.check(link, now=NOW)
    with pytest.raises(NotFound):
        feeds.read(feed, now=NOW)
    with pytest.raises(DeadToken):
        tokens.authenticate(program.access, now=NOW)
    assert joining.listing(maya.application_id, now=NOW) == []


def test_their_pages_are_paused_and_no_others(maya: Organizer, jonas: Organizer) -> None:
    theirs = make_configuration(grant_of(jonas), slug="theirs")
    ours = make_configuration(grant_of(maya), slug="ours")

    assert people.deactivate(maya, jonas, now=NOW) == 1

    db.session.close()
    paused = [bool(configurations.find(page.id).document.get("paused")) for page in (theirs, ours)]
    assert paused == [True, False]


def test_who_is_activated_again_comes_in_with_the_old_password(maya: Organizer, jonas: Organizer) -> None:
    people.deactivate(maya, jonas, now=NOW)

    people.activate(maya, jonas, now=NOW)

    assert sign_ins.sign_in(JONAS, PASSWORD, now=NOW)


def test_no_mail_with_a_new_password_goes_to_somebody_who_is_not_let_in(
    maya: Organizer, jonas: Organizer
) -> None:
    people.deactivate(maya, jonas, now=NOW)

    with pytest.raises(AssertionError, match="no mail"):
        asked_password_link(jonas)


def test_nobody_deactivates_themselves(maya: Organizer) -> None:
    with pytest.raises(NotAllowedNow, match="yourself"):
        people.deactivate(maya, maya, now=NOW)


def test_the_last_administrator_stays_one(maya: Organizer, jonas: Organizer) -> None:
    people.change_role(maya, jonas, is_admin=True, now=NOW)
    people.deactivate(maya, jonas, now=NOW)

    with pytest.raises(NotAllowedNow, match="last_administrator"):
        people.change_role(maya, maya, is_admin=False, now=NOW)


def test_two_administrators_do_not_end_each_other_at_once(
    app: Flask, maya: Organizer, jonas: Organizer
) -> None:
    people.change_role(maya, jonas, is_admin=True, now=NOW)

    def end(by: str, person: str) -> None:
        people.deactivate(organizers.find(by), organizers.find(person), now=NOW)

    outcomes = race(app, [partial(end, MAYA, JONAS), partial(end, JONAS, MAYA)])

    assert refusals(outcomes) == ["organizer.last_administrator"]
    assert organizers.is_administered()


def test_somebody_of_another_application_is_not_found(maya: Organizer) -> None:
    for organizer_id in ("none", "5f0c2a52-6f1c-4d4e-9d58-0b1c2f3a4d5e"):
        with pytest.raises(NotFound):
            people.find(maya, organizer_id)


def test_each_act_is_written_down_with_who_did_it_to_whom(maya: Organizer, jonas: Organizer) -> None:
    people.change_role(maya, jonas, is_admin=True, now=NOW)
    people.deactivate(maya, jonas, now=NOW + 1)
    people.activate(maya, jonas, now=NOW + 2)

    acts, _ = audit.page(maya.application_id)

    assert [(act.by_email, act.act, act.about) for act in acts] == [
        (MAYA, audit.ACTIVATED, JONAS),
        (MAYA, audit.DEACTIVATED, JONAS),
        (MAYA, audit.MADE_ADMINISTRATOR, JONAS),
    ]


def test_an_act_that_was_refused_is_not_written_down(maya: Organizer) -> None:
    with pytest.raises(NotAllowedNow):
        people.change_role(maya, maya, is_admin=False, now=NOW)

    assert audit.page(maya.application_id) == ([], None)
