"""The planner that thinks with a model: a bounded conversation whose outcome is checked, never trusted."""

from __future__ import annotations

import logging
import time

from agent.errors import AgentError
from agent.llm.breaker import Monotonic
from agent.llm.budget import Limits
from agent.llm.counts import Counts
from agent.llm.loop import Ended, Loop, Stop
from agent.llm.model import Model
from agent.planner.alternatives import with_alternatives
from agent.planner.catalogue import Catalogue
from agent.planner.desk import Desk, Search
from agent.planner.draft import Draft
from agent.planner.goal import Goal
from agent.planner.plan import Effort, Outcome, Plan, PlannerKind, Revision
from agent.planner.progress import Progress
from agent.planner.prompts import NUDGE, PROMPT_VERSION, opening
from agent.planner.wiring import wire

_log = logging.getLogger(__name__)

STEADY = 0.2
INVENTIVE = 0.9
"""Temperatures of a first plan and of another one."""

REASONS = {
    Stop.FINISHED: "The model finished without a plan.",
    Stop.TURNS: "The model did not settle on a plan in the turns it has.",
    Stop.TOKENS: "The model used up its tokens before it had a plan.",
    Stop.SECONDS: "The model did not have a plan in time.",
    Stop.REPEATED: "The model went in circles.",
    Stop.SILENT: "The model talked instead of planning.",
    Stop.ERROR: "The model did not answer.",
}

UNHEARD = {Stop.ERROR, Stop.SECONDS}
"""Ends that say nothing about whether there is another plan."""


class PlanningError(AgentError):
    """The model came to no valid plan; rules may. `effort` is what the attempt took."""

    def __init__(self, ended: Ended, effort: Effort) -> None:
        super().__init__(ended.error or REASONS[ended.stop])
        self.stop = ended.stop
        self.effort = effort


class ReactPlanner:
    """Plans with a model, within limits."""

    def __init__(
        self,
        model: Model,
        search: Search,
        catalogue: Catalogue,
        *,
        limits: Limits | None = None,
        monotonic: Monotonic = time.monotonic,
    ) -> None:
        self._model = model
        self._search = search
        self._catalogue = catalogue
        self._limits = limits or Limits()
        self._monotonic = monotonic

    async def plan(self, goal: Goal, revision: Revision | None, progress: Progress) -> Outcome:
        """A plan, a refusal, or `same` when no other plan came; else `PlanningError`."""
        started = self._monotonic()
        draft = Draft(goal, revision, self._catalogue)
        toolbox = Desk(draft, self._search, progress).toolbox
        loop = Loop(self._model, toolbox, self._limits, NUDGE, INVENTIVE if revision else STEADY)
        ended = await loop.run(opening(goal, revision))
        effort = Effort(
            turns=ended.turns,
            tokens=ended.tokens,
            seconds=self._monotonic() - started,
            counts=ended.counts + draft.counts,
        )
        told = (PROMPT_VERSION, ended.stop, ended.turns, ended.tokens, sorted(effort.counts.remedies))
        _log.info("prompt %s: %s after %d turns, %d tokens, %s", *told)
        return self._outcome(draft, ended, effort)

    def _outcome(self, draft: Draft, ended: Ended, effort: Effort) -> Outcome:
        """What the draft amounts to. One that is valid counts, also when the model forgot to say so."""
        if draft.refusal is not None:
            return Outcome(refusal=draft.refusal, effort=effort, planner=PlannerKind.MODEL)
        if not draft.objections():
            plan = self._wired(draft)
            took = effort if ended.stop is Stop.FINISHED else effort.plus(Counts(kept=1))
            return Outcome(plan=plan, effort=took, planner=PlannerKind.MODEL, changed=draft.changed)
        if draft.only_repeats and ended.stop not in UNHEARD:
            return Outcome(effort=effort, planner=PlannerKind.MODEL, same=True)
        raise PlanningError(ended, effort)

    def _wired(self, draft: Draft) -> Plan:
        plan = Plan(
            goal=self._understood(draft),
            steps=wire(draft.goal, draft.choices, self._catalogue),
            planner=PlannerKind.MODEL,
            note=draft.note,
            prompt=PROMPT_VERSION,
        )
        return with_alternatives(plan, self._catalogue)

    def _understood(self, draft: Draft) -> Goal:
        """The goal; in a language that only the model reads, it wants what the model chose."""
        if draft.goal.language is not None:
            return draft.goal
        chosen = (self._catalogue.phantom(script) for script in draft.scripts)
        wanted = frozenset(stage for phantom in chosen for stage in phantom.stages)
        return draft.goal.model_copy(update={"wanted": wanted - draft.goal.forbidden, "about_leads": True})
