"""Planning with a model where there is one, and with rules where it fails."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Protocol

from agent.clock import Clock
from agent.errors import AgentError
from agent.llm.counts import Counts
from agent.planner.asking import question
from agent.planner.embedded import EmbeddedPlanner
from agent.planner.goal import Goal
from agent.planner.plan import Effort, Outcome, Revision
from agent.planner.progress import Progress
from agent.planner.react import PlanningError
from agent.planner.reading import read
from agent.planner.reading.talk import about_ours
from agent.planner.revising import amended

NO_MODEL = "Planned with rules, since no model is connected."
LATE = "Planned with rules, since the model did not answer in time."
FAILED = "Planned with rules. {}"
SECONDS = 60.0
"""How long a model may think before the rules take over."""

INSTEAD = "Planning with rules instead…"
_log = logging.getLogger(__name__)


class Thinker(Protocol):
    """Plans with a model; raises an `AgentError` when it came to no valid plan."""

    async def plan(self, goal: Goal, revision: Revision | None, progress: Progress) -> Outcome: ...


class Planner:
    """What the rest of the house plans with."""

    def __init__(
        self,
        embedded: EmbeddedPlanner,
        react: Thinker | None = None,
        *,
        seconds: float = SECONDS,
        clock: Clock | None = None,
    ) -> None:
        self._embedded = embedded
        self._react = react
        self._seconds = seconds
        self._clock = clock

    async def plan(self, text: str, revision: Revision | None, progress: Progress) -> Outcome:
        """A plan or a refusal. Whatever the model does, this ends within its time and a moment more."""
        started = time.monotonic()
        goal = read(text, self._clock.now().date() if self._clock else None)
        if self._react is None or _needs_no_model(goal, revision):
            return self._ruled(goal, revision, NO_MODEL, Effort(), started)
        try:
            async with asyncio.timeout(self._seconds):
                return await self._react.plan(
                    amended(goal, revision) if revision else goal, revision, progress
                )
        except TimeoutError:
            _log.warning("the model took longer than %.0f s", self._seconds)
            note, spent = LATE, Effort()
        except AgentError as error:
            _log.info("the model made no plan: %s", error)
            note, spent = FAILED.format(error), error.effort if isinstance(error, PlanningError) else Effort()
        await progress(INSTEAD)
        return self._ruled(goal, revision, note, spent.plus(Counts(fell_back=1)), started)

    def by_rules(self, goal: Goal, note: str) -> Outcome:
        """The rules' answer at once, for a goal as a person understood it; `note` says why it is theirs."""
        return self._noted(self._embedded.plan(goal, told=True), note, Effort(), time.monotonic())

    def _ruled(
        self, goal: Goal, revision: Revision | None, note: str, spent: Effort, started: float
    ) -> Outcome:
        """The rules' answer, with a word on why, and what the model took before."""
        return self._noted(self._embedded.plan(goal, revision), note, spent, started)

    @staticmethod
    def _noted(outcome: Outcome, note: str, spent: Effort, started: float) -> Outcome:
        plan = outcome.plan and outcome.plan.model_copy(update={"note": note})
        effort = spent.model_copy(update={"seconds": time.monotonic() - started})
        return outcome.model_copy(update={"plan": plan, "effort": effort})


def _needs_no_model(goal: Goal, revision: Revision | None) -> bool:
    """Whether there is nothing to plan (yet): it is about what is there already, or misses the essential."""
    return about_ours(goal.text, goal.asked) or (revision is None and question(goal) is not None)
