"""What may be asked at all: the address is checked, its host resolved once, every answer public."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from agent.pages.addresses import is_public, literal
from agent.pages.errors import PageError, Trouble
from agent.pages.resolver import Place, Resolver

PORTS = {"http": 80, "https": 443}
LONGEST = 2_000


@dataclass(frozen=True)
class Target:
    """An address that may be asked: connect to `place`, and to nothing else, in the name of `host`."""

    url: str
    scheme: str
    host: str
    path: str
    place: Place


async def checked(url: str, resolver: Resolver) -> Target:
    """The target of an address. Raises `PageError`: BAD_ADDRESS, PRIVATE, UNKNOWN_HOST, TIMED_OUT.

    Only http and https, their usual ports, no user names. All addresses of the host must be public, not only
    the first: what is connected to later is the very address that was checked here, so that a name that
    answers otherwise the next time gains nothing.
    """
    scheme, host, path = _parts(url)
    try:
        known = literal(host)
    except ValueError as error:
        raise PageError(Trouble.PRIVATE, url) from error
    port = PORTS[scheme]
    places = (Place(known, port),) if known is not None else await resolver.resolve(host, port)
    if not all(place.fictional or is_public(place.address) for place in places):
        raise PageError(Trouble.PRIVATE, url)
    return Target(url, scheme, host, path, places[0])


def _parts(url: str) -> tuple[str, str, str]:
    """Scheme, host in ASCII and path with query."""
    try:
        parts = urlsplit(url)
        host, port = _ascii(parts.hostname or ""), parts.port
    except (ValueError, UnicodeError) as error:
        raise PageError(Trouble.BAD_ADDRESS, url) from error
    strange = any(each.isspace() or each in "\\\x00" for each in url) or len(url) > LONGEST
    if parts.scheme not in PORTS or not host or strange:
        raise PageError(Trouble.BAD_ADDRESS, url)
    if parts.username is not None or parts.password is not None or port not in {None, PORTS[parts.scheme]}:
        raise PageError(Trouble.BAD_ADDRESS, url)
    query = f"?{parts.query}" if parts.query else ""
    return parts.scheme, host, f"{parts.path or '/'}{query}"


def _ascii(host: str) -> str:
    """The name in lower case and without the dot of the root; other letters in punycode."""
    bare = host.lower().rstrip(".")
    return bare if bare.isascii() else bare.encode("idna").decode("ascii")
