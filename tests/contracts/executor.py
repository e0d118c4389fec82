"""What every executor keeps, whatever runs its phantoms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pytest

from agent.errors import NotFoundError
from agent.execution.executor import Executor, Launch, LaunchState, Progress, ResultRow

SEARCH = "LinkedIn Search Export.js"
SCRAPER = "LinkedIn Profile Scraper.js"
SEARCH_URL = "https://www.linkedin.com/search/results/people/?keywords=marketing%20manager%20berlin"


class Bench(Protocol):
    """An executor whose time the suite moves."""

    executor: Executor

    def wait(self, seconds: float) -> None:
        """Let so much of the executor's time pass."""


def search(key: str = "run:1:step:1:attempt:1", limit: int = 10, skip: int = 0) -> Launch:
    return Launch(key=key, script=SEARCH, inputs={"linkedinsearchurl": SEARCH_URL}, limit=limit, skip=skip)


def profiles(rows: Sequence[ResultRow]) -> list[str]:
    return [row.values["linkedinprofileurl"] for row in rows]


class ExecutorContract:
    """Subclass it with a fixture `bench` whose executor takes at least a second for ten rows."""

    @pytest.fixture
    def bench(self) -> Bench:
        raise NotImplementedError

    async def finished(self, bench: Bench, launch: Launch) -> str:
        container = await bench.executor.launch(launch, {})
        bench.wait(3_600)
        return container

    async def test_the_same_key_is_the_same_container(self, bench: Bench):
        first = await bench.executor.launch(search(), {})
        bench.wait(1)
        assert await bench.executor.launch(search(), {}) == first

    async def test_another_key_is_another_container(self, bench: Bench):
        first = await bench.executor.launch(search("run:1:step:1:attempt:1"), {})
        assert await bench.executor.launch(search("run:2:step:1:attempt:1"), {}) != first

    async def test_launching_again_starts_nothing_again(self, bench: Bench):
        container = await self.finished(bench, search())
        rows = await bench.executor.rows(container)
        await bench.executor.launch(search(), {})
        assert (await bench.executor.poll(container)).state is LaunchState.FINISHED
        assert await bench.executor.rows(container) == rows

    async def test_progress_only_grows_and_ends(self, bench: Bench):
        container = await bench.executor.launch(search(), {})
        seen: list[Progress] = []
        for _ in range(40):
            seen.append(await bench.executor.poll(container))
            bench.wait(0.25)
        assert [p.done for p in seen] == sorted(p.done for p in seen)
        assert all(p.found <= p.done <= p.total for p in seen)
        assert seen[0].state is LaunchState.RUNNING
        assert seen[-1].state is LaunchState.FINISHED
        assert seen[-1].done == seen[-1].total

    async def test_rows_come_while_it_runs_and_stay(self, bench: Bench):
        container = await bench.executor.launch(search(), {})
        partial = await bench.executor.rows(container)
        while not partial:
            bench.wait(0.1)
            partial = await bench.executor.rows(container)
        assert (await bench.executor.poll(container)).state is LaunchState.RUNNING
        bench.wait(3_600)
        rows = await bench.executor.rows(container)
        assert len(partial) < len(rows)
        assert list(rows[: len(partial)]) == list(partial)

    async def test_never_more_rows_than_wanted(self, bench: Bench):
        container = await self.finished(bench, search(limit=7))
        assert len(await bench.executor.rows(container)) == 7

    async def test_findings_already_delivered_are_left_out(self, bench: Bench):
        whole = await bench.executor.rows(await self.finished(bench, search("run:1:step:1:attempt:1")))
        rest = await bench.executor.rows(await self.finished(bench, search("run:1:step:1:attempt:2", skip=4)))
        assert profiles(rest) == profiles(whole)[4:]

    async def test_rows_made_from_lines_name_their_line(self, bench: Bench):
        people = await bench.executor.rows(await self.finished(bench, search()))
        lines = tuple({"linkedinprofileurl": url} for url in profiles(people))
        launch = Launch(key="run:1:step:2:attempt:1", script=SCRAPER, inputs={}, rows=lines, limit=10)
        rows = await bench.executor.rows(await self.finished(bench, launch))
        assert [row.source for row in rows] == list(range(len(lines)))
        assert profiles(rows) == profiles(people)

    async def test_stopping_keeps_what_was_delivered(self, bench: Bench):
        container = await bench.executor.launch(search(), {})
        bench.wait(0.6)
        kept = await bench.executor.rows(container)
        await bench.executor.stop(container)
        bench.wait(3_600)
        assert (await bench.executor.poll(container)).state is LaunchState.STOPPED
        assert list(await bench.executor.rows(container)) == list(kept)

    async def test_stopping_what_has_ended_changes_nothing(self, bench: Bench):
        container = await self.finished(bench, search())
        await bench.executor.stop(container)
        assert (await bench.executor.poll(container)).state is LaunchState.FINISHED
        assert len(await bench.executor.rows(container)) == 10

    async def test_an_unknown_container_is_not_found(self, bench: Bench):
        for ask in (bench.executor.poll, bench.executor.rows, bench.executor.stop):
            with pytest.raises(NotFoundError):
                await ask("no such container")
