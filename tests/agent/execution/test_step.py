"""One step of a run ends in a state that a person can go on from, whatever goes wrong in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from agent.credentials import Vault
from agent.errors import NotFoundError, UnavailableError
from agent.execution.card import RunCard
from agent.execution.executor import Failure
from agent.execution.step import StepWork
from agent.planner.plan import Outcome
from storage.models import RunStatus, StepStatus
from tests.support import plan_with
from tests.workshop import DANA, WORKSPACE, Workshop, workshop_at

SEARCH, FINDER = "LinkedIn Search Export.js", "Professional Email Finder.js"
PLANNED = Outcome(plan=plan_with("find 10 CTOs in Berlin and get their e-mails", SEARCH, FINDER))
COOKIE = {"linkedinliatsessioncookie": "demo"}


async def run_of(shop: Workshop) -> str:
    """A run that goes on to its end, or to where it stops."""
    run_id = await shop.waiting_run()
    await shop.connections.put(DANA, "linkedin", COOKIE, demo=True)
    await shop.execution.give(
        DANA,
        run_id,
        {1: {"linkedinsearchurl": "https://www.linkedin.com/search/results/people/?keywords=CTO"}},
    )
    await shop.execution.start(DANA, run_id, 0)
    return run_id


async def card_of(shop: Workshop, run_id: str) -> RunCard:
    return await shop.execution.card(WORKSPACE, run_id)


def executor_of(shop: Workshop) -> Any:
    return shop.execution._context.executor


async def counted(shop: Workshop, run_id: str) -> list[tuple[int, int, int]]:
    """The position, attempt and number of every row kept."""
    async with shop.store.reading(WORKSPACE) as repos:
        return [(row.position, row.attempt, row.number) for row in await repos.runs.rows(run_id)]


def failing(error: Exception) -> Callable[..., Awaitable[None]]:
    async def fails(*_: object) -> None:
        raise error

    return fails


@pytest.mark.parametrize("method", ["launch", "poll", "rows"])
@pytest.mark.parametrize("error", [UnavailableError("not now"), NotFoundError("no such container")])
async def test_an_executor_that_fails_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str, error: Exception
) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await run_of(shop)
        with monkeypatch.context() as patch:
            patch.setattr(executor_of(shop), method, failing(error))
            await shop.durable.settle()
        card = await card_of(shop, run_id)
        assert card.status is RunStatus.STOPPED
        assert card.steps[0].failure is Failure.UNSEEN
        await shop.execution.retry(DANA, run_id, card.segment)
        await shop.durable.settle()
        assert (await card_of(shop, run_id)).status is RunStatus.FINISHED
        assert len(await counted(shop, run_id)) == len({*await counted(shop, run_id)})


async def test_an_account_that_cannot_be_opened_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await run_of(shop)
        monkeypatch.setattr(shop.connections, "_vault", Vault.of(Vault.new_key()))
        await shop.durable.settle()
        card = await card_of(shop, run_id)
        assert (card.status, card.steps[0].failure) == (RunStatus.STOPPED, Failure.EXPIRED_COOKIE)


async def test_a_step_with_nothing_to_work_on_launches_nothing(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await run_of(shop)
        shop.fails(SEARCH, Failure.RATE_LIMIT, after=0)
        await shop.durable.settle()
        await shop.execution.skip(DANA, run_id, 1)
        await shop.durable.settle()
        card = await card_of(shop, run_id)
        assert card.steps[1].failure is Failure.EMPTY
        async with shop.store.reading(WORKSPACE) as repos:
            assert await repos.runs.launch(run_id, 1, 1) is not None
            assert await repos.runs.launch(run_id, 2, 1) is None


async def test_what_is_collected_twice_is_there_once(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await run_of(shop)
        await shop.durable.settle()
        before = await counted(shop, run_id)
        async with shop.store.reading(WORKSPACE) as repos:
            launch = await repos.runs.launch(run_id, 1, 1)
        assert launch is not None
        await StepWork(shop.execution._context, WORKSPACE, run_id, 1)._collect(launch.container)
        assert await counted(shop, run_id) == before
        assert len(before) == len(set(before))


async def test_a_run_that_is_cancelled_while_it_works_stops_its_launch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await run_of(shop)
        executor = executor_of(shop)
        monkeypatch.setattr(executor, "_pace", type(executor._pace)(seconds_per_row=1.0))
        poll, looks = executor.poll, []

        async def look(container: str) -> Any:
            looks.append(container)
            shop.clock.at = shop.clock.at.replace(second=min(59, shop.clock.at.second + 1))
            if len(looks) == 4:
                await shop.execution.cancel(DANA, run_id)
            return await poll(container)

        monkeypatch.setattr(executor, "poll", look)
        await shop.durable.settle()
        card = await card_of(shop, run_id)
        assert card.status is RunStatus.CANCELLED
        assert [step.status for step in card.steps] == [StepStatus.STOPPED, StepStatus.PENDING]
        assert 0 < len(await counted(shop, run_id)) < 10
