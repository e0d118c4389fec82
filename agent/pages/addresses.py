"""Which addresses are public: pure, and decided by what an address is, not by how it is written."""

from __future__ import annotations

import ipaddress
import re

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_TRANSLATED = (
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("64:ff9b:1::/48"),
)
"""NAT64 (RFC 6052, RFC 8215): an IPv4 address that is reached by way of IPv6."""
_NEVER = tuple(
    ipaddress.ip_network(each)
    for each in ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "100::/64", "fec0::/10")
)
"""Shared, protocol, relay and benchmark ranges, on which Python's versions do not agree."""
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d*))*\.?", re.IGNORECASE)
_DOTTED = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}")


def is_public(text: str) -> bool:
    """Whether this is an address of the public internet, also once what it wraps is unwrapped."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _wrapped(address)
        if inner is not None:
            return is_public(str(inner))
    if any(address.version == each.version and address in each for each in _NEVER):
        return False
    odd = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    return address.is_global and not (odd or address.is_private or address.is_link_local)


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside of an IPv6 one: mapped, compatible, 6to4, Teredo, NAT64."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    low = int(address) & 0xFFFF_FFFF
    if any(address in each for each in _TRANSLATED):
        return ipaddress.IPv4Address(low)
    if int(address) >> 32 == 0 and low > 1:
        return ipaddress.IPv4Address(low)
    return None


def literal(host: str) -> str | None:
    """The address that a host is, in its plain form; None for a name.

    Raises ValueError for an address in disguise (decimal, octal, hexadecimal, short), which resolvers read
    in ways of their own.
    """
    bare = host.removeprefix("[").removesuffix("]")
    if ":" in bare:
        return str(ipaddress.ip_address(bare.partition("%")[0]))
    if _DOTTED.fullmatch(bare):
        return str(ipaddress.ip_address(bare))
    last = bare.rstrip(".").rpartition(".")[2]
    if _NUMERIC.fullmatch(bare) or last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last, re.IGNORECASE):
        raise ValueError(f"{host} is an address in disguise")
    return None
