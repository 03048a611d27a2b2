"""Addresses to which a browser is sent back after signing in: which can be registered, and which one is meant.

An address is compared letter by letter (RFC 9700 section 2.1). Only a program on the reader's own machine cannot know
its port before it starts: RFC 8252 section 7.3.
"""

import re
from urllib.parse import urlsplit

from webapp.errors import InvalidInput

AT_MOST = 1000
LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
# Only what needs no percent signs in an address, so that all programs spell it alike (RFC 3986 section 2), but no `*`.
_HOST = r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
_PLAIN = re.compile(rf"https?://{_HOST}(?:[/?][A-Za-z0-9\-._~:/?@!$&'()+,;=%]*)?")
_ON_THIS_MACHINE = re.compile(r"(http://(?:localhost|127\.0\.0\.1|\[::1\]))(?::[0-9]{1,5})?(/.*)?", re.DOTALL)


def check(address: str, *, any_port: bool, field: str) -> str:
    """The address, if it can be registered. Raises InvalidInput.

    https, or http on the reader's own machine; no user name, no `*`, no `#`. `any_port`: it must be on that machine.
    """
    if len(address) > AT_MOST:
        raise InvalidInput("text.too_long", field=field, at_most=AT_MOST)
    if not is_plain(address):
        raise InvalidInput("redirect_uri.invalid", field=field)
    try:
        parts = urlsplit(address)
        is_local = parts.hostname in LOOPBACK
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = is_local = False
    if not usable:
        raise InvalidInput("redirect_uri.invalid", field=field)
    if parts.scheme == "http" and not is_local:
        raise InvalidInput("redirect_uri.not_safe", field=field)
    if any_port and not _ON_THIS_MACHINE.fullmatch(address):
        raise InvalidInput("redirect_uri.not_local", field=field)
    return address


def is_plain(address: str) -> bool:
    """Whether a text can be one of these addresses at all. Nothing else may reach a query."""
    return len(address) <= AT_MOST and _PLAIN.fullmatch(address) is not None


def is_same(asked: str, registered: str, *, any_port: bool) -> bool:
    """Whether the address that is asked for is the registered one; with `any_port` whatever its port."""
    if asked == registered:
        return True
    here, there = _without_port(asked), _without_port(registered)
    return any_port and here is not None and here == there


def _without_port(address: str) -> str | None:
    found = _ON_THIS_MACHINE.fullmatch(address)
    return found[1] + (found[2] or "") if found and is_plain(address) else None
