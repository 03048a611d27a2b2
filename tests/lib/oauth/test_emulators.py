"""An independent emulator of both providers takes what we send to sign in, and refuses what is wrong in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from tests.node import Node, node  # noqa: F401  # a fixture, found by its name
from tests.oauth_emulators import Emulators, emulators, signed_in_at
from tests.oauth_server import OWNER
from webapp import providers
from webapp.errors import ProviderError
from webapp.lib.external import Access
from webapp.lib.oauth import apps, client, flow

pytestmark = pytest.mark.slow

BACK = "https://book.example.org/dashboard/calendars/{}/callback"


@pytest.fixture(scope="module")
def elsewhere(
    node: Node,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Emulators]:
    ways_back = {kind: BACK.format(kind) for kind in ("google", "microsoft")}
    with emulators(node, tmp_path_factory.mktemp("emulators"), redirect_uris=ways_back) as started:
        yield started


@dataclass
class SignIn:
    """At one provider. `code` is what its consent page gave, `verifier` what proves that we asked for it."""

    kind: str
    provider: Any
    code: str
    verifier: str

    def settings(self, **other: str) -> dict[str, str]:
        back = BACK.format(self.kind)
        return {"code": self.code, "code_verifier": self.verifier, "redirect_uri": back, **other}

    def access(self) -> Access:
        connected = self.provider.connect(self.settings())
        return Access(email=connected.email, settings=connected.settings, secret=connected.secret)


@pytest.fixture(params=["google", "microsoft"])
def sign_in(request: pytest.FixtureRequest, asking_app: Flask, elsewhere: Emulators) -> SignIn:
    """Ada has just pressed the button of her account."""
    kind = request.param
    client.known_tokens.forget()
    asking_app.config["OPENSLOT_PROVIDER_APPS"] = apps.read(elsewhere.settings)
    provider: Any = providers.of_kind(kind)
    handshake = flow.new_handshake()
    address = flow.consent_address(
        client.app_of(kind),
        handshake,
        scopes=provider.scopes,
        redirect_uri=BACK.format(kind),
        extras=provider.consent,
    )
    back = urlsplit(signed_in_at(address))
    told = parse_qs(back.query)
    assert (f"https://{back.netloc}{back.path}", told["state"]) == (BACK.format(kind), [handshake.state])
    return SignIn(kind, provider, told["code"][0], handshake.verifier)


def refusal_of(sign_in: SignIn, **other: str) -> str:
    with pytest.raises(ProviderError) as refused:
        sign_in.provider.connect(sign_in.settings(**other))
    return refused.value.code


def test_who_signs_in_is_connected_with_their_calendars(sign_in: SignIn) -> None:
    connected = sign_in.provider.connect(sign_in.settings())

    assert connected.email == OWNER
    assert [each.is_primary for each in connected.calendars] == [True]


def test_a_code_is_good_once(sign_in: SignIn) -> None:
    sign_in.access()

    assert refusal_of(sign_in) == "provider.refused"


def test_a_code_is_good_only_with_what_proves_that_we_asked_for_it(sign_in: SignIn) -> None:
    assert refusal_of(sign_in, code_verifier=flow.new_handshake().verifier) == "provider.refused"


def test_a_wrong_secret_is_told_as_a_fault_of_the_installation(sign_in: SignIn, asking_app: Flask) -> None:
    known = asking_app.config["OPENSLOT_PROVIDER_APPS"]
    wrong = replace(known[sign_in.kind], client_secret="of another installation")
    asking_app.config["OPENSLOT_PROVIDER_APPS"] = {**known, sign_in.kind: wrong}

    assert refusal_of(sign_in) == "provider.client_refused"


def test_access_goes_on_when_its_token_has_ended(sign_in: SignIn) -> None:
    """Twice, because Microsoft gives another refresh token each time, and the old one is good no more."""
    access = sign_in.access()
    before = [each.id for each in sign_in.provider.calendars(access)]
    kept: list[Mapping[str, Any]] = [access.secret]

    for _ in range(2):
        client.known_tokens.forget()
        again = replace(access, secret=kept[-1], renew=kept.append)
        assert [each.id for each in sign_in.provider.calendars(again)] == before


def test_access_that_was_withdrawn_is_told(sign_in: SignIn, elsewhere: Emulators) -> None:
    access = sign_in.access()
    elsewhere.withdraw(sign_in.kind, access.secret["refresh_token"])
    client.known_tokens.forget()

    with pytest.raises(ProviderError, match="provider.refused"):
        sign_in.provider.calendars(access)
