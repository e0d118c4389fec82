"""The planner for the settings, and planning for the command line."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

from agent.clock import SystemClock
from agent.llm.breaker import Breaker, GuardedModel
from agent.llm.budget import Limits
from agent.llm.model import Model
from agent.planner.catalogue import Catalogue, catalogue
from agent.planner.embedded import EmbeddedPlanner
from agent.planner.plan import Outcome
from agent.planner.planner import Planner
from agent.planner.react import ReactPlanner
from agent.planner.search import PhantomSearch
from bot.searching import search_of
from bot.settings import Settings

GRACE_SECONDS = 0.5
"""The model's own limit ends first, so that what it took is known."""


def model_of(settings: Settings, opened: AsyncExitStack) -> Model | None:
    """The model, when a key is set; `opened` closes the connections to its endpoint."""
    if settings.openai_api_key is None:
        return None
    # Importing openai takes a second, which a keyless start need not wait for.
    from agent.llm.openai import OpenAIModel  # noqa: PLC0415

    endpoint = OpenAIModel(
        settings.openai_api_key.get_secret_value(),
        settings.openai_model,
        base_url=settings.openai_base_url,
        actions=settings.openai_action_mode,
    )
    opened.push_async_callback(endpoint.close)
    return GuardedModel(endpoint, Breaker(time.monotonic))


def planner_of(
    settings: Settings,
    phantoms: Catalogue,
    lexical: PhantomSearch,
    model: Model | None,
    opened: AsyncExitStack,
) -> Planner:
    """The planner: with a model where there is one, by rules otherwise and whenever the model fails."""
    react = None
    if model is not None:
        limits = Limits(settings.plan_turns, settings.plan_tokens, settings.plan_seconds)
        search = search_of(settings, phantoms, lexical, opened)
        react = ReactPlanner(model, search, phantoms, limits=limits)
    return Planner(
        EmbeddedPlanner(phantoms, lexical),
        react,
        seconds=settings.plan_seconds + GRACE_SECONDS,
        clock=SystemClock(),
    )


async def plan_lines(settings: Settings, goals: list[str]) -> AsyncIterator[dict[str, Any]]:
    """One record a goal: the plan or the refusal, what would be asked, and what it took."""
    async with AsyncExitStack() as opened:
        planner = planner_of(
            settings, catalogue(), PhantomSearch(catalogue()), model_of(settings, opened), opened
        )
        for goal in goals:
            yield record(goal, await planner.plan(goal, None, _silent))


def record(goal: str, outcome: Outcome) -> dict[str, Any]:
    """An outcome in the form that `plan --json` prints."""
    plan = outcome.plan
    steps = plan.steps if plan else ()
    asks = plan.asks if plan else ()
    return {
        "goal": goal,
        "plan": [
            {"script": step.script, "why": step.why, "stages": [s.value for s in step.stages]}
            for step in steps
        ],
        "asks": [{"script": ask.script, "input": ask.input, "prefilled": ask.prefilled} for ask in asks],
        "refused": outcome.refusal.reason if outcome.refusal else None,
        "planner": (plan.planner if plan else outcome.planner).value,
        "turns": outcome.effort.turns,
        "tokens": outcome.effort.tokens,
        "seconds": round(outcome.effort.seconds, 3),
    }


def print_plan(line: dict[str, Any]) -> str:
    """A record as a person reads it."""
    if line["refused"]:
        return f"{line['goal']}\n  {line['refused']}"
    steps = [
        f"  {number}. {step['script']}\n     {step['why']}" for number, step in enumerate(line["plan"], 1)
    ]
    asked = ", ".join(f"{ask['input']}{' (prefilled)' if ask['prefilled'] else ''}" for ask in line["asks"])
    return "\n".join([line["goal"], *steps, f"  asks: {asked or 'nothing'} · planner: {line['planner']}"])


async def _silent(_doing: object) -> None:
    """Progress has no place on a pipe."""
