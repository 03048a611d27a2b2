"""Which IP addresses belong to the public Internet.

Several forms of IPv6 carry an IPv4 address, and so lead to a private one by another way: mapped (::ffff:a.b.c.d),
translated (::ffff:0:a.b.c.d, RFC 2765), compatible (::a.b.c.d), NAT64 (64:ff9b::/96, RFC 6052), 6to4 (2002::/16) and
Teredo (2001::/32). None of them is ever needed to reach a public host, so all are refused, whatever they carry.
"""

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# All that IANA gives out, and none of the forms above but two.
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_WITH_IPV4_INSIDE = tuple(map(ipaddress.ip_network, ("2001::/32", "2002::/16")))
_NOT_FOR_HOSTS = tuple(
    map(
        ipaddress.ip_network,
        (
            "100.64.0.0/10",  # shared behind a provider's NAT (RFC 6598)
            "192.0.0.0/24",  # protocol assignments (RFC 6890)
            "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
            "2001:20::/28",  # names of hosts, not places (RFC 7343)
            "3fff::/20",  # documentation (RFC 9637)
        ),
    )
)


def is_public(address: Address) -> bool:
    """Whether this is the address of a host on the public Internet."""
    if address.version == 6 and address not in _GLOBAL_UNICAST:
        return False
    refused = (*_WITH_IPV4_INSIDE, *_NOT_FOR_HOSTS)
    is_refused = any(address in network for network in refused if network.version == address.version)
    return address.is_global and not address.is_multicast and not address.is_reserved and not is_refused
