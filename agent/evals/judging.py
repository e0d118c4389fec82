"""Judging one plan against the labels of its goal."""

from __future__ import annotations

from collections.abc import Sequence

from agent.evals.goals import Labelled
from agent.planner.catalogue import Catalogue
from agent.planner.phantom import Frozen, Phantom
from agent.planner.plan import Outcome, PlannerKind
from agent.planner.validation import BY_PRODUCTS, violations


class Verdict(Frozen):
    """What is right and wrong with one answer."""

    goal: str
    refuse: bool
    refused: bool
    valid: bool = False
    ordered: bool = False
    covered: float = 0.0
    precise: float = 0.0
    forbidden: int = 0
    unknown: int = 0
    uses: bool = False
    asks: int = 0
    prefilled: int = 0
    fallback: bool = False
    seconds: float = 0.0
    scripts: tuple[str, ...] = ()

    @property
    def success(self) -> bool:
        """Everything at once: a refusal where one is right, else a plan without any fault."""
        if self.refuse or self.refused:
            return self.refuse and self.refused
        return self.valid and self.uses and self.covered == self.precise == 1.0 and not self.forbidden


def judge(label: Labelled, outcome: Outcome, catalogue: Catalogue, seconds: float) -> Verdict:
    """Compare an answer with the labels."""
    if outcome.plan is None:
        return Verdict(goal=label.goal, refuse=label.refuse, refused=True, seconds=seconds)
    plan = outcome.plan
    phantoms = [phantom for script in plan.scripts if (phantom := catalogue.get(script))]
    against = violations(plan.goal, plan.scripts, catalogue)
    return Verdict(
        goal=label.goal,
        refuse=label.refuse,
        refused=False,
        valid=not against,
        ordered=not any("belongs before" in sentence for sentence in against),
        covered=_covered(label, phantoms),
        precise=sum(_serves(phantom, label) for phantom in phantoms) / max(1, len(plan.scripts)),
        forbidden=sum(not label.forbids.isdisjoint(phantom.stages) for phantom in phantoms),
        unknown=len(plan.scripts) - len(phantoms),
        uses=not label.uses or not label.uses.isdisjoint(plan.scripts),
        asks=len(plan.asks),
        prefilled=sum(asked.prefilled for asked in plan.asks),
        fallback=outcome.planner is PlannerKind.EMBEDDED,
        seconds=seconds,
        scripts=plan.scripts,
    )


def _serves(phantom: Phantom, label: Labelled) -> bool:
    """Whether a phantom is there for something wanted, and reaches nobody unasked."""
    stages = set(phantom.stages)
    gathers = stages <= BY_PRODUCTS and not stages & label.forbids
    return gathers or (bool(stages & label.wants) and not (stages - BY_PRODUCTS) - label.wants)


def _covered(label: Labelled, phantoms: Sequence[Phantom]) -> float:
    """Wanted stages that some phantom covers / wanted stages."""
    covered = {stage for phantom in phantoms for stage in phantom.stages}
    return len(label.wants & covered) / len(label.wants) if label.wants else 1.0
