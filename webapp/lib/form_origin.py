"""Whether a form was sent by one of our own pages, or by a page of another website in somebody's browser.

Browsers say so by themselves, and no page can change what they say: `Sec-Fetch-Site` over https and on this machine,
`Origin` with every form elsewhere. Whoever sends neither is no browser of our days: nobody can make it send a form.
"""

from urllib.parse import SplitResult, urlsplit

from flask import request

from webapp.lib import links
from webapp.lib.redirect_addresses import LOOPBACK
from webapp.lib.web_origins import DEFAULT_PORTS

OUR_OWN = {"same-origin", "none"}  # none: nobody's page but the person, such as by loading a page again


def is_foreign() -> bool:
    """Whether this request was sent by a page of another origin."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in OUR_OWN
    origin = request.headers.get("Origin")
    return origin is not None and not _is_ours(origin)


def _is_ours(origin: str) -> bool:
    """Whether this is the origin of BASE_URL. On this machine all of its names are one."""
    try:
        given, ours = urlsplit(origin), urlsplit(links.origin())
        same_door = _door(given) == _door(ours)
    except ValueError:
        return False
    both_here = {given.hostname, ours.hostname} <= LOOPBACK
    return same_door and (given.hostname == ours.hostname or both_here)


def _door(parts: SplitResult) -> tuple[str, int | None]:
    """Scheme and port: browsers leave the usual port out."""
    return parts.scheme, parts.port or DEFAULT_PORTS.get(parts.scheme)
