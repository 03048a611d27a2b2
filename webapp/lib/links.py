"""All absolute addresses, built from BASE_URL and from nothing else.

A caller can forge the Host header, so it must not reach a mail, a page or an answer.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app


def absolute(endpoint: str, **values: Any) -> str:
    """The public address of an endpoint, e.g. `absolute("public.booking_show", reference="...")`."""
    return origin() + path(endpoint, **values)


def path(endpoint: str, **values: Any) -> str:
    """The path of an endpoint with its query, without an origin. Works outside of a request too."""
    return current_app.url_map.bind("").build(endpoint, values, force_external=False)


def is_ours(address: str) -> bool:
    """Whether an absolute address is below BASE_URL."""
    return address.startswith(origin() + "/")


def origin() -> str:
    """BASE_URL without a trailing slash."""
    return str(current_app.config["BASE_URL"]).rstrip("/")


def host() -> str:
    """The host name of BASE_URL, for ids that must be unique in the world."""
    return urlsplit(origin()).hostname or "localhost"
