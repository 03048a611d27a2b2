"""Who signed in, as a signed JSON Web Token (RFC 7519; OpenID Connect Core section 2).

It is signed with HS256 under a key of our own that nobody else has: programs have it checked by
`GET /v3/connect/tokeninfo`, or read what it says straight after they got it from us over TLS.
"""

from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

ALGORITHM = "HS256"
AT_MOST = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """`audience`: the client id. `subject`: the grant. `authorization_id`: what the token ends with (claim `sid`)."""

    issuer: str
    audience: str
    subject: str
    authorization_id: str
    email: str
    name: str
    provider: str
    issued_at: int
    expires_at: int

    def as_json(self) -> dict[str, Any]:
        """The claims by their registered names."""
        return {
            "iss": self.issuer,
            "aud": self.audience,
            "sub": self.subject,
            "sid": self.authorization_id,
            "email": self.email,
            "name": self.name,
            "provider": self.provider,
            "iat": self.issued_at,
            "exp": self.expires_at,
        }


def encode(claims: Claims) -> str:
    """The signed token."""
    return jwt.encode({"alg": ALGORITHM, "typ": "JWT"}, claims.as_json(), _key())


def decode(token: str, *, now: int) -> dict[str, Any] | None:
    """The claims of a token that we signed and that has not expired, else None."""
    if len(token) > AT_MOST:
        return None
    try:
        claims = jwt.decode(token, _key(), algorithms=[ALGORITHM]).claims
        jwt.JWTClaimsRegistry(now=now, leeway=0, exp={"essential": True}).validate(claims)
    except (JoseError, ValueError):
        return None
    return claims


def _key() -> OctKey:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"openslot id tokens").derive(secret)
    return OctKey.import_key(derived)
