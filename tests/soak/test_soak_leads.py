"""A million leads: p95 of typical questions and of Home beside the bare SQL for the same, in the same run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import postgres
from tests.many_leads import QUESTIONS, fill, measure

pytestmark = [pytest.mark.soak, pytest.mark.postgres, pytest.mark.timeout(1_200)]
LEADS = 1_000_000


async def test_a_million_leads(postgres_server: str, record_property: Callable[[str, object], None]) -> None:
    with postgres.database(postgres_server) as url:
        store = await fill(url, LEADS)
        measured = {}
        for name, asked in QUESTIONS.items():
            measured[name] = each = await measure(store, url, asked)
            record_property(
                name, f"{each.ours * 1000:.1f} ms, bare {each.bare * 1000:.1f} ms, {each.ratio:.2f}"
            )
        await store.close()
    assert {name: each for name, each in measured.items() if not each.is_fair} == {}
