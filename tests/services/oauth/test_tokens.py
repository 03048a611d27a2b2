"""An access token opens one grant for an hour, unless its authorization ends before."""

import pytest
from flask import Flask

from tests.builders import NOW, make_tokens, reread
from tests.conftest import StoppedClock
from webapp.errors import DeadToken
from webapp.extensions import db
from webapp.lib import signature
from webapp.models import Authorization, Grant, Token
from webapp.services.oauth import tokens


@pytest.fixture(autouse=True)
def _stopped(app: Flask, clock: StoppedClock) -> None:
    pass


def test_an_access_token_opens_its_grant(maya_grant: Grant) -> None:
    found = tokens.authenticate(make_tokens(maya_grant).access, now=NOW)

    assert (found.authorization.grant_id, found.authorization.application_id) == (
        maya_grant.id,
        maya_grant.application_id,
    )


def test_only_the_digests_of_tokens_are_stored(maya_grant: Grant) -> None:
    pair = make_tokens(maya_grant)

    stored = {row.digest for row in db.session.scalars(db.select(Token))}

    assert stored == {signature.digest(pair.access), signature.digest(pair.refresh or "")}


def test_an_access_token_lasts_an_hour(maya_grant: Grant) -> None:
    access = make_tokens(maya_grant).access

    tokens.authenticate(access, now=NOW + 3599)

    with pytest.raises(DeadToken):
        tokens.authenticate(access, now=NOW + 3600)


def test_a_refresh_token_opens_nothing(maya_grant: Grant) -> None:
    with pytest.raises(DeadToken):
        tokens.authenticate(make_tokens(maya_grant).refresh or "", now=NOW)


@pytest.mark.parametrize("token", ["", "osa_", "osa_nobody", "é\0"])
def test_an_unknown_token_opens_nothing(token: str) -> None:
    with pytest.raises(DeadToken):
        tokens.authenticate(token, now=NOW)


@pytest.mark.parametrize("which", ["access", "refresh"])
def test_either_token_ends_both(maya_grant: Grant, which: str) -> None:
    pair = make_tokens(maya_grant)

    tokens.revoke(str(getattr(pair, which)), now=NOW)
    tokens.revoke(str(getattr(pair, which)), now=NOW + 5)

    assert reread(pair.authorization).revoked_at == NOW
    with pytest.raises(DeadToken):
        tokens.authenticate(pair.access, now=NOW)


def test_an_unknown_token_ends_nothing(maya_grant: Grant) -> None:
    pair = make_tokens(maya_grant)

    tokens.revoke("osa_nobody", now=NOW)

    tokens.authenticate(pair.access, now=NOW)


def test_a_use_is_noted_once_in_five_minutes(maya_grant: Grant) -> None:
    pair = make_tokens(maya_grant)

    def used_at(now: int) -> int | None:
        tokens.authenticate(pair.access, now=now)
        found: Authorization = reread(pair.authorization)
        return found.last_used_at

    assert [used_at(NOW + seconds) for seconds in (1, 300, 302)] == [NOW + 1, NOW + 1, NOW + 302]


def test_a_refresh_token_is_not_found_by_another_program(maya_grant: Grant) -> None:
    refresh = make_tokens(maya_grant).refresh or ""

    assert tokens.find_refresh(refresh, client_id=maya_grant.application_id) is not None
    assert tokens.find_refresh(refresh, client_id="another") is None
