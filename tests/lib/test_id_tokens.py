"""Who signed in, as a signed token: what we signed is believed until it expires, and nothing else is."""

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import OctKey

from tests.builders import HOUR, NOW
from webapp.lib import id_tokens
from webapp.lib.id_tokens import Claims

CLAIMS = Claims(
    issuer="https://book.example.org",
    audience="an application",
    subject="a grant",
    authorization_id="an authorization",
    email="maya@example.com",
    name="Maya Lindqvist å",
    provider="virtual-calendar",
    issued_at=NOW,
    expires_at=NOW + HOUR,
)


def part(token: str, at: int) -> Any:
    """A part of a token, read as the editor reads it: without looking at the signature."""
    text = token.split(".")[at]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def test_a_token_says_who_signed_in_to_what(sqlite_app: Flask) -> None:
    token = id_tokens.encode(CLAIMS)

    assert part(token, 0)["alg"] == "HS256"
    assert part(token, 1) == CLAIMS.as_json()
    assert id_tokens.decode(token, now=NOW + HOUR - 1) == CLAIMS.as_json()


def test_a_token_is_believed_until_it_expires(sqlite_app: Flask) -> None:
    assert id_tokens.decode(id_tokens.encode(CLAIMS), now=NOW + HOUR + 1) is None


def signed(claims: dict[str, Any], key: str, algorithm: str = "HS256") -> str:
    return jwt.encode({"alg": algorithm}, claims, OctKey.import_key(key), algorithms=[algorithm])


def test_a_token_under_another_key_is_not_believed(sqlite_app: Flask) -> None:
    for key in ("a key of somebody else's, as long as ours is", str(sqlite_app.config["SECRET_KEY"])):
        assert id_tokens.decode(signed(CLAIMS.as_json(), key), now=NOW) is None


def test_a_token_without_a_signature_is_not_believed(sqlite_app: Flask) -> None:
    _, claims, _ = id_tokens.encode(CLAIMS).split(".")
    header = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")

    assert id_tokens.decode(f"{header}.{claims}.", now=NOW) is None


def test_a_token_whose_claims_were_changed_is_not_believed(sqlite_app: Flask) -> None:
    ours, theirs = (id_tokens.encode(replace(CLAIMS, subject=grant)) for grant in ("a grant", "another"))
    header, _, signature = ours.split(".")

    assert id_tokens.decode(f"{header}.{theirs.split('.')[1]}.{signature}", now=NOW) is None


@pytest.mark.parametrize("token", ["", "a", "a.b", "a.b.c", "é.é.é", "....", "a" * 1_000_000, "{}.{}.{}"])
def test_what_is_no_token_is_not_believed(sqlite_app: Flask, token: str) -> None:
    assert id_tokens.decode(token, now=NOW) is None
