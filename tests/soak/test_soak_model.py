"""A real model, far too small, plans goals: every request ends in time, and the remedies are counted."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from agent.evals import labelled
from agent.llm.actions import ActionMode
from agent.llm.budget import Limits
from agent.llm.counts import Counts
from agent.llm.model import Message, Model, Reply, Tool
from agent.llm.openai import OpenAIModel
from agent.planner.catalogue import catalogue
from agent.planner.embedded import EmbeddedPlanner
from agent.planner.plan import Outcome, PlannerKind
from agent.planner.planner import Planner
from agent.planner.react import ReactPlanner
from agent.planner.search import PhantomSearch
from agent.planner.validation import violations
from tests.model_server import clumsy, model_server
from tests.soak.small_model import MissingError, serving

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]

LIMITS = Limits(turns=8, tokens=16_000, seconds=80.0, reply=200)
PATIENCE = 40.0
GRACE = 1.0
GOALS = (
    "Find 50 marketing managers at SaaS companies in Berlin and get their e-mails",
    "Export the members of a LinkedIn group",
    "Plumbers in Lyon from Google Maps with their phone numbers",
    "Who liked our last LinkedIn post? Only export them, do not contact anybody",
    "Get the e-mails of the people in my Sales Navigator search",
    "Finde 30 Geschäftsführer in Hamburg",
    "Withdraw my pending LinkedIn invitations",
    "Tell me a joke",
)


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    try:
        with serving(tmp_path_factory.mktemp("model")) as url:
            yield url
    except MissingError as error:
        pytest.skip(f"no small model here: {error}")


@dataclass
class Timed:
    """A model whose requests are timed."""

    model: Model
    seconds: list[float] = field(default_factory=list)

    async def complete(
        self,
        messages: Sequence[Message],
        tools: Sequence[Tool],
        *,
        max_tokens: int,
        temperature: float | None = None,
    ) -> Reply:
        started = time.perf_counter()
        try:
            return await self.model.complete(messages, tools, max_tokens=max_tokens, temperature=temperature)
        finally:
            self.seconds.append(time.perf_counter() - started)


async def silent(_doing: str) -> None:
    pass


def planner_with(model: Model, limits: Limits) -> Planner:
    searching = PhantomSearch(catalogue())
    react = ReactPlanner(model, searching, catalogue(), limits=limits)
    return Planner(EmbeddedPlanner(catalogue(), searching), react, seconds=limits.seconds + 0.5)


async def plan_all(planner: Planner, goals: Sequence[str]) -> tuple[list[Outcome], float]:
    """The answer to each goal, and the seconds that the slowest took."""
    outcomes, slowest = [], 0.0
    for goal in goals:
        started = time.perf_counter()
        outcomes.append(await planner.plan(goal, None, silent))
        slowest = max(slowest, time.perf_counter() - started)
    return outcomes, slowest


def sound(outcome: Outcome) -> bool:
    plan = outcome.plan
    return plan is not None and not violations(plan.goal, plan.scripts, catalogue())


def note(record: Any, outcomes: Sequence[Outcome]) -> Counter[str]:
    """How often each remedy was needed, and how many sound plans are owed to it; the latter is given back."""
    made = Counter(each.planner for each in outcomes if each.plan)
    owed = Counter(name for each in outcomes if sound(each) for name in each.effort.counts.remedies)
    record("goals", len(outcomes))
    record("plans by the model, by rules", f"{made[PlannerKind.MODEL]}, {made[PlannerKind.EMBEDDED]}")
    record("refusals", sum(each.refusal is not None for each in outcomes))
    for name, times in sum((each.effort.counts for each in outcomes), Counts()):
        record(f"{name}: times, plans saved", f"{times}, {owed[name]}")
    return owed


@pytest.mark.parametrize("actions", [ActionMode.AUTO, ActionMode.JSON])
async def test_every_request_ends_in_time_and_every_goal_in_an_answer(
    endpoint: str, actions: ActionMode, record_property: Any
) -> None:
    adapter = OpenAIModel("none", "small", base_url=endpoint, patience=PATIENCE, actions=actions)
    timed = Timed(adapter)
    outcomes, slowest = await plan_all(planner_with(timed, LIMITS), GOALS)
    await adapter.close()
    record_property("requests", len(timed.seconds))
    record_property("slowest request, seconds", round(max(timed.seconds), 1))
    record_property("slowest goal, seconds", round(slowest, 1))
    note(record_property, outcomes)

    assert max(timed.seconds) <= PATIENCE + GRACE
    assert slowest <= LIMITS.seconds + GRACE
    assert all(each.effort.turns <= LIMITS.turns for each in outcomes)
    assert all(each.effort.tokens <= LIMITS.tokens for each in outcomes)
    assert all(sound(each) if each.plan else each.refusal for each in outcomes)


@pytest.mark.parametrize("seed", range(3))
async def test_every_remedy_saves_some_plans_of_a_clumsy_model(seed: int, record_property: Any) -> None:
    goals = [label.goal for label in labelled()]
    async with model_server(clumsy(seed)) as url:
        model = OpenAIModel("none", "clumsy", base_url=url, patience=5.0, actions=ActionMode.TOOLS)
        outcomes, slowest = await plan_all(planner_with(model, Limits(seconds=10.0)), goals)
        await model.close()
    owed = note(record_property, outcomes)

    assert {"salvaged", "mended", "nudged", "unknown", "repairs", "fell_back"} <= owed.keys()
    assert slowest <= 10.0 + GRACE
    assert all(sound(each) if each.plan else each.refusal for each in outcomes)
