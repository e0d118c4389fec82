"""Questions take no longer than the bare SQL for them: a sample of tests/soak/test_soak_leads.py."""

from __future__ import annotations

import pytest

from tests import postgres
from tests.many_leads import QUESTIONS, fill, measure

SAMPLE = 20_000


@pytest.mark.postgres
@pytest.mark.timeout(180)
async def test_a_sample(postgres_server: str) -> None:
    with postgres.database(postgres_server) as url:
        store = await fill(url, SAMPLE)
        measured = {name: await measure(store, url, asked) for name, asked in QUESTIONS.items()}
        await store.close()
    assert {name: each for name, each in measured.items() if not each.is_fair} == {}
