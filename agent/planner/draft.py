"""A plan while a model works on it: what was found, what was put in, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from agent.llm.counts import Counts
from agent.planner.catalogue import Catalogue
from agent.planner.goal import Goal
from agent.planner.phantom import Phantom
from agent.planner.plan import Choice, Plan, Refusal, Revision
from agent.planner.revising import changed, repeats
from agent.planner.validation import MOST_STEPS, violations

SAME_AS_BEFORE = "This is a plan that was rejected already: change at least one phantom."


class Added(StrEnum):
    """What came of putting a phantom in."""

    YES = "yes"
    UNKNOWN = "unknown"
    ALREADY = "already"
    FULL = "full"


class Draft:
    """One goal's plan under construction. Only phantoms that were found in this conversation get in."""

    def __init__(self, goal: Goal, revision: Revision | None, catalogue: Catalogue) -> None:
        self.goal = goal
        self.choices: list[Choice] = []
        self.note: str | None = None
        self.refusal: Refusal | None = None
        self.only_repeats = False
        self.counts = Counts()
        self._catalogue = catalogue
        self._rejected: tuple[Plan, ...] = revision.rejected if revision else ()
        self._found: set[str] = set()

    @property
    def scripts(self) -> tuple[str, ...]:
        return tuple(choice.script for choice in self.choices)

    @property
    def searched(self) -> tuple[str, ...]:
        """What the searches of this conversation found."""
        return tuple(sorted(self._found))

    @property
    def changed(self) -> str | None:
        """What is different from the plan that was rejected last, as a sentence."""
        if not self._rejected:
            return None
        return changed(self._rejected[-1], self.goal, self.scripts)

    def found(self, phantoms: Iterable[Phantom]) -> None:
        self._found.update(phantom.script for phantom in phantoms)

    def add(self, script: str, why: str) -> Added:
        """Put it at the end. Models leave the file ending out now and then."""
        known = next((name for name in (script, f"{script}.js") if name in self._found), None)
        if known is None:
            return Added.UNKNOWN
        if known in self.scripts:
            return Added.ALREADY
        if len(self.choices) >= MOST_STEPS:
            return Added.FULL
        self.choices.append(Choice(script=known, why=why))
        return Added.YES

    def objections(self) -> tuple[str, ...]:
        """What keeps this from being a plan, each a sentence that says what to mend."""
        wrong = violations(self.goal, self.scripts, self._catalogue, self._found)
        again = repeats(self.goal, self.scripts, self._rejected)
        self.only_repeats = self.only_repeats or (again and not wrong)
        return (*wrong, SAME_AS_BEFORE) if again else wrong
