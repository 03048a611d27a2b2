"""What a program asks for: nobody is sent to an address that is not registered, whatever else is asked."""

import pytest
from flask import Flask

from tests.builders import BACK, asked, make_application, make_other_application, make_redirect_uri
from tests.conftest import StoppedClock
from webapp.errors import InvalidInput, OAuthRefused
from webapp.services.oauth import redirect_uris, requests
from webapp.services.oauth.requests import Request

CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@pytest.fixture
def client_id(app: Flask, clock: StoppedClock) -> str:
    make_redirect_uri()
    return make_application().id


def read(query: dict[str, str]) -> Request:
    return requests.read(requests.client_of(query), query)


def test_a_program_asks_for_a_sign_in(client_id: str) -> None:
    query = asked(client_id, state="a b&c", login_hint="maya@example.com", provider="virtual-calendar")

    request = read(query)

    assert (request.client.application.id, request.client.redirect_uri) == (client_id, BACK)
    assert (request.client.state, request.login_hint) == ("a b&c", "maya@example.com")
    assert (request.is_offline, request.code_challenge, request.kind) == (True, None, "virtual-calendar")


def test_access_is_online_unless_it_is_said(client_id: str) -> None:
    assert not read(asked(client_id, access_type="")).is_offline


@pytest.mark.parametrize("method", ["S256", "s256"])  # the SDK for Python spells it small
def test_a_program_without_a_secret_brings_a_challenge(client_id: str, method: str) -> None:
    query = asked(client_id, code_challenge=CHALLENGE, code_challenge_method=method)

    assert read(query).code_challenge == CHALLENGE


@pytest.mark.parametrize("name", ["client_id", "redirect_uri"])
def test_without_program_or_address_nobody_is_sent_anywhere(client_id: str, name: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        requests.client_of(asked(client_id, **{name: ""}))

    assert (refusal.value.code, refusal.value.field) == ("value.missing", name)


@pytest.mark.parametrize(
    "unknown", ["x", "6f1c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f", "' or 1=1", "a\0b", "a" * 9000]
)
def test_an_unknown_program_sends_nobody_anywhere(client_id: str, unknown: str) -> None:
    with pytest.raises(InvalidInput, match="client_id.unknown"):
        requests.client_of(asked(unknown))


@pytest.mark.parametrize(
    "elsewhere", [BACK + "/", BACK + "?a", "https://evil.example/", "//evil.example", "a\0b", "a" * 9000]
)
def test_nobody_is_sent_to_an_address_that_is_not_registered(client_id: str, elsewhere: str) -> None:
    with pytest.raises(InvalidInput, match="redirect_uri.not_registered"):
        requests.client_of(asked(client_id, redirect_uri=elsewhere))


def test_nobody_is_sent_to_an_address_of_another_application(client_id: str, clock: StoppedClock) -> None:
    redirect_uris.create(make_other_application().id, "https://other.example/", now=clock.at)

    with pytest.raises(InvalidInput, match="redirect_uri.not_registered"):
        requests.client_of(asked(client_id, redirect_uri="https://other.example/"))


@pytest.mark.parametrize("state", ["a" * 4001, "a\nb", "a\0b"])
def test_a_state_that_no_address_should_carry_is_refused(client_id: str, state: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        requests.client_of(asked(client_id, state=state))

    assert refusal.value.field == "state"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"response_type": ""}, "unsupported_response_type.other"),
        ({"response_type": "token"}, "unsupported_response_type.other"),
        ({"response_type": "adminconsent"}, "unsupported_response_type.other"),
        ({"access_type": "always"}, "invalid_request.access_type"),
        ({"code_challenge": CHALLENGE}, "invalid_request.challenge_method"),
        ({"code_challenge": CHALLENGE, "code_challenge_method": "plain"}, "invalid_request.challenge_method"),
        ({"code_challenge": "short", "code_challenge_method": "S256"}, "invalid_request.challenge"),
        ({"provider": "ews"}, "invalid_request.provider"),
        ({"provider": "yahoo"}, "invalid_request.provider"),
        ({"provider": "zoom"}, "invalid_request.provider"),
        ({"provider": "nobody"}, "invalid_request.provider"),
    ],
)
def test_the_program_is_told_what_is_wrong_with_its_request(
    client_id: str, changes: dict[str, str], code: str
) -> None:
    query = asked(client_id, **changes)
    client = requests.client_of(query)

    with pytest.raises(OAuthRefused) as refusal:
        requests.read(client, query)

    assert refusal.value.code == code
    assert refusal.value.error == code.partition(".")[0]


def test_an_answer_stands_beside_what_the_address_has_already(client_id: str) -> None:
    make_redirect_uri(f"{BACK}?from=openslot")
    client = requests.client_of(asked(client_id, redirect_uri=f"{BACK}?from=openslot", state="a b"))

    assert client.address(code="c/d") == f"{BACK}?from=openslot&code=c%2Fd&state=a+b"


@pytest.mark.parametrize(
    ("address", "platform", "origin"),
    [
        (BACK, "web", "https://app.example.com"),
        ("http://127.0.0.1:5/b", "desktop", "http://127.0.0.1:5"),
        ("http://[::1]:5/b", "desktop", "http:"),
    ],
)
def test_a_policy_names_the_origin_that_a_form_leads_to(
    client_id: str, address: str, platform: str, origin: str
) -> None:
    if address != BACK:
        make_redirect_uri(address, platform=platform)

    assert requests.client_of(asked(client_id, redirect_uri=address)).origin_in_a_policy == origin
