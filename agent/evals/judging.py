"""Judging one answer against the labels of its goal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from agent.evals.goals import Labelled, RefusalKind
from agent.planner.catalogue import Catalogue
from agent.planner.phantom import Frozen, Phantom
from agent.planner.plan import Outcome, Plan, PlannerKind
from agent.planner.validation import BY_PRODUCTS, violations

Answer = Literal["plan", "refusal", "question", "talk"]


class Verdict(Frozen):
    """What is right and wrong with one answer. `answered` is what came; `talk` is a short reply."""

    goal: str
    refuse: RefusalKind | None = None
    ask: bool = False
    answered: Answer = "plan"
    valid: bool = False
    ordered: bool = False
    covered: float = 0.0
    precise: float = 0.0
    forbidden: int = 0
    unknown: int = 0
    uses: bool = False
    asks: int = 0
    asks_later: int = 0
    prefilled: int = 0
    turns: int = 0
    tokens: int = 0
    fallback: bool = False
    remedies: tuple[str, ...] = ()
    seconds: float = 0.0
    scripts: tuple[str, ...] = ()
    every_time: bool | None = None
    again: tuple[int, int] = (0, 0)

    @property
    def is_lead(self) -> bool:
        return self.refuse is None and not self.ask

    @property
    def planned(self) -> bool:
        return self.answered == "plan"

    @property
    def salvaged(self) -> bool:
        return bool(self.remedies) and not self.fallback

    @property
    def turned_away(self) -> bool:
        return self.answered in {"refusal", "talk"}

    @property
    def success(self) -> bool:
        """Everything at once: a refusal or question where one is right, else a plan without any fault."""
        if self.ask:
            return self.answered == "question"
        if self.refuse is not None or not self.planned:
            return self.refuse is not None and self.turned_away
        right = self.valid and self.ordered and self.uses and not self.forbidden
        return right and self.covered == self.precise == 1.0


def judge(label: Labelled, outcome: Outcome, catalogue: Catalogue, seconds: float) -> Verdict:
    """Compare an answer with the labels."""
    verdict = Verdict(
        goal=label.goal,
        refuse=label.refuse,
        ask=label.ask,
        answered=_answer(outcome),
        turns=outcome.effort.turns,
        tokens=outcome.effort.tokens,
        remedies=tuple(sorted(outcome.effort.counts.remedies)),
        fallback=outcome.planner is PlannerKind.EMBEDDED,
        seconds=seconds,
    )
    return verdict if outcome.plan is None else _judged(verdict, label, outcome.plan, catalogue)


def _answer(outcome: Outcome) -> Answer:
    if outcome.plan is not None:
        return "plan"
    return "question" if outcome.question is not None else "refusal"


def _judged(verdict: Verdict, label: Labelled, plan: Plan, catalogue: Catalogue) -> Verdict:
    phantoms = [phantom for script in plan.scripts if (phantom := catalogue.get(script))]
    against = violations(plan.goal, plan.scripts, catalogue)
    return verdict.model_copy(
        update={
            "valid": not against,
            "ordered": _ordered(label, plan, against),
            "covered": _covered(label, phantoms),
            "precise": sum(_serves(phantom, label) for phantom in phantoms) / max(1, len(plan.scripts)),
            "forbidden": sum(not label.forbids.isdisjoint(phantom.stages) for phantom in phantoms),
            "unknown": len(plan.scripts) - len(phantoms),
            "uses": not label.uses or not label.uses.isdisjoint(plan.scripts),
            "asks": len(plan.asks),
            "asks_later": sum(asked.step > 1 for asked in plan.asks),
            "prefilled": sum(asked.prefilled for asked in plan.asks),
            "scripts": plan.scripts,
        }
    )


def _ordered(label: Labelled, plan: Plan, against: Sequence[str]) -> bool:
    """Stages in their usual order, and the phantoms of `then` in the order that the goal insists on."""
    there = [script for script in label.then if script in plan.scripts]
    insisted = [script for script in plan.scripts if script in there]
    return there == insisted and not any("belongs before" in sentence for sentence in against)


def _serves(phantom: Phantom, label: Labelled) -> bool:
    """Whether a phantom is there for something wanted, and reaches nobody unasked.

    One that the label names does, whatever else it is filed under.
    """
    stages = set(phantom.stages)
    if phantom.script in label.uses and stages & label.wants and not stages & label.forbids:
        return True
    gathers = stages <= BY_PRODUCTS and not stages & label.forbids
    return gathers or (bool(stages & label.wants) and not (stages - BY_PRODUCTS) - label.wants)


def _covered(label: Labelled, phantoms: Sequence[Phantom]) -> float:
    """Wanted stages that some phantom covers / wanted stages."""
    covered = {stage for phantom in phantoms for stage in phantom.stages}
    return len(label.wants & covered) / len(label.wants) if label.wants else 1.0
