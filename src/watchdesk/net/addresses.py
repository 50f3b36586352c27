"""Which addresses may be dialled, and the guard that asks at the moment of dialling.

Judges addresses, never names: how a host is spelled says nothing about where it leads. Connects nothing itself.
"""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, TypeAlias

from aiohttp import AddrInfoType

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

# Python's is_global is True for some of these (3.11: all the IPv6 forms that carry an IPv4 address within), and what
# it knows differs between versions. The names are those of the IANA special-purpose address registries.
NOT_PUBLIC: Final[tuple[Network, ...]] = tuple(
    ip_network(block)
    for block in (
        "100.64.0.0/10",  # shared address space of carriers
        "192.0.0.0/24",  # IETF protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "::/96",  # IPv4-compatible
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64 for local use
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fec0::/10",  # site-local
    )
)


class RefusedAddressError(OSError):
    """The address must not be dialled. An OSError, since the connecting library lets no other kind through whole."""

    def __init__(self, address: str) -> None:
        super().__init__(f"refused: {address} is a private address (network.allow_private lets it in)")


def is_public(address: Address) -> bool:
    """Whether the address is of the public internet: one host, reachable from anywhere, nothing wrapped within."""
    address = _unwrapped(address)
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in NOT_PUBLIC)
    )


def _unwrapped(address: Address) -> Address:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


@dataclass(frozen=True, slots=True)
class Guard:
    """Stands where sockets are made: public addresses pass, others only from an allowed network."""

    allowed: tuple[Network, ...] = ()

    def check(self, address: str) -> None:
        """Raise RefusedAddressError unless the address may be dialled."""
        try:
            numeric = _unwrapped(ip_address(address))
        except ValueError:
            raise RefusedAddressError(address) from None
        if not is_public(numeric) and not any(numeric in network for network in self.allowed):
            raise RefusedAddressError(address)

    def socket_for(self, target: AddrInfoType) -> socket.socket:
        """A socket, not yet connected, for a target that may be dialled; else RefusedAddressError."""
        family, kind, protocol, _, place = target
        self.check(str(place[0]))
        return socket.socket(family, kind, protocol)
