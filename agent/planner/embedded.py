"""The planner that needs no model: retrieval and rules, the same answer every time."""

from __future__ import annotations

from agent.planner.catalogue import Catalogue
from agent.planner.composing import Composer, scripts
from agent.planner.costs import Chain
from agent.planner.goal import Goal
from agent.planner.plan import Choice, Outcome, Plan, PlannerKind, Revision
from agent.planner.reasons import explained
from agent.planner.refusing import no_plan, refusal
from agent.planner.revising import amended, changed, preferred
from agent.planner.search import PhantomSearch
from agent.planner.validation import violations
from agent.planner.wiring import wire

_LOOKED_AT = 20
"""Search hits whose likeness to the goal counts."""


class EmbeddedPlanner:
    """Plans with rules over the catalogue."""

    def __init__(self, catalogue: Catalogue, search: PhantomSearch) -> None:
        self._catalogue = catalogue
        self._search = search
        self._composer = Composer(catalogue)

    def plan(self, goal: Goal, revision: Revision | None = None) -> Outcome:
        """A valid plan, a refusal, or `same` when another plan is wanted and there is none."""
        wanted = amended(goal, revision) if revision else goal
        refused = refusal(wanted)
        if refused is not None:
            return Outcome(refusal=refused)
        chains = self._chains(wanted)
        if revision is None or not revision.rejected:
            plan = next((self._explained(wanted, chain) for chain in chains), None) or self._retrieved(wanted)
            return Outcome(plan=plan) if plan else Outcome(refusal=no_plan(wanted))
        return self._another(wanted, chains, revision)

    def _another(self, goal: Goal, chains: tuple[Chain, ...], revision: Revision) -> Outcome:
        """The best plan that was not rejected yet."""
        seen = {plan.scripts for plan in revision.rejected}
        fresh = [chain for chain in chains if scripts(chain) not in seen]
        if not fresh:
            return Outcome(same=True) if chains else Outcome(refusal=no_plan(goal))
        plan = self._explained(goal, preferred(fresh, revision))
        return Outcome(plan=plan, changed=changed(revision.rejected[-1], plan))

    def _chains(self, goal: Goal) -> tuple[Chain, ...]:
        hits = self._search.search(goal.text, k=_LOOKED_AT)
        return self._composer.chains(goal, {hit.phantom.script: hit.score for hit in hits})

    def _explained(self, goal: Goal, chain: Chain) -> Plan:
        bare = [Choice(script=script, why="") for script in scripts(chain)]
        choices = explained(goal, chain, wire(goal, bare, self._catalogue))
        return Plan(goal=goal, steps=wire(goal, choices, self._catalogue), planner=PlannerKind.EMBEDDED)

    def _retrieved(self, goal: Goal) -> Plan | None:
        """One phantom by the goal's words alone, for what no rule covers."""
        for hit in self._search.search(goal.text):
            choice = Choice(script=hit.phantom.script, why=hit.phantom.does)
            if not violations(goal, [choice.script], self._catalogue):
                steps = wire(goal, [choice], self._catalogue)
                return Plan(goal=goal, steps=steps, planner=PlannerKind.EMBEDDED)
        return None
