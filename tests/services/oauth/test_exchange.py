"""A code and a refresh token are each taken once, and from nobody but the program that they were made for."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.builders import (
    BACK,
    DAY,
    NOW,
    grant_of,
    make_api_key,
    make_code,
    make_colleague,
    make_other_application,
    make_tokens,
)
from tests.conftest import StoppedClock
from tests.racing import race, refusals
from webapp.errors import DeadToken, OAuthRefused
from webapp.models import Grant, Organizer
from webapp.services.access import api_keys, organizers
from webapp.services.calendars import grants
from webapp.services.oauth import authorizations, exchange, tokens
from webapp.services.oauth.exchange import Exchange, Refresh
from webapp.services.oauth.tokens import Pair

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
PROVED = {
    "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    "code_challenge_method": "S256",
}


def exchanged(grant: Grant, code: str, *, now: int = NOW, **changes: Any) -> Pair:
    """The code of a program without a secret."""
    wanted = {
        "client_id": grant.application_id,
        "client_secret": None,
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        **changes,
    }
    return exchange.exchange(Exchange(**wanted), now=now)


def refreshed(grant: Grant, token: str | None, *, now: int = NOW, **changes: Any) -> Pair:
    wanted = {"client_id": grant.application_id, "client_secret": None, "refresh_token": token, **changes}
    return exchange.refresh(Refresh(**wanted), now=now)


def refused(attempt: Callable[[], Pair]) -> str:
    with pytest.raises(OAuthRefused) as refusal:
        attempt()
    return refusal.value.code


def is_dead(token: str, *, now: int = NOW) -> bool:
    try:
        tokens.authenticate(token, now=now)
    except DeadToken:
        return True
    return False


def test_a_code_is_exchanged_with_the_verifier(maya_grant: Grant) -> None:
    pair = exchanged(maya_grant, make_code(maya_grant, **PROVED))

    assert tokens.authenticate(pair.access, now=NOW).authorization.grant_id == maya_grant.id
    assert pair.refresh is not None


def test_a_code_is_exchanged_with_an_api_key(maya_grant: Grant) -> None:
    pair = exchanged(maya_grant, make_code(maya_grant), client_secret=make_api_key(), code_verifier=None)

    assert tokens.authenticate(pair.access, now=NOW).authorization.grant_id == maya_grant.id


def test_online_access_has_no_refresh_token(maya_grant: Grant) -> None:
    assert exchanged(maya_grant, make_code(maya_grant, access_type="online", **PROVED)).refresh is None


@pytest.mark.parametrize("verifier", [None, "", VERIFIER + "x", PROVED["code_challenge"]])
@pytest.mark.parametrize("has_key", [True, False])
def test_a_challenge_needs_its_verifier_even_with_a_key(
    maya_grant: Grant, verifier: str | None, has_key: bool
) -> None:
    code, key = make_code(maya_grant, **PROVED), make_api_key() if has_key else None

    said = refused(lambda: exchanged(maya_grant, code, code_verifier=verifier, client_secret=key))

    assert said == "invalid_grant.verifier"
    exchanged(maya_grant, code)  # who has the verifier still gets in


def test_without_a_challenge_a_key_is_needed(maya_grant: Grant) -> None:
    code = make_code(maya_grant)

    assert refused(lambda: exchanged(maya_grant, code)) == "invalid_client.no_proof"


def test_a_verifier_whose_challenge_was_taken_away_is_refused(maya_grant: Grant) -> None:
    code, key = make_code(maya_grant), make_api_key()

    assert refused(lambda: exchanged(maya_grant, code, client_secret=key)) == "invalid_grant.verifier"


def test_a_wrong_key_is_refused_though_the_verifier_is_right(maya_grant: Grant) -> None:
    code = make_code(maya_grant, **PROVED)

    said = refused(lambda: exchanged(maya_grant, code, client_secret="osk_nobody"))

    assert said == "invalid_client.secret"


@pytest.mark.parametrize("redirect_uri", [None, BACK + "/", "https://evil.example/"])
def test_a_code_is_for_the_address_that_it_was_sent_to(maya_grant: Grant, redirect_uri: str | None) -> None:
    code = make_code(maya_grant, **PROVED)

    said = refused(lambda: exchanged(maya_grant, code, redirect_uri=redirect_uri))

    assert said == "invalid_grant.redirect_uri"


def test_a_code_is_for_the_application_that_it_was_made_for(maya_grant: Grant) -> None:
    code, other = make_code(maya_grant, **PROVED), make_other_application().id
    key = api_keys.create(other, name="other", now=NOW)

    said = refused(lambda: exchanged(maya_grant, code, client_id=other, client_secret=key))

    assert said == "invalid_grant.code"


@pytest.mark.parametrize("code", ["", "x", "é\0", "a" * 9000])
def test_an_unknown_code_is_refused(maya_grant: Grant, code: str) -> None:
    assert refused(lambda: exchanged(maya_grant, code)) == "invalid_grant.code"


def test_a_code_lasts_two_minutes(maya_grant: Grant) -> None:
    early, late = make_code(maya_grant, **PROVED), make_code(maya_grant, **PROVED)

    exchanged(maya_grant, early, now=NOW + 119)

    assert refused(lambda: exchanged(maya_grant, late, now=NOW + 120)) == "invalid_grant.code"


def test_a_code_that_is_used_again_ends_what_came_of_it(maya_grant: Grant) -> None:
    code = make_code(maya_grant, **PROVED)
    pair = exchanged(maya_grant, code)

    assert refused(lambda: exchanged(maya_grant, code)) == "invalid_grant.code_used"
    assert is_dead(pair.access)
    assert refused(lambda: refreshed(maya_grant, pair.refresh)) == "invalid_grant.refresh_token"


def test_a_code_that_a_stranger_uses_again_ends_nothing(maya_grant: Grant) -> None:
    code = make_code(maya_grant, **PROVED)
    pair = exchanged(maya_grant, code)

    assert refused(lambda: exchanged(maya_grant, code, code_verifier="guessed")) == "invalid_grant.verifier"
    assert not is_dead(pair.access)


def test_one_code_at_once_gives_one_pair(app: Flask, maya_grant: Grant) -> None:
    code = make_code(maya_grant, **PROVED)

    results = race(app, [lambda: exchanged(maya_grant, code)] * 5)

    assert sum(isinstance(result, Pair) for result in results) == 1
    assert set(refusals(results)) <= {"invalid_grant.code_used", "invalid_grant.code"}
    assert len(refusals(results)) == 4


def test_a_refresh_token_brings_the_next_pair(maya_grant: Grant, clock: StoppedClock) -> None:
    first = exchanged(maya_grant, make_code(maya_grant, **PROVED))

    second = refreshed(maya_grant, first.refresh, now=NOW + DAY)
    third = refreshed(maya_grant, second.refresh, now=NOW + 29 * DAY)

    assert len({first.refresh, second.refresh, third.refresh}) == 3
    assert not is_dead(third.access, now=NOW + 29 * DAY)


def test_the_access_token_of_before_lasts_its_hour(maya_grant: Grant) -> None:
    first = exchanged(maya_grant, make_code(maya_grant, **PROVED))

    refreshed(maya_grant, first.refresh)

    assert not is_dead(first.access)


def test_a_refresh_token_that_is_used_again_ends_all_that_came_of_it(maya_grant: Grant) -> None:
    first = exchanged(maya_grant, make_code(maya_grant, **PROVED))
    second = refreshed(maya_grant, first.refresh)

    assert refused(lambda: refreshed(maya_grant, first.refresh)) == "invalid_grant.refresh_token_used"
    assert is_dead(first.access)
    assert is_dead(second.access)
    assert refused(lambda: refreshed(maya_grant, second.refresh)) == "invalid_grant.refresh_token"


def test_one_refresh_token_at_once_gives_one_pair(app: Flask, maya_grant: Grant) -> None:
    first = exchanged(maya_grant, make_code(maya_grant, **PROVED))

    results = race(app, [lambda: refreshed(maya_grant, first.refresh)] * 5)

    assert sum(isinstance(result, Pair) for result in results) == 1
    assert len(refusals(results)) == 4


def test_a_refresh_token_lasts_thirty_days(maya_grant: Grant) -> None:
    pair = exchanged(maya_grant, make_code(maya_grant, **PROVED))

    said = refused(lambda: refreshed(maya_grant, pair.refresh, now=NOW + 30 * DAY))

    assert said == "invalid_grant.refresh_token"


def test_tokens_that_came_with_a_key_are_refreshed_with_one(maya_grant: Grant) -> None:
    pair = make_tokens(maya_grant)

    assert refused(lambda: refreshed(maya_grant, pair.refresh)) == "invalid_client.no_secret"
    refreshed(maya_grant, pair.refresh, client_secret=make_api_key())


@pytest.mark.parametrize("token", ["", "x", "osr_x", "é\0"])
def test_an_unknown_refresh_token_is_refused(maya_grant: Grant, token: str) -> None:
    assert refused(lambda: refreshed(maya_grant, token)) == "invalid_grant.refresh_token"


def test_an_access_token_refreshes_nothing(maya_grant: Grant) -> None:
    pair = exchanged(maya_grant, make_code(maya_grant, **PROVED))

    assert refused(lambda: refreshed(maya_grant, pair.access)) == "invalid_grant.refresh_token"


def test_a_refresh_token_is_for_its_own_application(maya_grant: Grant) -> None:
    pair = exchanged(maya_grant, make_code(maya_grant, **PROVED))
    other = make_other_application().id

    said = refused(lambda: refreshed(maya_grant, pair.refresh, client_id=other))

    assert said == "invalid_grant.refresh_token"


def test_a_grant_that_changes_hands_is_not_refreshed(maya_grant: Grant) -> None:
    pair, code = exchanged(maya_grant, make_code(maya_grant, **PROVED)), make_code(maya_grant, **PROVED)
    jonas = organizers.find(make_colleague().email)

    grants.give(maya_grant, jonas, now=NOW)

    assert is_dead(pair.access)
    assert refused(lambda: refreshed(maya_grant, pair.refresh)) == "invalid_grant.refresh_token"
    assert refused(lambda: exchanged(maya_grant, code)) == "invalid_grant.code"


def test_what_an_organizer_ended_is_not_refreshed(maya: Organizer) -> None:
    grant = grant_of(maya)
    pair = exchanged(grant, make_code(grant, **PROVED))

    authorizations.end(maya, pair.authorization.id, now=NOW)

    assert refused(lambda: refreshed(grant, pair.refresh)) == "invalid_grant.refresh_token"
