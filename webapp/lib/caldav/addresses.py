"""Addresses on a CalDAV server: which one is meant, and which servers may be given the password.

Servers write the same address in several ways: whole or from the first slash on, with more or fewer letters
percent-encoded, behind another scheme when a proxy stands in front of them. Here each has one form.
"""

import ipaddress
from collections.abc import Sequence
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

from flask import current_app

from webapp.lib.web_origins import DEFAULT_PORTS

# RFC 3986 section 3.3: what may stand in a path as it is. A slash that belongs to a name stays encoded.
_PLAIN = "!$&'()*+,;=:@~-._"


def normal(url: str) -> str:
    """The one form of an address: host in lower case, no usual port, no fragment, its path encoded in one way.

    Raises ValueError for what is no address of the web.
    """
    parts = urlsplit(url)
    host, scheme = (parts.hostname or "").lower(), parts.scheme.lower()
    if scheme not in DEFAULT_PORTS or not host:
        raise ValueError("no address of the web")
    place = f"[{host}]" if ":" in host else host
    if parts.port not in (None, DEFAULT_PORTS[scheme]):
        place += f":{parts.port}"
    return urlunsplit((scheme, place, normal_path(parts.path), parts.query, ""))


def normal_path(path: str) -> str:
    """A path from its first slash on, encoded in one way."""
    names = [quote(unquote_to_bytes(name), safe=_PLAIN) for name in path.split("/")]
    return "/".join(names) if path.startswith("/") else "/" + "/".join(names)


def joined(base: str, href: str) -> str:
    """The address that an answer from `base` means by `href`. Raises ValueError.

    The host that we have asked is named as we know it: a server behind a proxy may take itself for `http://`.
    """
    there = normal(urljoin(base, href.strip()))
    if host(there) == host(base):
        parts = urlsplit(there)
        return urlunsplit((*urlsplit(base)[:2], parts.path, parts.query, ""))
    return there


def redirected(url: str, location: str) -> str:
    """Where a redirect leads. Raises ValueError.

    One from https to plain http on the same host is meant for https: a proxy in front of the server has hidden it.
    """
    there = normal(urljoin(url, location))
    is_hidden = there.startswith("http://") and url.startswith("https://") and host(there) == host(url)
    return joined(url, there) if is_hidden else there


def path_of(url: str) -> str:
    """What follows the host: the shortest name that a resource has on its server."""
    parts = urlsplit(url)
    return urlunsplit(("", "", parts.path, parts.query, ""))


def host(url: str) -> str:
    """The name of the host, in lower case and without its port."""
    return (urlsplit(url).hostname or "").lower()


def origin(url: str) -> tuple[str, str]:
    """Scheme and host with its port."""
    return urlsplit(url)[:2]


def as_folder(url: str) -> str:
    """The address with a slash at its end, as collections have it."""
    return url if urlsplit(url).query or url.endswith("/") else f"{url}/"


def is_trusted(url: str, *, home: str, families: Sequence[str] = ()) -> bool:
    """Whether a password for `home` may be sent to `url`: the same server, or one of the same owner over https.

    `families`: names such as `icloud.com`, whose hosts all belong to the provider. A host below the one at home, such
    as `dav.example.org` below `example.org`, belongs to it as well.
    """
    if origin(url) == origin(home):
        return True
    if urlsplit(url).scheme != "https":
        return False
    there, here = host(url), host(home)
    if there == here or there.endswith(f".{here}"):
        return True
    return any(_is_of(there, family) and _is_of(here, family) for family in families)


def is_open(url: str) -> bool:
    """Whether a password sent there could be read on the way: plain http, to a host that the operator did not allow."""
    if urlsplit(url).scheme == "https":
        return False
    allowed = current_app.config["OPENSLOT_OUTBOUND_ALLOW"]
    there = host(url)
    if there in allowed.hosts:
        return False
    try:
        address = ipaddress.ip_address(there)
    except ValueError:
        return True
    return not any(address in network for network in allowed.networks)


def _is_of(host: str, family: str) -> bool:
    return host == family or host.endswith(f".{family}")
