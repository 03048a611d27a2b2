"""The way to a consent page."""

import hashlib
from urllib.parse import parse_qs, urlsplit

from webapp.lib import base64url
from webapp.lib.oauth import apps, flow

APP = apps.read({"GOOGLE_CLIENT_ID": "id", "GOOGLE_CLIENT_SECRET": "the secret"})["google"]
BACK = "https://book.example.org/back"


def test_the_consent_page_is_told_who_asks_for_what_and_where_to_go_back() -> None:
    attempt = flow.new_handshake()

    address = flow.consent_address(
        APP, attempt, scopes=("openid", "email"), redirect_uri=BACK, extras={"prompt": "consent"}
    )

    asked = {name: value[0] for name, value in parse_qs(urlsplit(address).query).items()}
    digest = hashlib.sha256(attempt.verifier.encode()).digest()
    assert address.startswith("https://accounts.google.com/o/oauth2/v2/auth?")
    assert asked == {
        "client_id": "id",
        "response_type": "code",
        "redirect_uri": BACK,
        "scope": "openid email",
        "state": attempt.state,
        "code_challenge": base64url.encode(digest),
        "code_challenge_method": "S256",
        "prompt": "consent",
    }


def test_no_secret_stands_in_its_address() -> None:
    attempt = flow.new_handshake()

    address = flow.consent_address(APP, attempt, scopes=(), redirect_uri=BACK, extras={})

    assert attempt.verifier not in address
    assert "the+secret" not in address


def test_each_handshake_is_another_one_with_a_verifier_of_the_right_length() -> None:
    one, other = flow.new_handshake(), flow.new_handshake()

    assert len({one.state, other.state, one.verifier, other.verifier}) == 4
    assert 43 <= len(one.verifier) <= 128  # RFC 7636 section 4.1
