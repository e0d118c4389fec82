"""What scoring misses is looked up when somebody asks for it, at most twice, and told to no conversation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from agent.errors import NotFoundError
from agent.leads.fact import Fact
from agent.leads.learning import learn
from agent.research.lookups import LookUps, answerable
from agent.research.slots import MOST
from agent.roles import Actor
from agent.scoring.presets import Preset
from agent.scoring.profile import Profile
from storage.models import Lead, Research, ResearchStatus
from tests.storage import rows
from tests.workshop import ADMIN, NOW, WORKSPACE, Workshop, workshop_at

KNOWN = {"name": "Ada Berg", "email": "ada@berg.example", "company": "Berg AG"}


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Workshop]:
    async with workshop_at(tmp_path) as opened:
        yield opened


@pytest.fixture
def look_ups(shop: Workshop) -> LookUps:
    researches: Any = shop.assistant._turns.uses.researches
    return LookUps(shop.store, researches)


async def known(shop: Workshop, lead_id: str = "lead1", **more: str) -> None:
    """A lead of whom this is known."""
    async with shop.store.transaction(WORKSPACE) as repos:
        lead = Lead(id=lead_id, workspace=WORKSPACE, owner="U1", created_at=NOW, updated_at=NOW)
        await repos.leads.add(lead)
        values = {**KNOWN, **more}
        await learn(repos, lead, [Fact(field, value, "A.js", NOW) for field, value in values.items()], NOW)


async def researches(shop: Workshop) -> list[Research]:
    async with shop.store.reading(WORKSPACE) as repos:
        return list(await repos.researches.of_lead("lead1"))


async def ended(shop: Workshop, status: ResearchStatus = ResearchStatus.FAILED) -> None:
    """What goes on is over."""
    async with shop.store.transaction(WORKSPACE) as repos:
        for row in await repos.researches.of_lead("lead1"):
            row.status = status


def test_what_a_site_may_tell_is_what_counts_and_is_not_known() -> None:
    completeness, evidence = Profile.usual(), Profile.usual(Preset.EVIDENCE)
    assert answerable(KNOWN, completeness) == ("LinkedIn profile", "title", "company information")
    told = {**KNOWN, "title": "CTO", "profile_url": "https://www.linkedin.com/in/ada", "industry": "Retail"}
    assert answerable(told, completeness) == ()
    assert "integrations" in answerable(told, evidence)
    assert "title" not in answerable({**KNOWN, "title": ""}, completeness)


async def test_a_look_up_is_made_twice_each_deeper_and_never_again(shop: Workshop, look_ups: LookUps) -> None:
    await known(shop)
    for number, depth in enumerate(("quick", "standard")):
        offered = await look_ups.of(ADMIN, "lead1")
        assert offered is not None
        assert (offered.number, offered.site, offered.going_on) == (number, "berg.example", False)
        for _ in range(2):
            await look_ups.begin(ADMIN, "lead1", number)
        going_on = await look_ups.of(ADMIN, "lead1")
        assert going_on is not None
        assert going_on.going_on
        assert [row.depth for row in await researches(shop)][number:] == [depth]
        await ended(shop)
        await look_ups.begin(ADMIN, "lead1", number)
    assert await look_ups.of(ADMIN, "lead1") is None
    await look_ups.begin(ADMIN, "lead1", 2)
    assert len(await researches(shop)) == 2


async def test_a_research_that_somebody_asked_for_in_words_does_not_count(
    shop: Workshop, look_ups: LookUps
) -> None:
    await known(shop)
    async with shop.store.transaction(WORKSPACE) as repos:
        repos.researches.add(rows.research(status=ResearchStatus.DONE))
    offered = await look_ups.of(ADMIN, "lead1")
    assert offered is not None
    assert offered.number == 0


async def test_where_nothing_can_be_looked_up_nothing_is_offered(shop: Workshop, look_ups: LookUps) -> None:
    await known(shop, "nowhere", email="ada@gmail.com")
    await known(shop, "complete", title="CTO", profile_url="https://x.example", industry="Retail")
    for lead_id in ("nowhere", "complete", "nobody"):
        assert await look_ups.of(ADMIN, lead_id) is None


async def test_nobody_looks_up_somebody_elses_lead(shop: Workshop, look_ups: LookUps) -> None:
    await known(shop)
    sam = Actor(WORKSPACE, "U7")
    assert await look_ups.of(sam, "lead1") is None
    with pytest.raises(NotFoundError):
        await look_ups.begin(sam, "lead1", 0)


async def test_look_ups_are_among_the_ten_of_a_minute(shop: Workshop, look_ups: LookUps) -> None:
    async with shop.store.transaction(WORKSPACE) as repos:
        for number in range(MOST):
            repos.researches.add(rows.research(id=f"r{number}", lead_id=None, starts_at=NOW))
    await known(shop)
    await look_ups.begin(ADMIN, "lead1", 0)
    (row,) = await researches(shop)
    assert row.starts_at > NOW
