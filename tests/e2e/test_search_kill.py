"""Leadsmith is killed while it looks for customers and their contacts: nothing is there twice, or lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from tests.conftest import Databases
from tests.e2e.fuses import share
from tests.e2e.market import MarketProcess, market_process
from tests.e2e.search_verdict import faults
from tests.e2e.seeking import Seeking

pytestmark = [
    pytest.mark.timeout(600),  # a busy machine: half a minute otherwise
    pytest.mark.sampled("sqlite"),
]
SAMPLE = share(86, 100)
"""A hundredth of all instants: a claim, a company that was read, what a vendor told, a search for others."""
SHARES, AT_ONCE = 6, 2
"""A share of a hundred deaths: a job that was taken up so often would be given up after that."""
RANDOM, SHORTEST, LONGEST = 12, 0.3, 2.5
"""Lives that end at random, and how many seconds they last."""
Seek = Callable[..., Awaitable[Seeking]]
Figures = Callable[[str, object], None]


@pytest.fixture(scope="module")
async def market() -> AsyncIterator[MarketProcess]:
    async with market_process() as market:
        yield market


@pytest.fixture
def seek(databases: Databases, market: MarketProcess, tmp_path: Path) -> Seek:
    async def sought(**wanted: Any) -> Seeking:
        with databases() as url:
            folder = Path(mkdtemp(dir=tmp_path))
            return await Seeking(url, folder, await market.stall(), **wanted).travel()

    return sought


@pytest.mark.long
async def test_a_search_survives_death_at_any_boundary(seek: Seek) -> None:
    seeking = await seek(share=SAMPLE)
    assert len(seeking.died) > 2
    assert faults(seeking) == []


@pytest.mark.soak
@pytest.mark.timeout(3_600)
async def test_a_search_survives_death_at_every_boundary(seek: Seek, record_property: Figures) -> None:
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> Seeking:
        async with turns:
            return await seek(share=share(number, SHARES), deadline=3_000.0)

    journeys = await asyncio.gather(*(one(number) for number in range(SHARES)))
    record_property("kills", sum(len(each.died) for each in journeys))
    record_property("seconds each", [round(each.seconds) for each in journeys])
    wrong = {number: found for number, each in enumerate(journeys) if (found := faults(each))}
    assert wrong == {}


@pytest.mark.soak
@pytest.mark.timeout(1_800)
async def test_a_search_survives_death_at_random_instants(seek: Seek, record_property: Figures) -> None:
    chance = random.Random(2611)
    deaths = [chance.uniform(SHORTEST, LONGEST) for _ in range(RANDOM)]
    seeking = await seek(deaths=deaths, deadline=1_000.0)
    record_property("kills", len(seeking.kept))
    assert faults(seeking) == []


@pytest.mark.soak
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("said", ["sites of companies like them", "Finding contacts"])
async def test_cancelled_among_deaths_it_stays_cancelled(seek: Seek, said: str) -> None:
    seeking = await seek(share=SAMPLE, cancel=said)
    found = seeking.sought
    assert (found.states, found.broken) == (("cancelled",), ())
    assert len(seeking.keys) == len(set(seeking.keys))
    assert not any("summary" in key for key in seeking.keys if key.endswith("all"))
    assert {row[:2] for row in found.contacts} <= {row[:2] for row in found.leads}
