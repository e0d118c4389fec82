"""Scoring anew survives being killed at any moment: every lead is scored, and none is counted twice."""

from __future__ import annotations

import asyncio
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from agent.clock import FixedClock
from agent.durable import Durable
from agent.scoring.presets import Preset
from agent.scoring.profile import Profile
from agent.scoring.service import Scoring
from agent.telling import Telling
from storage.models import Lead, LeadFact, Score
from storage.store import Store
from tests.migrated import newest_store
from tests.storage import rows
from tests.workshop import ADMIN, Recorder

pytestmark = [pytest.mark.long, pytest.mark.timeout(180), pytest.mark.sampled("sqlite")]
ROOT = Path(__file__).parents[3]
LEADS, KILLS = 1_000, 3


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """A thousand leads, and new weights that were saved just now."""
    opened = await newest_store(database_url)
    async with opened.transaction("T1") as repos:
        ids = [f"lead{number:04}" for number in range(LEADS)]
        same = {"workspace": "T1", "owner": "U1", "created_at": rows.NOW, "updated_at": rows.NOW}
        await repos.session.execute(insert(Lead), [{"id": each, "name": "Ada", **same} for each in ids])
        fact = {"field": "industry", "value": "Retail", "source": "A.js", "seen_at": rows.NOW}
        await repos.session.execute(insert(LeadFact), [{"lead_id": each, **fact} for each in ids])
    saver = Durable(opened.engine, executor="saver")
    scoring = Scoring(opened, saver, Telling(opened, saver, Recorder()), FixedClock(rows.NOW))
    await saver.launch()
    await scoring.save(ADMIN, Profile.usual(Preset.SAVINGS), 0)
    await saver.close()
    yield opened
    await opened.close()


async def scored_by(url: str, patience: float | None) -> bool:
    """Let a process score for so long, then kill it; whether it came to the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.agent.scoring.worker", url, "saver"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    try:
        async with asyncio.timeout(patience):
            return await process.stdout.readline() == b"scored\n"
    except TimeoutError:
        return False
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_killed_again_and_again_it_scores_every_lead_once(store: Store, database_url: str) -> None:
    moments = random.Random(7)
    for _ in range(KILLS):
        await scored_by(database_url, moments.uniform(0.1, 0.6))
    assert await scored_by(database_url, 60)
    async with store.reading("T1") as repos:
        assert await repos.scores.stale_count() == 0
        scores = Counter(await repos.session.scalars(select(Score.lead_id)))
        row = await repos.scores.version(1)
    assert scores == dict.fromkeys(scores, 1)
    assert len(scores) == LEADS
    assert row is not None
    assert (row.total, row.done) == (LEADS, LEADS)
