"""Whether an e-mail address stands in a list of addresses and domains."""

from collections.abc import Iterable

from webapp.lib.addresses import identity


def is_listed(address: str, listed: Iterable[str]) -> bool:
    """Whether the address, its domain, or a domain above that is in the list: `jo@example.com` or `example.com`."""
    known = identity(address)
    domain = known.rpartition("@")[2]
    return any(_covers(entry, known, domain) for entry in listed)


def _covers(entry: str, address: str, domain: str) -> bool:
    mailbox, _, host = entry.strip().rpartition("@")
    if mailbox:
        return identity(entry) == address
    host = identity(f"any@{host}").rpartition("@")[2]  # a domain in Unicode is the same as `xn--...`
    return bool(host) and (domain == host or domain.endswith(f".{host}"))
