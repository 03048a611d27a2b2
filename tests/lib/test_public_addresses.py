"""Only addresses of the public Internet are public, however a private one is written."""

import ipaddress

import pytest

from webapp.lib.public_addresses import is_public

PRIVATE_IPV4 = [
    "127.0.0.1",
    "10.0.0.1",
    "192.168.1.1",
    "172.16.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
]
MEMBERS = [
    *PRIVATE_IPV4,
    *["192.0.0.8", "192.0.2.1", "198.18.0.1", "203.0.113.1", "192.88.99.1", "224.0.0.1", "240.0.0.1"],
    *[
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%1",
        "fec0::1",
        "feff::1",
        "fc00::1",
        "fd00:ec2::254",
    ],
    *["ff02::1", "100::1", "5f00::1", "64:ff9b:1::1", "2001:db8::1", "2001:2::1", "2001:20::1", "3fff::1"],
]


@pytest.mark.parametrize("address", MEMBERS)
def test_these_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("inside", PRIVATE_IPV4)
@pytest.mark.parametrize("form", ["::ffff:{}", "::ffff:0:{}", "::{}", "64:ff9b::{}"])
def test_no_form_of_ipv6_hides_a_private_address(form: str, inside: str) -> None:
    assert not is_public(ipaddress.ip_address(form.format(inside)))


@pytest.mark.parametrize(
    "address", ["2002:7f00:1::", "2002:a00:1::1", "2001:0:4136:e378:8000:63bf:80ff:fffe"]
)
def test_nor_does_6to4_or_teredo(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:2800:220:1:248:1893:25c8:1946", "2001:4860::1"]
)
def test_these_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))
