"""A run read from the store: its plan as executed, its rows, its card."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.errors import NotFoundError
from agent.execution.executor import Failure
from agent.execution.reading import RunState, plan_of, read_run
from agent.planner.catalogue import catalogue
from agent.planner.plan import Outcome
from storage.models import StepStatus
from tests.support import plan_with
from tests.workshop import DANA, Workshop, workshop_at

GROUP, SCRAPER = "LinkedIn Group Members Export.js", "LinkedIn Profile Scraper.js"
PLANNED = Outcome(plan=plan_with("get the profiles of 12 people in a linkedin group", GROUP, SCRAPER))
GROUP_URL, PROFILE = "https://www.linkedin.com/groups/12345/", "https://www.linkedin.com/in/somebody"


async def _read(shop: Workshop, run_id: str) -> RunState:
    async with shop.store.reading("T1") as repos:
        return await read_run(repos, run_id, catalogue())


async def _started(shop: Workshop, values: dict[int, dict[str, str | None]]) -> str:
    run_id = await shop.waiting_run()
    await shop.connections.put(DANA, "linkedin", {"linkedinliatsessioncookie": "demo"})
    await shop.execution.give(DANA, run_id, values)
    await shop.execution.start(DANA, run_id, 0)
    await shop.durable.settle()
    return run_id


async def test_a_fresh_run_has_steps_and_no_rows(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        state = await _read(shop, await shop.waiting_run())
        assert [step.script for step in state.steps] == [GROUP, SCRAPER]
        assert (state.table, state.before(2)) == ([], [])
        assert state.phantom(2).name == "LinkedIn Profile Scraper"


async def test_a_step_works_on_what_the_ones_before_it_delivered(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        state = await _read(shop, await _started(shop, {1: {"linkedingroupurl": GROUP_URL}}))
        assert len(state.before(2)) == 12
        assert len(state.table) == 12
        sources = {line.sources["linkedinprofileurl"] for line in state.lines}
        assert sources <= {GROUP, SCRAPER}


async def test_a_given_value_replaces_the_wire_of_the_plan(tmp_path: Path) -> None:
    values = {1: {"linkedingroupurl": GROUP_URL}, 2: {"linkedinprofileurl": PROFILE}}
    async with workshop_at(tmp_path, PLANNED) as shop:
        state = await _read(shop, await _started(shop, values))
        assert state.plan.steps[1].needs[0].wires
        assert not state.step(2).needs[0].wires
        assert state.table[0]["linkedinprofileurl"] == PROFILE


async def test_the_card_tells_what_stands_in_the_store(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        shop.fails(GROUP, Failure.RATE_LIMIT, after=5)
        card = await shop.execution.card("T1", await _started(shop, {1: {"linkedingroupurl": GROUP_URL}}))
        first, second = card.steps
        assert (first.status, first.done, first.total, first.failure) == (
            StepStatus.FAILED,
            5,
            12,
            Failure.RATE_LIMIT,
        )
        assert first.finds_its_own
        assert not second.finds_its_own
        assert card.stopped_at == first
        assert (second.status, second.failure) == (StepStatus.PENDING, None)
        assert card.first_rows == ()


async def test_what_is_gone_is_said(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        plan_id = await shop.proposed()
        async with shop.store.reading("T1") as repos:
            with pytest.raises(NotFoundError, match="that plan"):
                await plan_of(repos, plan_id, 7)
            with pytest.raises(NotFoundError, match="that run"):
                await read_run(repos, "nothing", catalogue())
