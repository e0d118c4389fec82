"""The port to whoever searches the web, and how it fails.

SourceError         it did not answer
├── NoKeyError          it needs a key and has none
├── NoListError         it is a list that nobody has uploaded
├── RefusedError        it does not accept the key (401, 403)
├── OutOfCreditError    nothing is left to pay with (402)
├── ThrottledError      too many requests (429)
├── SlowError           it was too slow
└── BrokenError         it failed, or said what nobody understands
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from agent.errors import AgentError

PAGE = 10
"""Results a page, of every source."""


@dataclass(frozen=True)
class Result:
    """One result of a search."""

    title: str
    url: str
    snippet: str


class SourceError(AgentError):
    """A source did not answer. `skips` says that it will not, either, for the rest of a session.

    `unset` ones were never set up, which is no trouble where others answer.
    """

    skips: ClassVar[bool] = False
    unset: ClassVar[bool] = False


class NoKeyError(SourceError):
    """It needs a key."""

    skips = unset = True


class NoListError(SourceError):
    """It is a list, and there is none."""

    skips = unset = True


class RefusedError(SourceError):
    """It does not accept the key."""

    skips = True


class OutOfCreditError(SourceError):
    """The account has no credit left."""

    skips = True


class ThrottledError(SourceError):
    """Too many requests: it is left alone for the rest of the session, whatever it says of when."""

    skips = True


class SlowError(SourceError):
    """It took too long."""


class BrokenError(SourceError):
    """It failed, or what it said cannot be read."""


class Source(Protocol):
    """Searches the web. `name` is how it is kept, `title` how it is called."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    async def search(self, workspace: str, query: str, page: int) -> Sequence[Result]:
        """One page of results (from 1), the best first; none when there are none.

        Raises a `SourceError` where it does not answer.
        """


Keys = Callable[[str, str], Awaitable[str | None]]
"""The key of a workspace (first) at a source (by its name); None where it has none."""


async def no_keys(_workspace: str, _source: str) -> str | None:
    """Nobody has a key."""
    return None
