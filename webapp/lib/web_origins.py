"""The origins of websites, separated by spaces: `https://www.example.org https://shop.example.org:8443`.

They end up in a header, so nothing is let through but scheme, host and port (RFC 6454), in ASCII.
"""

from urllib.parse import urlsplit

from webapp.errors import InvalidInput
from webapp.lib import text
from webapp.lib.redirect_addresses import LOOPBACK
from webapp.lib.variables import is_address, is_host_name

AT_MOST = 10
DEFAULT_PORTS = {"https": 443, "http": 80}


def checked(given: str, *, field: str) -> tuple[str, ...]:
    """The origins, each once, as browsers write them. Raises InvalidInput for the first that is none.

    https; http only on the reader's own machine.
    """
    words = given.split()
    if len(words) > AT_MOST:
        raise InvalidInput("web_origin.too_many", field=field, at_most=AT_MOST)
    return tuple(dict.fromkeys(_origin(word, field=field) for word in words))


def _origin(word: str, *, field: str) -> str:
    try:
        parts = urlsplit(text.web_address(word, field=field))
        host, port = parts.hostname or "", parts.port
        is_origin = parts.path in ("", "/") and not (
            parts.query or parts.fragment or word.endswith(("?", "#"))
        )
    except (InvalidInput, ValueError):
        is_origin, parts, host, port = False, urlsplit(""), "", None
    # No `*`, which would be many hosts, and no letter that has a meaning in a policy.
    if not is_origin or not (is_host_name(host) or is_address(host)):
        raise InvalidInput("web_origin.invalid", field=field, origin=word[:200])
    if parts.scheme == "http" and host not in LOOPBACK:
        raise InvalidInput("web_origin.not_safe", field=field, origin=word[:200])
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (
        f":{port}" if port not in (None, DEFAULT_PORTS[parts.scheme]) else ""
    )
