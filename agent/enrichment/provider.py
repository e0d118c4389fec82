"""The ports to whoever knows or checks addresses, and how they fail.

ProviderError       a provider did not answer; the waterfall goes on with the next
├── NoKeyError          it needs a key and has none
├── RefusedError        it does not accept the key (401, 403)
├── OutOfCreditError    nothing is left to pay with (402)
├── ThrottledError      too many requests (429); `retry_after` in seconds, if it says so
└── BrokenError         it failed, was too slow, or said what nobody understands
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Generic, Protocol, TypeVar

import httpx2

from agent.enrichment.wanted import Answer, Mark, Wanted
from agent.errors import AgentError
from storage.models import LookupOutcome


class ProviderError(AgentError):
    """A provider did not answer; `outcome` is how that is kept."""

    outcome: ClassVar[LookupOutcome] = LookupOutcome.BROKEN


class NoKeyError(ProviderError):
    """It needs a key."""

    outcome = LookupOutcome.REFUSED


class RefusedError(ProviderError):
    """It does not accept the key, or not for this."""

    outcome = LookupOutcome.REFUSED


class OutOfCreditError(ProviderError):
    """The account has no credit left."""

    outcome = LookupOutcome.OUT_OF_CREDIT


class ThrottledError(ProviderError):
    """Too many requests; `retry_after` is in seconds."""

    outcome = LookupOutcome.THROTTLED

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class BrokenError(ProviderError):
    """It failed, was too slow, or what it said cannot be read."""


class Account(Protocol):
    """Something with an account at a vendor."""

    async def check(self) -> None:
        """The cheapest call that needs the key; a `ProviderError` when the key is no good."""


class Provider(Account, Protocol):
    """Knows addresses of people."""

    async def find(self, person: Wanted) -> Answer:
        """What it knows of a person; raises a `ProviderError` where it does not answer."""


class Verifier(Account, Protocol):
    """Knows whether an address takes mail."""

    async def verify(self, email: str) -> Mark:
        """What is so of the address; raises a `ProviderError` where it does not answer."""


class Reads(Protocol):
    """Reads pages."""

    async def text_of(self, url: str) -> Sequence[str]:
        """The texts of a page, its links among them; empty for one that cannot be read."""


@dataclass(frozen=True)
class KeyField:
    """One part of a key, as it is asked for."""

    name: str
    label: str
    help: str


@dataclass(frozen=True)
class Tools:
    """What a provider is made with: the way to the network, where its API is, and its key's parts."""

    http: httpx2.AsyncClient
    url: str
    keys: Mapping[str, str] = field(default_factory=dict)
    reads: Reads | None = None

    def key(self, name: str = "key") -> str:
        """A part of the key."""
        if name not in self.keys:
            raise NoKeyError("The key is missing.")
        return self.keys[name]


PortT_co = TypeVar("PortT_co", covariant=True)


@dataclass(frozen=True)
class Kind(Generic[PortT_co]):
    """One vendor: how it is called, asked for its key, and made.

    `again_free` says that it documents to charge nothing for asking the same again. `shared` mailboxes are
    read by many and never count as a person's. `guesses` are worth nothing without a verifier.
    """

    name: str
    title: str
    url: str
    make: Callable[[Tools], PortT_co]
    fields: tuple[KeyField, ...] = ()
    again_free: bool = False
    shared: bool = False
    guesses: bool = False
    reads_pages: bool = False
    most: int = 1
    """Addresses of one answer that are verified at most."""


API_KEY = KeyField("key", "API key", "Stored encrypted, never shown again.")
