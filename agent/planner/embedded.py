"""The planner that needs no model: retrieval and rules, the same answer every time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from agent.planner.alternatives import with_alternatives
from agent.planner.asking import question, unasked, unclear
from agent.planner.catalogue import Catalogue
from agent.planner.composing import SOCIAL, Composer, scripts
from agent.planner.costs import Chain
from agent.planner.goal import Goal, Language
from agent.planner.plan import Choice, Outcome, Plan, PlannerKind, Revision
from agent.planner.reading.read import assembled
from agent.planner.reasons import explained
from agent.planner.refusing import NOTHING_LEFT, by_rules, declined, doubted, no_plan, refusal
from agent.planner.revising import amended, changed, preferred, repeats
from agent.planner.search import PhantomSearch
from agent.planner.validation import BY_PRODUCTS
from agent.planner.wiring import wire
from agent.planner.work import APART, Origin

_WHOM_THEY_FOLLOW = re.compile(
    r"\b(?:who|whom|which|what)\b[^.;:!?]{0,20}? (?:does|do|is|are) [^.;:!?]{1,60}? follow(?:ing|s)?\b"
    r"|\b(?:accounts?|people|users?|brands?|those|everyone)(?: that| who| which)? (?:@?[\w.-]+ ){1,3}"
    r"(?:follows|is following)\b|\bfollowings?(?: list)? of\b",
    re.IGNORECASE,
)
_KIN: Mapping[Origin | None, tuple[Origin, ...]] = {Origin.SALES_NAVIGATOR: (Origin.PLAIN_EXPORT,)}
"""Where the same people come from in another way, if no chain starts with the way that was understood."""

_LOOKED_AT = 20
"""Search hits whose likeness to the goal counts."""


class EmbeddedPlanner:
    """Plans with rules over the catalogue."""

    def __init__(self, catalogue: Catalogue, search: PhantomSearch) -> None:
        self._catalogue = catalogue
        self._search = search
        self._composer = Composer(catalogue)

    def plan(self, goal: Goal, revision: Revision | None = None, *, told: bool = False) -> Outcome:
        """A valid plan, a refusal, or `same` when another plan is wanted and there is none.

        `told` says that a person told what the goal means: nobody doubts then that it is one.
        """
        wanted = amended(goal, revision) if revision else goal
        if held := _held_back(wanted, revision):
            return held
        served, chains = self._served(wanted)
        if revision is not None and revision.rejected:
            return self._another(served, chains, revision)
        best = next(iter(chains), None)
        if best is None:
            return Outcome(refusal=no_plan(served))
        # Only what would be planned is doubted: a rule that refuses knows why.
        doubt = None if revision or told else doubted(wanted)
        return Outcome(refusal=doubt) if doubt else Outcome(plan=self._explained(served, best))

    def _another(self, goal: Goal, chains: tuple[Chain, ...], revision: Revision) -> Outcome:
        """The best plan that was not rejected yet."""
        fresh = [chain for chain in chains if not repeats(goal, scripts(chain), revision.rejected)]
        if not fresh:
            return Outcome(same=True) if chains else Outcome(refusal=no_plan(goal))
        plan = self._explained(goal, preferred(fresh, revision))
        return Outcome(plan=plan, changed=changed(revision.rejected[-1], goal, plan.scripts))

    def _served(self, goal: Goal) -> tuple[Goal, tuple[Chain, ...]]:
        """The goal and every chain for it, the best first; failing that, for the most of it that has one.

        Not so on platforms apart: whoever is asked for there is not looked for on LinkedIn.
        """
        hits = self._search.search(_query(goal), k=_LOOKED_AT)
        likeness = {hit.phantom.script: hit.score for hit in hits}
        chains = self._composer.chains(goal, likeness)
        if chains or goal.origin in APART | SOCIAL:
            return goal, chains
        for origin in (*_KIN.get(goal.origin, ()), None):
            if chains := self._composer.chains(goal.model_copy(update={"origin": origin}), likeness):
                return goal, chains
        eased = ((less, self._composer.chains(less, likeness)) for less in _eased(goal))
        return next(((less, chains) for less, chains in eased if chains), (goal, ()))

    def _explained(self, goal: Goal, chain: Chain) -> Plan:
        bare = [Choice(script=script, why="") for script in scripts(chain)]
        choices = explained(goal, chain, wire(goal, bare, self._catalogue))
        plan = Plan(goal=goal, steps=wire(goal, choices, self._catalogue), planner=PlannerKind.EMBEDDED)
        return with_alternatives(plan, self._catalogue)


def _held_back(goal: Goal, revision: Revision | None) -> Outcome | None:
    """The refusal or the question of what is not planned."""
    if revision is None and not declined(goal) and (asked := question(goal)):
        return Outcome(question=asked, refusal=unasked(asked))
    if refused := refusal(goal):
        return Outcome(refusal=refused)
    if goal.wanted:
        return None
    if revision is not None:
        return Outcome(refusal=by_rules(goal))
    asked = unclear(goal, NOTHING_LEFT if goal.about_leads else "")
    return Outcome(question=asked, refusal=unasked(asked))


def _eased(goal: Goal) -> Iterator[Goal]:
    """The goal with less to keep to: a plan that misses a part of it is better than none."""
    reaching = frozenset(task for task in goal.avoided if task.stage not in BY_PRODUCTS)
    gathered = assembled(
        goal.model_copy(update={"avoided": reaching, "forbidden": goal.forbidden - BY_PRODUCTS})
    )
    yield gathered
    for left_out in goal.tasks if len(goal.tasks) > 1 else ():
        tasks = tuple(task for task in goal.tasks if task is not left_out)
        yield assembled(gathered.model_copy(update={"tasks": tasks, "sequence": (), "origin": None}))


def _query(goal: Goal) -> str:
    """What phantoms are searched by: a goal in another language by its English words."""
    if _WHOM_THEY_FOLLOW.search(goal.asked):
        return f"{goal.platform or ''} whom an account follows, following list"
    said = goal.text if goal.language in {None, Language.ENGLISH} else goal.asked or goal.text
    # Of two directories the one that a link leads to is meant, though no word says so.
    return f"{goal.platform}, {said}" if goal.origin is Origin.DIRECTORIES and goal.urls else said
