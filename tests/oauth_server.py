"""A sign-in by OAuth that lives in memory: a consent page, codes with PKCE, refresh tokens. It checks what is sent."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from werkzeug import Request, Response

from webapp.lib import base64url

CLIENT_ID, CLIENT_SECRET = "openslot-at-the-provider", "secret-of-the-client"
OWNER = "ada@example.com"


@dataclass
class OAuthServer:
    """`rotates`: whether every refresh gives another refresh token. `allows`: the scopes that people
    tick, all by default. `denies`: whether people press "Cancel" on the consent page.
    """

    email: str = OWNER
    rotates: bool = False
    denies: bool = False
    allows: str | None = None

    def __post_init__(self) -> None:
        self.refresh_tokens: set[str] = set()
        self.access_tokens: set[str] = set()
        self.codes: dict[str, dict[str, str]] = {}
        self.refreshed = 0

    def new_refresh_token(self) -> str:
        token = f"refresh-{secrets.token_hex(8)}"
        self.refresh_tokens.add(token)
        return token

    def lock_out(self) -> None:
        self.refresh_tokens.clear()
        self.access_tokens.clear()

    def is_let_in(self, request: Request) -> bool:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        return scheme == "Bearer" and token in self.access_tokens

    def authorize(self, request: Request) -> Response:
        """The consent page, whose button was pressed at once."""
        asked = request.args.to_dict()
        assert (asked["client_id"], asked["response_type"]) == (CLIENT_ID, "code")
        assert asked["code_challenge_method"] == "S256"
        told = {"state": asked["state"]}
        if self.denies:
            told["error"] = "access_denied"
        else:
            told["code"] = secrets.token_hex(8)
            self.codes[told["code"]] = asked
        return Response(status=302, headers={"Location": f"{asked['redirect_uri']}?{urlencode(told)}"})

    def token(self, request: Request) -> Response:
        form = request.form.to_dict()
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return _json({"error": "invalid_client"}, 401)
        if form.get("grant_type") == "authorization_code":
            return self._for_code(form)
        if form.get("refresh_token") not in self.refresh_tokens:
            return _json({"error": "invalid_grant", "error_description": "Token has been revoked."}, 400)
        self.refreshed += 1
        if self.rotates:
            self.refresh_tokens.discard(form["refresh_token"])
            return self._tokens(refresh_token=self.new_refresh_token())
        return self._tokens()

    def _for_code(self, form: dict[str, str]) -> Response:
        asked = self.codes.pop(form["code"], None)
        challenge = base64url.encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if (
            asked is None
            or challenge != asked["code_challenge"]
            or form["redirect_uri"] != asked["redirect_uri"]
        ):
            return _json({"error": "invalid_grant"}, 400)
        scope = asked["scope"] if self.allows is None else self.allows
        return self._tokens(refresh_token=self.new_refresh_token(), scope=scope)

    def _tokens(self, **more: str) -> Response:
        token = f"access-{secrets.token_hex(8)}"
        self.access_tokens.add(token)
        claims = base64url.encode(json.dumps({"email": self.email}).encode())
        told = {"access_token": token, "expires_in": 3599, "token_type": "Bearer", **more}
        return _json({**told, "id_token": f"e30.{claims}.c2ln"})


def _json(said: dict[str, Any], status: int = 200) -> Response:
    return Response(json.dumps(said), status, mimetype="application/json")
