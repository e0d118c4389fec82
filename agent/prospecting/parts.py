"""The ports to whoever reads pages, says what they mean, finds contacts and scores; given from outside."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from agent.discovery.source import Source
from agent.icp.profile import Signal
from agent.pages.urls import company_domain
from storage.repositories import Repositories

PageT = TypeVar("PageT")
PageT_co = TypeVar("PageT_co", covariant=True)
PageT_contra = TypeVar("PageT_contra", contravariant=True)


@dataclass(frozen=True)
class Knobs:
    """How hard a session looks (domain.md, 002).

    `head`: links of a site that are considered; `seconds`: patience with one page; `pages`: pages of a
    company in one reading; `vendor`: whether the optional vendor may be asked; `whole`: whether all that a
    site says is wanted, or a first look.
    """

    head: int = 8
    seconds: float = 6.0
    pages: int = 6
    vendor: bool = True
    whole: bool = True


Unread = tuple[tuple[str, str], ...]
"""Pages of a site that were left unread, the most telling first: addresses with the kinds of pages."""


@dataclass(frozen=True)
class Visit(Generic[PageT_co]):
    """The pages of one site, in the order of reading.

    `name` is what the company calls itself; `trouble` says why nothing was read; `timeouts` counts services
    that read for us and were too slow (a slow site is no trouble of theirs); `cents` is what it cost.
    """

    pages: tuple[PageT_co, ...] = ()
    name: str = ""
    timeouts: int = 0
    trouble: str = ""
    unread: Unread = ()
    cents: float = 0.0


class Reads(Protocol[PageT_co]):
    """Reads sites."""

    async def read(self, domain: str, knobs: Knobs) -> Visit[PageT_co]:
        """The pages of a company's site that tell most; none of them where it cannot be read."""

    async def read_on(self, domain: str, earlier: Unread, knobs: Knobs) -> Visit[PageT_co]:
        """What an earlier visit left unread."""


class Extracts(Protocol[PageT_contra]):
    """Says what pages mean."""

    def signals(self, domain: str, pages: Sequence[PageT_contra]) -> Sequence[Signal]:
        """What pages of a site say of its company, each with its source. Pure."""


@dataclass(frozen=True)
class Contact:
    """Somebody at a company. `email` counts when it is `verified`; `source` says who knows of them.

    `email_source` says who knows the address, where that is somebody else.
    """

    name: str
    title: str = ""
    email: str = ""
    verified: bool = False
    profile: str = ""
    source: str = ""
    decides: bool = False
    email_source: str = ""


@dataclass(frozen=True)
class Found:
    """Contacts at a company, and its LinkedIn address; `note` says what went wrong besides.

    `throttled` says that somebody asked for patience; `spent` is what all that was asked for the company has
    cost so far, in millicents.
    """

    contacts: tuple[Contact, ...] = ()
    linkedin: str = ""
    throttled: bool = False
    note: str = ""
    spent: int = 0


async def _always(_repos: Repositories) -> bool:
    return True


@dataclass(frozen=True)
class Sought:
    """Whose contacts are wanted: `key` names the search, so that the same one again is not paid twice.

    `titles` are those whom the best customers sell to, and who come first; `enough` says when to look no
    further. `most` is what it may cost, in millicents (None: whatever it costs). `goes_on` says, in the
    transaction in which the search begins, whether it is still wanted, and so it stays until that ends.
    """

    workspace: str
    owner: str
    key: str
    domain: str
    name: str
    titles: tuple[str, ...]
    signals: tuple[Signal, ...]
    knobs: Knobs
    enough: Callable[[Found], bool]
    most: int | None = None
    goes_on: Callable[[Repositories], Awaitable[bool]] = _always


@dataclass(frozen=True)
class Price:
    """What one company's contacts cost at most, in millicents, for how many people.

    `verifies` says whether addresses can be verified, `simulated` that nothing is really paid.
    """

    company: int = 0
    people: int = 0
    verifies: bool = True
    simulated: bool = False


class Contacts(Protocol):
    """Finds people."""

    async def price(self, workspace: str) -> Price:
        """What a company's contacts would cost at most now, by list prices."""

    async def find(self, sought: Sought) -> Found:
        """Who is there; nobody when nobody is known."""

    async def halt(self, repos: Repositories, key: str) -> None:
        """Ask nobody any more in the search of this key, in the caller's transaction."""


@dataclass(frozen=True)
class Grade:
    """A score, 0–100, its tier (high, medium, low) and why in a sentence."""

    points: float
    tier: str
    reason: str


class Scores(Protocol):
    """Scores companies. Pure."""

    def score(self, signals: Sequence[Signal]) -> Grade: ...


@dataclass(frozen=True)
class Parts(Generic[PageT]):
    """All that a session needs from outside. `sources` are in the order in which they are asked at first."""

    reads: Reads[PageT]
    extracts: Extracts[PageT]
    contacts: Contacts
    scores: Scores
    sources: tuple[Source, ...]
    domain: Callable[[str], str | None] = company_domain
    example: str = ""
    """Customers to try it with, a line each, where companies are fictional."""

    def titled(self) -> Mapping[str, str]:
        """How the sources are called, by name."""
        return {source.name: source.title for source in self.sources}
