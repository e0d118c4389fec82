"""Leadsmith is killed at every instant there is, and at random ones, one life after another."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.conftest import Databases
from tests.e2e.journey import Death, Journey, Polite, Travel, traveller
from tests.e2e.verdict import faults

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]

AT_ONCE = 3
RANDOM_DEATHS = 50
LIVES = 4
LONGEST_LIFE_SECONDS = 1.6
"""A whole undisturbed journey takes about twice as long."""

Figures = Callable[[str, object], None]


@pytest.fixture
def travel(databases: Databases, tmp_path: Path) -> Travel:
    return traveller(databases, tmp_path)


async def all_of(travel: Travel, lives: Iterable[tuple[Death, ...]]) -> list[Journey]:
    """Go on every journey, a few at a time."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(deaths: tuple[Death, ...]) -> Journey:
        async with turns:
            return await travel(*deaths)

    return await asyncio.gather(*(one(deaths) for deaths in lives))


def report(figures: Figures, calm: Journey, journeys: list[Journey]) -> None:
    """Note what happened, and fail when anything is there twice or missing."""
    wrong = {str(journey.deaths): found for journey in journeys if (found := faults(journey, calm))}
    figures("journeys", len(journeys))
    figures("kills", sum(len(journey.reached) for journey in journeys))
    figures("rows each", len(calm.outcome.rows))
    figures("launches each", len(calm.outcome.launches))
    figures("files uploaded twice", sum(journey.kinds["file"] - 1 for journey in journeys))
    figures("journeys with a fault", len(wrong))
    assert wrong == {}


async def test_at_every_instant(travel: Travel, record_property: Figures) -> None:
    calm = await travel()
    instants = list(dict.fromkeys(calm.trace))
    journeys = await all_of(travel, [(instant,) for instant in instants])
    missed = [journey.deaths[0] for journey in journeys if not journey.reached]
    answered = [
        death for journey in journeys for death in journey.reached if str(death).startswith("answered")
    ]
    record_property("instants", len(instants))
    record_property("not reached", ", ".join(map(str, missed)) or "none")
    record_property("between Slack's answer and our commit", len(answered))
    report(record_property, calm, journeys)
    assert len(answered) >= len({"plan", "run", "file"})


async def test_stopped_politely(travel: Travel, record_property: Figures) -> None:
    calm = await travel()
    chance = random.Random(1)
    lives = [tuple(Polite(chance.uniform(0.3, LONGEST_LIFE_SECONDS)) for _ in range(3)) for _ in range(5)]
    report(record_property, calm, await all_of(travel, lives))


async def test_at_random_instants(travel: Travel, record_property: Figures) -> None:
    calm = await travel()
    chance = random.Random(8155)
    journeys: list[Journey] = []
    while sum(len(journey.reached) for journey in journeys) < RANDOM_DEATHS:
        lives = [
            tuple(chance.uniform(0.05, LONGEST_LIFE_SECONDS) for _ in range(LIVES)) for _ in range(AT_ONCE)
        ]
        journeys += await all_of(travel, lives)
    report(record_property, calm, journeys)
