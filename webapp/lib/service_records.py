"""Which servers a domain names for CalDAV in DNS: SRV and TXT records (RFC 6764 sections 3 and 4, RFC 2782).

Nobody vouches for what DNS says, so a server that lies outside of the domain must not be given a password unasked
(RFC 6764 section 8). That is for the caller to judge.
"""

from dataclasses import dataclass
from typing import Any

import dns.exception
import dns.resolver

from webapp.lib.variables import is_host_name

SERVICE = "_caldavs._tcp"
SECONDS = 3.0  # for each of the two questions
SERVERS_AT_MOST = 3
_PATH = b"path="


@dataclass(frozen=True, slots=True)
class Server:
    """A server that speaks CalDAV over TLS. `path`: where it begins there, from the first slash on."""

    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """Its address."""
        port = "" if self.port == 443 else f":{self.port}"
        return f"https://{self.host}{port}{self.path}"


def caldav_servers(domain: str) -> list[Server]:
    """What a domain names, the one to be asked first in front; nothing when it names none, or DNS does not answer.

    A target that is no host name is left out: the dot that says that there is no server (RFC 2782), and names with a
    slash or the like, which would make an address of another host.
    """
    name = f"{SERVICE}.{domain}"
    try:
        records = sorted(_resolver().resolve(name, "SRV", lifetime=SECONDS), key=_order)
    except dns.exception.DNSException:
        return []
    targets = [(str(record.target).rstrip(".").lower(), record.port) for record in records]
    named = [(host, port) for host, port in targets if is_host_name(host) and port > 0]
    if not named:
        return []
    path = _path(name)
    return [Server(host, port, path) for host, port in named[:SERVERS_AT_MOST]]


def _order(record: Any) -> tuple[int, int]:
    """By priority, then the heaviest: RFC 2782 draws lots by weight, but one organizer is no crowd."""
    return record.priority, -record.weight


def _path(name: str) -> str:
    try:
        records = list(_resolver().resolve(name, "TXT", lifetime=SECONDS))
    except dns.exception.DNSException:
        return "/"
    texts = [part for record in records for part in record.strings]
    paths = [text[len(_PATH) :].decode("ascii", "replace") for text in texts if text.startswith(_PATH)]
    return next((path for path in paths if path.startswith("/") and path.isprintable()), "/")


def _resolver() -> dns.resolver.Resolver:
    """The machine's own."""
    return dns.resolver.Resolver()
