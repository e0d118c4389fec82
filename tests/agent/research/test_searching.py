"""A search for a company's site: once, with whoever has a key; what it cost and what went wrong is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from agent.discovery.source import NoKeyError, Result, SlowError, SourceError, ThrottledError
from agent.errors import InvalidError
from agent.research.depth import Depth
from agent.research.known import Known, Strategy
from agent.research.searching import Looked, WebSearch
from agent.research.service import Wanted
from agent.research.slots import MOST, SPAN
from storage.models import LeadState, ResearchStatus
from storage.repositories import Repositories
from tests.storage import rows
from tests.workshop import NOW, WORKSPACE, Workshop, message, workshop_at

ACME = Known(name="Ada Lovelace", company="Acme", email="ada@gmail.com")
SITE = Result("Acme | Tools", "https://www.acme.example/about", "")
NAMESAKE = Result("Acme GmbH", "https://acme-gmbh.example/", "")


@dataclass
class Told:
    """A source that says this, or fails so."""

    title: str
    says: Sequence[Result] | SourceError
    asked: list[tuple[str, str, int]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.title.lower()

    async def search(self, workspace: str, query: str, page: int) -> Sequence[Result]:
        self.asked.append((workspace, query, page))
        if isinstance(self.says, SourceError):
            raise self.says
        return self.says


def web(*sources: Told, keys: bool = True) -> WebSearch:
    async def ready(_repos: Repositories, _source: str) -> bool:
        return keys

    return WebSearch(sources, ready, lambda name: {"brave": 0.5}.get(name, 0.0))


async def begin(shop: Workshop, known: Known, lead_id: str | None = None, name: str = "r1") -> None:
    researches: Any = shop.assistant._turns.uses.researches
    async with shop.store.transaction(WORKSPACE) as repos:
        await researches.begin(repos, name, message("research"), Wanted(known, Depth.QUICK, lead_id))


async def card(shop: Workshop, name: str = "r1") -> Any:
    researches: Any = shop.assistant._turns.uses.researches
    return await researches.card(WORKSPACE, name)


async def test_the_first_with_a_key_is_asked_and_no_other() -> None:
    keyless, brave = Told("Serper", NoKeyError("Serper has no key.")), Told("Brave", [SITE])
    third = Told("Third", [NAMESAKE])
    looked = await web(keyless, brave, third).find("T1", "Acme")
    assert (looked.domain, looked.by, looked.cents, looked.trouble) == ("acme.example", "Brave", 0.5, "")
    assert looked.strategies == (Strategy.SEARCH, Strategy.SITE)
    assert (brave.asked, third.asked) == ([("T1", "Acme", 1)], [])


async def test_where_one_fails_no_other_is_asked() -> None:
    throttled, other = Told("Brave", ThrottledError("Brave asks for patience.")), Told("Other", [SITE])
    looked = await web(throttled, other).find("T1", "Acme")
    assert looked.trouble == (
        "Brave asks for patience. So I could not look for Acme's site. Tell me its address."
    )
    assert (looked.domain, looked.cents, other.asked) == ("", 0.0, [])
    slow = await web(Told("Brave", SlowError("Brave took too long."))).find("T1", "Acme")
    assert slow.cents == 0.5


async def test_a_search_that_tells_too_little_costs_and_says_what_is_missing() -> None:
    for results in ([], [SITE, NAMESAKE], [Result("Somebody", "https://else.example/", "")]):
        looked = await web(Told("Brave", results)).find("T1", "Acme")
        assert looked.trouble == "I found no site that is surely Acme's. Tell me its address."
        assert (looked.domain, looked.cents, looked.strategies) == ("", 0.5, (Strategy.SEARCH,))


async def test_a_key_that_is_gone_by_then_is_said() -> None:
    looked = await web(Told("Brave", NoKeyError("Brave has no key."))).find("T1", "Acme")
    assert looked.trouble.startswith("I could not look for Acme's site")
    assert Looked().strategies == (Strategy.SITE,)


async def test_without_a_key_it_is_refused_with_what_would_help(tmp_path: Path) -> None:
    brave = Told("Brave", [SITE])
    async with workshop_at(tmp_path, web=web(Told("Serper", [SITE]), brave, keys=False)) as shop:
        with pytest.raises(InvalidError, match=r"With a key of Serper or Brave .* look for Acme's site"):
            await begin(shop, ACME)
        assert (shop.durable.waiting, brave.asked) == ({}, [])


async def test_without_a_source_it_is_refused_as_ever(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        with pytest.raises(InvalidError) as refused:
            await begin(shop, ACME)
        assert "Name the company's site" in str(refused.value)
        assert "LinkedIn profiles are not available" in str(refused.value)
        assert "key" not in str(refused.value)


async def test_nothing_is_searched_for_where_no_company_is_known(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, web=web(Told("Brave", [SITE]))) as shop:
        with pytest.raises(InvalidError, match="I know neither a website"):
            await begin(shop, Known(name="Ada Lovelace"))


async def test_a_site_that_is_known_is_not_searched_for(tmp_path: Path) -> None:
    brave = Told("Brave", [SITE])
    async with workshop_at(tmp_path, web=web(brave)) as shop:
        await begin(shop, ACME.model_copy(update={"email": "ada@acme.example"}))
        await shop.durable.settle()
        assert (await card(shop)).findings.trouble == "There is no site at acme.example."
        assert brave.asked == []


async def test_a_lead_whose_site_is_unsure_stays_as_it_was(tmp_path: Path) -> None:
    brave = Told("Brave", [SITE, NAMESAKE])
    async with workshop_at(tmp_path, web=web(brave)) as shop:
        async with shop.store.transaction(WORKSPACE) as repos:
            await repos.leads.add(rows.lead(workspace=WORKSPACE))
        await begin(shop, ACME, "lead1")
        await shop.durable.settle()
        shown = await card(shop)
        assert shown.status is ResearchStatus.FAILED
        assert shown.findings.trouble == "I found no site that is surely Acme's. Tell me its address."
        assert (shown.findings.cents, shown.findings.strategies) == (0.5, (Strategy.SEARCH,))
        async with shop.store.reading(WORKSPACE) as repos:
            (lead,) = await repos.leads.among(["lead1"], None)
            facts = await repos.leads.facts("lead1")
        assert lead.state is LeadState.NEW
        assert "website" not in {fact.field for fact in facts}
        assert len(brave.asked) == 1


async def test_searches_are_ten_a_minute_too(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, web=web(Told("Brave", []))) as shop:
        for number in range(MOST + 1):
            await begin(shop, ACME, name=f"r{number}")
        starts = [(await card(shop, f"r{number}")).starts_at for number in range(MOST + 1)]
        assert starts == [NOW] * MOST + [NOW + SPAN]
