"""Which addresses belong to the same visitor."""

import ipaddress

# RFC 4291 section 2.5.4: whoever is given IPv6 addresses is given all of a /64, and often more.
PREFIX_OF_A_SITE = 64
UNKNOWN = "unknown"


def network_of(address: str | None) -> str:
    """The text by which a visitor at this address is counted: an IPv4 address, or the /64 of an IPv6 address.

    An IPv4 address that is written in IPv6 (`::ffff:192.0.2.1`) is the IPv4 address. What is no address is `unknown`.
    """
    try:
        parsed = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((parsed, PREFIX_OF_A_SITE), strict=False))
