"""What an organizer allows: one of their own grants, to one program, until they end it."""

import pytest
from flask import Flask

from tests.builders import (
    BACK,
    JONAS,
    MAYA,
    NOW,
    asked,
    make_code,
    make_colleague,
    make_grant,
    make_organizer,
    make_other_application,
    make_redirect_uri,
    make_tokens,
)
from tests.conftest import StoppedClock
from webapp.errors import DeadToken, NotAllowedNow, NotFound
from webapp.extensions import db, transaction
from webapp.lib import signature
from webapp.models import Authorization, Grant, Organizer
from webapp.services import housekeeping
from webapp.services.access import organizers
from webapp.services.calendars import grants
from webapp.services.oauth import authorizations, requests, tokens
from webapp.services.oauth.requests import Request


@pytest.fixture(autouse=True)
def _stopped(app: Flask, clock: StoppedClock) -> None:
    pass


def request_of(application_id: str, **changes: str) -> Request:
    query = asked(application_id, **changes)
    return requests.read(requests.client_of(query), query)


def another_grant(maya: Organizer) -> Grant:
    """A second account of Maya's."""
    return grants.give(make_grant("maya@work.example"), maya, now=NOW)


def test_an_organizers_own_grants_are_offered(maya: Organizer, maya_grant: Grant) -> None:
    make_redirect_uri()
    make_colleague()
    make_grant("nobody@example.com")
    second = another_grant(maya)

    offered = authorizations.offered(request_of(maya.application_id), maya)

    assert {grant.id for grant in offered} == {maya_grant.id, second.id}


def test_the_grant_that_is_hinted_at_comes_first(maya: Organizer, maya_grant: Grant) -> None:
    make_redirect_uri()
    second = another_grant(maya)

    offered = authorizations.offered(request_of(maya.application_id, login_hint="Maya@Work.example"), maya)

    assert [grant.id for grant in offered] == [second.id, maya_grant.id]


def test_a_grant_that_does_not_work_is_not_offered(maya: Organizer, maya_grant: Grant) -> None:
    make_redirect_uri()
    with transaction() as session:
        session.get_one(Grant, maya_grant.id).status = "invalid"

    assert authorizations.offered(request_of(maya.application_id), maya) == []


def test_grants_of_the_kind_are_offered_unless_there_are_none(maya: Organizer, maya_grant: Grant) -> None:
    make_redirect_uri()
    second = another_grant(maya)
    with transaction() as session:
        session.get_one(Grant, second.id).provider = "google"

    def offered(kind: str) -> set[str]:
        asks = request_of(maya.application_id, provider=kind)
        return {grant.id for grant in authorizations.offered(asks, maya)}

    assert offered("google") == {second.id}
    assert offered("virtual-calendar") == {maya_grant.id}
    assert offered("microsoft") == {maya_grant.id, second.id}


def test_an_organizer_of_another_application_is_offered_nothing(maya: Organizer) -> None:
    make_redirect_uri()
    other = make_other_application()
    theirs = make_organizer(JONAS)
    with transaction() as session:
        theirs = session.get_one(Organizer, theirs.id)
        theirs.application_id = other.id

    with pytest.raises(NotAllowedNow, match="oauth.other_application"):
        authorizations.offered(request_of(maya.application_id), theirs)


def test_only_the_digest_of_a_code_is_stored(maya_grant: Grant) -> None:
    code = make_code(maya_grant)

    stored = db.session.scalars(db.select(Authorization)).one()

    assert stored.code_digest == signature.digest(code)
    assert code not in str(vars(stored))


def test_a_grant_that_has_just_changed_hands_is_not_allowed(maya: Organizer, maya_grant: Grant) -> None:
    make_redirect_uri()
    request = request_of(maya.application_id)
    grants.give(maya_grant, organizers.find(make_colleague().email), now=NOW)

    with pytest.raises(NotFound):
        authorizations.allow(request, maya_grant, maya, now=NOW)


def test_a_program_that_signed_in_twice_is_listed_once(maya: Organizer, maya_grant: Grant) -> None:
    first = make_tokens(maya_grant)
    make_tokens(maya_grant)
    tokens.authenticate(first.access, now=NOW + 5)

    (row,) = authorizations.listing(maya, now=NOW + 6)

    assert (row.host, row.email, row.since, row.last_used_at) == ("app.example.com", MAYA, NOW, NOW + 5)


def test_a_code_that_was_not_exchanged_is_not_listed(maya: Organizer, maya_grant: Grant) -> None:
    make_code(maya_grant)

    assert authorizations.listing(maya, now=NOW) == []


def test_nobody_lists_or_ends_what_somebody_else_allowed(maya: Organizer, maya_grant: Grant) -> None:
    pair = make_tokens(maya_grant)
    jonas = make_organizer(JONAS, name="Jonas Weber")

    assert authorizations.listing(jonas, now=NOW) == []
    for unknown in (pair.authorization.id, "x", "a\0b"):
        with pytest.raises(NotFound):
            authorizations.end(jonas, unknown, now=NOW)
    tokens.authenticate(pair.access, now=NOW)


def test_ending_it_ends_it_wherever_the_program_has_signed_in(maya: Organizer, maya_grant: Grant) -> None:
    pairs = [make_tokens(maya_grant), make_tokens(maya_grant)]
    other = make_tokens(maya_grant, redirect_uri="https://other.example/")

    authorizations.end(maya, pairs[0].authorization.id, now=NOW)

    for pair in pairs:
        with pytest.raises(DeadToken):
            tokens.authenticate(pair.access, now=NOW)
    tokens.authenticate(other.access, now=NOW)
    assert [row.host for row in authorizations.listing(maya, now=NOW)] == ["other.example"]


def test_an_authorization_is_live_until_its_last_token_expires(maya_grant: Grant) -> None:
    pair = make_tokens(maya_grant, access_type="online")

    assert authorizations.is_live(pair.authorization.id, now=NOW + 3599)
    assert not authorizations.is_live(pair.authorization.id, now=NOW + 3600)
    assert not authorizations.is_live("no id\0", now=NOW)


def test_what_an_organizer_allowed_goes_with_them(maya: Organizer, maya_grant: Grant) -> None:
    pair = make_tokens(maya_grant)

    organizers.remove(MAYA, now=NOW)

    with pytest.raises(DeadToken):
        tokens.authenticate(pair.access, now=NOW)


def test_a_grant_that_is_deleted_takes_its_tokens_along(maya_grant: Grant) -> None:
    pair = make_tokens(maya_grant)

    grants.destroy(maya_grant, now=NOW)

    with pytest.raises(DeadToken):
        tokens.authenticate(pair.access, now=NOW)


def test_what_has_expired_is_forgotten(maya_grant: Grant) -> None:
    make_tokens(maya_grant, access_type="online")
    kept = make_tokens(maya_grant)

    with transaction() as session:
        housekeeping.forget_expired(session, now=NOW + 3600)

    left = db.session.scalars(db.select(Authorization)).all()
    assert [row.id for row in left] == [kept.authorization.id]
    assert left[0].redirect_uri == BACK
