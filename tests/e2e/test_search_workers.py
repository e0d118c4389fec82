"""Four workers on one PostgreSQL database share the companies of one search, and keep its caps."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.evidence.visiting import AT_ONCE
from agent.prospecting.reflecting import LANES_ENRICH, LANES_READ
from tests import postgres
from tests.e2e.market import market_process
from tests.e2e.search_verdict import faults
from tests.e2e.seeking import Seeking

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(600)]  # a busy machine: half a minute otherwise
WORKERS = 4
DEATHS = (6.0, 5.0, 4.0)


def check(seeking: Seeking) -> None:
    """What must be so however many work on it."""
    assert faults(seeking) == []
    counts = seeking.counts
    assert counts.site <= AT_ONCE, "pages of one site"
    assert 1 < counts.sites <= LANES_READ
    assert 1 <= max(counts.vendor.values()) <= LANES_ENRICH


@pytest.mark.soak
async def test_four_workers_share_a_search(postgres_server: str, tmp_path: Path) -> None:
    async with market_process() as market:
        with postgres.database(postgres_server) as url:
            stall = await market.stall(seconds=0.05, weather=True)
            seeking = await Seeking(url, tmp_path, stall, workers=WORKERS, candidates=18).travel()
    check(seeking)
    assert all(seeking.did(worker) for worker in range(WORKERS))


@pytest.mark.soak
@pytest.mark.timeout(1_800)
async def test_four_workers_share_a_search_while_one_is_killed(postgres_server: str, tmp_path: Path) -> None:
    async with market_process() as market:
        with postgres.database(postgres_server) as url:
            stall = await market.stall(seconds=0.05, weather=True)
            seeking = await Seeking(
                url, tmp_path, stall, deaths=DEATHS, workers=WORKERS, candidates=60, deadline=900.0
            ).travel()
    check(seeking)
    assert all(seeking.did(worker) for worker in range(WORKERS))
