"""The planner that needs no model: retrieval and rules, the same answer every time."""

from __future__ import annotations

from agent.planner.alternatives import with_alternatives
from agent.planner.asking import question, unasked
from agent.planner.catalogue import Catalogue
from agent.planner.composing import Composer, scripts
from agent.planner.costs import Chain
from agent.planner.goal import Goal
from agent.planner.plan import Choice, Outcome, Plan, PlannerKind, Revision
from agent.planner.reasons import explained
from agent.planner.refusing import declined, no_plan, refusal
from agent.planner.revising import amended, changed, preferred, repeats
from agent.planner.search import PhantomSearch
from agent.planner.wiring import wire
from agent.planner.work import APART

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
        if revision is None and not declined(wanted) and (asked := question(wanted)):
            return Outcome(question=asked, refusal=unasked(asked))
        refused = refusal(wanted)
        if refused is not None:
            return Outcome(refusal=refused)
        chains = self._chains(wanted)
        if revision is None or not revision.rejected:
            best = next(iter(chains), None)
            return Outcome(plan=self._explained(wanted, best)) if best else Outcome(refusal=no_plan(wanted))
        return self._another(wanted, chains, revision)

    def _another(self, goal: Goal, chains: tuple[Chain, ...], revision: Revision) -> Outcome:
        """The best plan that was not rejected yet."""
        fresh = [chain for chain in chains if not repeats(goal, scripts(chain), revision.rejected)]
        if not fresh:
            return Outcome(same=True) if chains else Outcome(refusal=no_plan(goal))
        plan = self._explained(goal, preferred(fresh, revision))
        return Outcome(plan=plan, changed=changed(revision.rejected[-1], goal, plan.scripts))

    def _chains(self, goal: Goal) -> tuple[Chain, ...]:
        """Every chain, the best first. Where nothing starts from the origin, a person brings the rows.

        Not so on platforms apart: whoever is asked for there is not looked for on LinkedIn.
        """
        hits = self._search.search(goal.text, k=_LOOKED_AT)
        likeness = {hit.phantom.script: hit.score for hit in hits}
        chains = self._composer.chains(goal, likeness)
        if chains or goal.origin in APART:
            return chains
        return self._composer.chains(goal.model_copy(update={"origin": None}), likeness)

    def _explained(self, goal: Goal, chain: Chain) -> Plan:
        bare = [Choice(script=script, why="") for script in scripts(chain)]
        choices = explained(goal, chain, wire(goal, bare, self._catalogue))
        plan = Plan(goal=goal, steps=wire(goal, choices, self._catalogue), planner=PlannerKind.EMBEDDED)
        return with_alternatives(plan, self._catalogue)
