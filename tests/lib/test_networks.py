"""Which addresses count as one visitor's."""

import pytest

from webapp.lib.networks import network_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"),
        ("2001:db8:1:2::1", "2001:0DB8:0001:0002::9"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::2%eth1"),
        (None, "no address"),
    ],
    ids=["of one /64", "spelled differently", "IPv4 in IPv6", "with a zone", "none"],
)
def test_addresses_of_one_visitor(one: str | None, other: str) -> None:
    assert network_of(one) == network_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("2001:db8:1:2::1", "2001:db8:1:3::1"), ("192.0.2.1", "192.0.2.2"), ("::ffff:192.0.2.1", "::1")],
)
def test_addresses_of_two_visitors(one: str, other: str) -> None:
    assert network_of(one) != network_of(other)
