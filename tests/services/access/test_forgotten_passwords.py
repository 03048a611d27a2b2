"""A forgotten password: the link of the mail leads to a new one, once."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.account_links import asked_password_link
from tests.builders import MAYA, NOW, PASSWORD
from tests.racing import race
from webapp.errors import InvalidInput, NotFound, Unauthorized
from webapp.extensions import db
from webapp.models import AccountLink, Organizer, OutboxEntry
from webapp.services.access import forgotten_passwords, organizers, passwords, sign_ins

NEW = "another horse battery"


def test_the_new_password_signs_in_and_the_old_one_does_not(maya: Organizer) -> None:
    earlier = sign_ins.sign_in(MAYA, PASSWORD, now=NOW)

    forgotten_passwords.choose(asked_password_link(maya), NEW, now=NOW)

    assert sign_ins.sign_in(MAYA, NEW, now=NOW)
    assert sign_ins.organizer_of(earlier, now=NOW) is None
    with pytest.raises(Unauthorized):
        sign_ins.sign_in(MAYA, PASSWORD, now=NOW)


def test_a_link_works_once_and_for_an_hour(maya: Organizer) -> None:
    first = asked_password_link(maya)
    forgotten_passwords.choose(first, NEW, now=NOW + 3599)
    with pytest.raises(NotFound):
        forgotten_passwords.choose(first, NEW, now=NOW)

    second = asked_password_link(maya)
    with pytest.raises(NotFound):
        forgotten_passwords.check(second, now=NOW + 3600)


def test_a_newer_link_ends_the_earlier_one(maya: Organizer) -> None:
    earlier = asked_password_link(maya)
    asked_password_link(maya)

    with pytest.raises(NotFound):
        forgotten_passwords.check(earlier, now=NOW)


def test_of_two_who_ask_at_once_one_link_works(app: Flask, maya: Organizer) -> None:
    race(app, [partial(forgotten_passwords.ask, MAYA, now=NOW)] * 8)

    assert db.session.scalar(select(func.count()).select_from(AccountLink)) == 1


def test_a_password_that_was_changed_otherwise_ends_the_link(maya: Organizer) -> None:
    by_command = asked_password_link(maya)
    organizers.reset_password(MAYA, NEW, now=NOW)
    with pytest.raises(NotFound):
        forgotten_passwords.check(by_command, now=NOW)

    in_settings, token = asked_password_link(maya), sign_ins.sign_in(MAYA, NEW, now=NOW)
    reader = sign_ins.organizer_of(token, now=NOW)
    assert reader is not None
    passwords.change(reader, current=NEW, new=PASSWORD, token=token, now=NOW)
    with pytest.raises(NotFound):
        forgotten_passwords.check(in_settings, now=NOW)


def test_a_link_ends_with_the_account(maya: Organizer) -> None:
    token = asked_password_link(maya)

    organizers.remove(maya.email, now=NOW)

    with pytest.raises(NotFound):
        forgotten_passwords.choose(token, NEW, now=NOW)


def test_a_password_that_is_too_short_spends_no_link(maya: Organizer) -> None:
    token = asked_password_link(maya)

    with pytest.raises(InvalidInput, match="new"):
        forgotten_passwords.choose(token, "short", now=NOW)
    forgotten_passwords.check(token, now=NOW)


def test_for_an_address_that_nobody_has_a_link_is_stored_and_no_mail_sent(maya: Organizer) -> None:
    forgotten_passwords.ask("nobody@example.com", now=NOW)

    stored = db.session.scalars(select(AccountLink.organizer_id)).all()
    mails = db.session.scalar(select(func.count()).select_from(OutboxEntry))
    assert (stored, mails) == ([None], 0)


def test_what_is_no_address_is_refused(app: Flask) -> None:
    with pytest.raises(InvalidInput, match="email"):
        forgotten_passwords.ask("maya@", now=NOW)
