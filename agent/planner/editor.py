"""Changing a proposed plan by hand: its steps, and what was understood of the goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.errors import StaleError
from agent.planner.card import PlanCard
from agent.planner.catalogue import Catalogue
from agent.planner.chips import ChipKind, corrected_by
from agent.planner.editing import (
    UNCHANGED,
    Attempt,
    EditError,
    attempted,
    carried_over,
    choices_of,
    difference,
    edited,
)
from agent.planner.goal import Goal
from agent.planner.phantom import Phantom
from agent.planner.plan import Choice, Outcome, Plan
from agent.planner.planner import Planner
from agent.planner.revising import changed
from agent.planner.search import PhantomSearch
from agent.planner.service import Planning
from agent.roles import Actor

BY_RULES = "Planned with rules, for what was corrected."
_OFFERED = 20


@dataclass(frozen=True)
class Editor:
    """What people change in a plan that waits for a decision. Each change is a new version like any other."""

    planning: Planning
    planner: Planner
    search: PhantomSearch
    catalogue: Catalogue

    async def shown(self, actor: Actor, plan_id: str, version: int) -> tuple[PlanCard, Plan]:
        """The plan that this person may change now."""
        card = await self.planning.replannable(actor, plan_id, version)
        if card.plan is None:
            raise StaleError("There is no plan to change.")
        return card, card.plan

    async def attempt(
        self, actor: Actor, plan_id: str, version: int, choices: Sequence[Choice] | None = None
    ) -> Attempt:
        """The plan with these steps as it would be, valid or not; without any, as it is."""
        _, plan = await self.shown(actor, plan_id, version)
        wanted = choices_of(plan, self.catalogue) if choices is None else choices
        return attempted(plan, wanted, self.catalogue)

    async def edit(self, actor: Actor, plan_id: str, version: int, choices: Sequence[Choice]) -> None:
        """Make these steps the next version; raises an `EditError` when they are no plan."""
        _, plan = await self.shown(actor, plan_id, version)
        new = edited(plan, choices, self.catalogue)
        outcome = Outcome(plan=new, planner=new.planner, changed=difference(plan, new))
        await self.planning.put(actor, plan_id, version, outcome)

    def find(self, query: str, taken: Sequence[str]) -> tuple[Phantom, ...]:
        """Phantoms to add, the best first, without those that are in the plan already."""
        hits = self.search.search(query, k=_OFFERED + len(taken))
        return tuple(hit.phantom for hit in hits if hit.phantom.script not in taken)[:_OFFERED]

    async def correct(
        self, actor: Actor, plan_id: str, version: int, said: Mapping[ChipKind, str | None]
    ) -> None:
        """Make a plan for the goal as corrected the next version; raises for what cannot be, by chip."""
        _, plan = await self.shown(actor, plan_id, version)
        goal = corrected_by(plan.goal, said)
        if goal == plan.goal:
            raise EditError(UNCHANGED)
        new = carried_over(plan, goal, self.catalogue) or self._planned(goal)
        told = f"Corrected by hand: {changed(plan, goal, new.scripts)}"
        outcome = Outcome(plan=new, planner=new.planner, changed=told, corrected=True)
        await self.planning.put(actor, plan_id, version, outcome)

    def _planned(self, goal: Goal) -> Plan:
        """Other steps, for a goal that asks for something else now."""
        outcome = self.planner.by_rules(goal, BY_RULES)
        if outcome.plan is None:
            raise EditError(outcome.refusal.reason if outcome.refusal else "I have no plan for that.")
        return outcome.plan
