"""Looking for a company's own site where none is known: the web is searched once, at most."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from agent.discovery.source import SlowError, Source, SourceError
from agent.research.known import Strategy
from agent.research.own_site import own_site
from storage.repositories import Repositories

UNSURE = "I found no site that is surely {}'s. Tell me its address."
NOBODY = "I could not look for {}'s site: no web search has a key any more. Tell me its address."
FAILED = "{} So I could not look for {}'s site. Tell me its address."


class Looked(BaseModel):
    """What became of a search: the domain and who found it (their title), or the sentence why there is none.

    Neither where nobody had to look. `cents` are US cents, `seconds` those of work.
    """

    model_config = ConfigDict(frozen=True)

    domain: str = ""
    by: str = ""
    cents: float = 0.0
    seconds: float = 0.0
    trouble: str = ""

    @property
    def strategies(self) -> tuple[Strategy, ...]:
        """What was gone by to come so far."""
        if self.trouble:
            return (Strategy.SEARCH,)
        return (Strategy.SEARCH, Strategy.SITE) if self.domain else (Strategy.SITE,)


async def _has_none(_repos: Repositories, _source: str) -> bool:
    return False


def _free(_source: str) -> float:
    return 0.0


@dataclass(frozen=True)
class WebSearch:
    """Who is asked for sites, the first that can be.

    `ready` says, in the caller's transaction, whether the workspace has the key that a source (by its name)
    needs; `cents` is what a search costs there, US cents. Without sources, nobody is asked.
    """

    sources: tuple[Source, ...] = ()
    ready: Callable[[Repositories, str], Awaitable[bool]] = _has_none
    cents: Callable[[str], float] = _free

    async def usable(self, repos: Repositories) -> bool:
        """Whether anybody can be asked."""
        for source in self.sources:
            if await self.ready(repos, source.name):
                return True
        return False

    def wish(self, company: str) -> str:
        """What would help where nobody can be asked, as a sentence; empty where nothing would."""
        if not company or not self.sources:
            return ""
        titles = " or ".join(each.title for each in self.sources)
        return (
            f"With a key of {titles} (Settings, Search sources) I could look for {company}'s site on the web."
        )

    async def find(self, workspace: str, company: str) -> Looked:
        """Search once: the first source with a key is asked, and no other where it fails."""
        begun = time.monotonic()
        for source in self.sources:
            try:
                results = await source.search(workspace, company, 1)
            except SourceError as error:
                if error.unset:
                    continue
                # One that was too slow may have been paid.
                cents = self.cents(source.name) if isinstance(error, SlowError) else 0.0
                looked = Looked(cents=cents, trouble=FAILED.format(error, company))
            else:
                domain = own_site(company, results)
                trouble = "" if domain else UNSURE.format(company)
                looked = Looked(domain=domain, cents=self.cents(source.name), trouble=trouble)
            took = time.monotonic() - begun
            return looked.model_copy(update={"by": source.title, "seconds": round(took, 2)})
        return Looked(trouble=NOBODY.format(company))
