import socket
from ipaddress import IPv4Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchdesk.net.addresses import Guard, RefusedAddressError, is_public

PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.215.14", "100.63.255.255", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"]
PRIVATE = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.127.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.2",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_public_internet_is_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_for_special_use_is_not_public(address):
    assert not is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_judged_as_what_it_carries(address: IPv4Address):
    assert is_public(ip_address(f"::ffff:{address}")) == is_public(address)


@given(st.ip_addresses())
def test_no_address_passes_that_python_calls_private(address):
    assert not (is_public(address) and address.is_private and not getattr(address, "ipv4_mapped", None))


def socket_for(guard: Guard, address: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return guard.socket_for((family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, 80)))


@pytest.mark.parametrize("address", PUBLIC)
def test_the_guard_makes_a_socket_for_a_public_address(address):
    with socket_for(Guard(), address) as made:
        assert made.getsockname()[1] == 0


@pytest.mark.parametrize("address", PRIVATE)
def test_the_guard_makes_no_socket_for_any_other(address):
    with pytest.raises(RefusedAddressError, match="private address"):
        socket_for(Guard(), address)


@pytest.mark.parametrize("address", ["localhost", "", "127.1", "0x7f000001", "2130706433"])
def test_the_guard_refuses_what_is_no_plain_address(address):
    with pytest.raises(RefusedAddressError):
        Guard((ip_network("0.0.0.0/0"),)).check(address)


def test_an_allowed_network_lets_its_addresses_in_and_no_others():
    guard = Guard((ip_network("127.0.0.0/8"), ip_network("fd00::/8")))

    for address in ("127.9.9.9", "::ffff:127.0.0.1", "fd00::1", "8.8.8.8"):
        guard.check(address)
    for address in ("10.0.0.1", "::1", "::127.0.0.1", "fe80::1"):
        with pytest.raises(RefusedAddressError):
            guard.check(address)
