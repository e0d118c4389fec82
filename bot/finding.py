"""What searches for customers like one's own are done with: who is asked, and who reads, finds and scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpx2

from agent.discovery.brave import URL as BRAVE
from agent.discovery.brave import Brave
from agent.discovery.directory import Directory
from agent.discovery.listed import Companies, Listed, nobody
from agent.discovery.serper import URL as SERPER
from agent.discovery.serper import Serper
from agent.discovery.source import Keys, Source
from agent.enrichment.context import Context
from agent.enrichment.prices import CENT, price_of
from agent.evidence.visiting import Visited
from agent.market.web.directory import seeds
from agent.market.web.profiles import groups
from agent.pages.reading import Reading
from agent.prospecting.adapters.grading import EvidenceScores
from agent.prospecting.adapters.hunting import Waterfall
from agent.prospecting.adapters.sites import SiteEvidence, Sites
from agent.prospecting.parts import Parts
from agent.research.searching import WebSearch
from storage.repositories import Repositories

KEYED = frozenset({Serper.name, Brave.name})
"""Sources that need a key."""


@dataclass(frozen=True)
class Finding:
    """Who is asked for companies, made with a way to the network, the workspaces' keys, and where APIs are.

    `example` are customers to try it with, a line each, where companies are fictional.
    """

    sources: Callable[[httpx2.AsyncClient, Keys, Mapping[str, str]], tuple[Source, ...]]
    example: str = ""


def vendors(http: httpx2.AsyncClient, keys: Keys, urls: Mapping[str, str]) -> tuple[Source, ...]:
    """The vendors of web searches."""
    return (Serper(http, keys, urls.get("serper", SERPER)), Brave(http, keys, urls.get("brave", BRAVE)))


WEB = Finding(vendors)
"""The web at large."""


def web_search(found: Finding | Parts[Visited] | None, enrichment: Context) -> WebSearch:
    """Who is asked where a company's site is: sources that search, with the workspaces' keys."""
    made: tuple[Source, ...] = ()
    if isinstance(found, Finding):
        made = found.sources(enrichment.http, enrichment.key, enrichment.urls)
    elif found is not None:
        made = found.sources

    async def ready(repos: Repositories, source: str) -> bool:
        return source not in KEYED or await enrichment.has_key(repos, source)

    sources = tuple(each for each in made if each.name != Listed.name)
    return WebSearch(sources, ready, lambda source: price_of(source).millicents / CENT)


def in_market(port: int) -> Finding:
    """The fictional market, whose directory answers at this port, with customers of one of its groups."""

    def directory(http: httpx2.AsyncClient, keys: Keys, urls: Mapping[str, str]) -> tuple[Source, ...]:
        simulated = (Brave(http, keys, urls["brave"]),) if "brave" in urls else ()
        return (Directory(http, f"http://127.0.0.1:{port}"), *simulated)

    lines = (f"{each.company.name} {each.domain}" for each in seeds(groups()[0]))
    return Finding(directory, "\n".join(lines))


def parts_of(
    finding: Finding, reading: Reading, enrichment: Context, companies: Companies = nobody
) -> Parts[Visited]:
    """All that a search needs; what a workspace has uploaded is looked at first."""
    sources = (Listed(companies), *finding.sources(enrichment.http, enrichment.key, enrichment.urls))
    return Parts(
        reads=Sites(reading.patient, reading.sitemaps),
        extracts=SiteEvidence(),
        contacts=Waterfall(enrichment),
        scores=EvidenceScores(),
        sources=sources,
        example=finding.example,
    )
