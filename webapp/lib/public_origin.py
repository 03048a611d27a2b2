"""Whether servers on the internet can reach us at our own address, as far as the address itself tells.

Standard library only: `config.py` uses it before anything is installed.
"""

from urllib.parse import urlsplit

from webapp.lib import variables

# Names that no server on the internet can look up (RFC 2606, RFC 6761, RFC 6762, RFC 8375), and the usual ones at home.
_NOT_PUBLIC = frozenset(
    (
        *("localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home", "lan"),
        *("test", "example", "invalid", "onion", "arpa"),
    )
)


def is_public(origin: str) -> bool:
    """Whether an origin such as `https://book.example.com` is encrypted and at a host name that all may look up."""
    parts = urlsplit(origin)
    host = (parts.hostname or "").rstrip(".")
    labels = host.split(".")
    return (
        parts.scheme == "https"
        and len(labels) > 1
        and labels[-1] not in _NOT_PUBLIC
        and not variables.is_address(host)
    )
