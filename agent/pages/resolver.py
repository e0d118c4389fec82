"""From a host's name to where it is reached: asked of the system, or of a table of fictional hosts."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from agent.pages.errors import PageError, Trouble

SECONDS = 2.5


@dataclass(frozen=True)
class Place:
    """Where a host is reached. `fictional` is true of a host of the table alone: plain HTTP on loopback."""

    address: str
    port: int
    fictional: bool = False


class Resolver(Protocol):
    """Knows where hosts are. Raises `PageError` of kind UNKNOWN_HOST or TIMED_OUT."""

    async def resolve(self, host: str, port: int) -> tuple[Place, ...]:
        """All the places of a host, best first, never none; `port` is the address's own."""
        ...


class SystemResolver:
    """The machine's DNS."""

    async def resolve(self, host: str, port: int) -> tuple[Place, ...]:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(SECONDS):
                found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except TimeoutError as error:
            raise PageError(Trouble.TIMED_OUT, host) from error
        except (OSError, UnicodeError) as error:
            raise PageError(Trouble.UNKNOWN_HOST, host) from error
        places = [Place(str(address[0]), port) for _, _, _, _, address in found]
        # IPv4 first: a machine without IPv6 gets such addresses all the same.
        places.sort(key=lambda place: ":" in place.address)
        if not places:
            raise PageError(Trouble.UNKNOWN_HOST, host)
        return tuple(dict.fromkeys(places))


FICTION = ".example"
"""RFC 2606 reserves it, so that no name under it is anybody's."""
Table = Callable[[str], tuple[str, int] | None]


def nowhere(_host: str) -> None:
    """A table without a host: for who must not reach anything."""


class FictionalResolver:
    """Exactly the hosts of a table, all under `.example`; whatever else is left to another resolver.

    This is the one way to a loopback address. Nothing that is read can get here: the table is given by the
    composition root, and a name that is not in it is looked up, and checked, like any other.
    """

    def __init__(self, table: Table, otherwise: Resolver | None = None) -> None:
        self._table = table
        self._otherwise = otherwise

    async def resolve(self, host: str, port: int) -> tuple[Place, ...]:
        found = self._table(host) if host.endswith(FICTION) else None
        if found is not None:
            return (Place(found[0], found[1], fictional=True),)
        if self._otherwise is None:
            raise PageError(Trouble.UNKNOWN_HOST, host)
        return await self._otherwise.resolve(host, port)
