"""Leadsmith is killed while it imports, or takes back, a list: nothing is there twice, nothing is lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.conftest import Databases
from tests.e2e.importing import Importing

pytestmark = [pytest.mark.timeout(300), pytest.mark.sampled("sqlite")]
SEED = 2611
SAMPLE = 3
AT_A_BATCH = ["done: rows from 25 #1", "kept: rows from 50 #1"]
Bring = Callable[..., Awaitable[Importing]]


@pytest.fixture
def bring(databases: Databases, tmp_path: Path) -> Bring:
    async def begun(*deaths: str, undo: bool = False) -> Importing:
        with databases() as url:
            return await Importing(url, Path(mkdtemp(dir=tmp_path)), deaths, undo=undo).travel()

    return begun


def instants(calm: Importing) -> list[str]:
    """Those of an import, in order."""
    return [each for each in dict.fromkeys(calm.trace) if each != "listening #1"]


def faults(journey: Importing, calm: Importing) -> list[str]:
    """What is not as it is when nothing goes wrong."""
    wrong = [
        f"{name}: {journey.found[name]}" for name in calm.found if journey.found[name] != calm.found[name]
    ]
    if journey.kinds != calm.kinds:
        wrong.append(f"messages: {journey.kinds}")
    return wrong


@pytest.mark.long
async def test_an_import_survives_death_at_any_boundary(bring: Bring) -> None:
    calm = await bring()
    assert calm.found["imports"] == [("finished", 110, 110, 90, 11, 1, 0)]
    assert len(calm.found["leads"]) == 90
    assert calm.kinds == {"import": 1, "file": 1}
    once = [each for each in instants(calm) if each.endswith("#1")]
    sample = sorted(random.Random(SEED).sample(once, SAMPLE), key=once.index)
    lists = [sample, AT_A_BATCH]
    for deaths, journey in zip(lists, await asyncio.gather(*(bring(*one) for one in lists)), strict=True):
        assert journey.reached == deaths
        assert faults(journey, calm) == []


@pytest.mark.soak
async def test_an_undoing_survives_death(bring: Bring) -> None:
    deaths = ["done: take back 0 #1", "kept: take back 1 #1"]
    calm, killed = await asyncio.gather(bring(undo=True), bring(*deaths, undo=True))
    assert calm.found["imports"] == [("undone", 110, 110, 90, 11, 2, 90)]
    assert calm.found["leads"] == []
    assert calm.found["facts"] == calm.found["keys"] == 0
    assert killed.reached == deaths
    assert faults(killed, calm) == []


@pytest.mark.soak
@pytest.mark.timeout(3_600)
async def test_an_import_survives_death_at_every_boundary(bring: Bring) -> None:
    calm = await bring()
    for death in instants(calm):
        journey = await bring(death)
        assert (death, faults(journey, calm)) == (death, [])
