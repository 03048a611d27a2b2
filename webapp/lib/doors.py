"""By which door a request comes in, the API's or one for people, and which token it shows there."""

from flask import request

API = "v3"  # the first part of each of the API's paths; no page may be called so


def is_api() -> bool:
    """Whether this request is for the API, whatever its endpoint. `/v3-intro` is a page like any other."""
    return request.path.split("/")[1:2] == [API]


def bearer() -> str | None:
    """The token of `Authorization: Bearer TOKEN` (RFC 6750 section 2.1); None for no such header, or another scheme."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return (token.strip() or None) if scheme.lower() == "bearer" else None
