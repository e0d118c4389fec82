"""Leadsmith is killed on its way from a goal to leads; afterwards everything is there exactly once."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import Databases
from tests.e2e.journey import Journey, Polite, Travel, traveller
from tests.e2e.verdict import faults

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(180),  # a busy machine: fifteen seconds otherwise
    pytest.mark.sampled("postgres"),
]
SEED = 8155
SAMPLE = 3


@pytest.fixture
def travel(databases: Databases, tmp_path: Path) -> Travel:
    return traveller(databases, tmp_path)


def once(calm: Journey) -> list[str]:
    """The instants that come once in a journey, in order: their names mean the same in every life."""
    passed = Counter(instant.rpartition(" #")[0] for instant in calm.trace)
    return [instant for instant in calm.trace if passed[instant.rpartition(" #")[0]] == 1]


async def test_a_run_survives_death_at_any_boundary_and_between_slacks_answer_and_the_commit(
    travel: Travel,
) -> None:
    calm = await travel()
    assert faults(calm, calm) == []
    assert calm.outcome.launches == ((1, 1), (2, 1), (3, 1))
    instants = once(calm)
    sample = sorted(random.Random(SEED).sample(instants, SAMPLE), key=instants.index)
    between = ["kept: letter #1", "answered: plan #1", "answered: run #1", "answered: file #1"]
    lists = (sample, between, [Polite(0.8), Polite(0.8)])
    for deaths, journey in zip(lists, await asyncio.gather(*(travel(*one) for one in lists)), strict=True):
        assert journey.reached == deaths
        assert faults(journey, calm) == []
