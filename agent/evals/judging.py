"""Judging one plan against the labels of its goal."""

from __future__ import annotations

from agent.evals.goals import Labelled
from agent.planner.catalogue import Catalogue
from agent.planner.phantom import Frozen, Phantom, Stage
from agent.planner.plan import Outcome, PlannerKind
from agent.planner.validation import BY_PRODUCTS, violations


class Verdict(Frozen):
    """What is right and wrong with one answer. `success` is everything at once."""

    goal: str
    refuse: bool
    refused: bool
    success: bool
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


def judge(label: Labelled, outcome: Outcome, catalogue: Catalogue, seconds: float) -> Verdict:
    """Compare an answer with the labels."""
    if outcome.plan is None:
        return Verdict(
            goal=label.goal, refuse=label.refuse, refused=True, success=label.refuse, seconds=seconds
        )
    plan = outcome.plan
    phantoms = [phantom for script in plan.scripts if (phantom := catalogue.get(script))]
    against = violations(plan.goal, plan.scripts, catalogue)
    stages = [set(phantom.stages) for phantom in phantoms]
    covered = _share(label.wants, set().union(*stages) if stages else set())
    forbidden = sum(bool(found & label.forbids) for found in stages)
    uses = not label.uses or bool(label.uses & set(plan.scripts))
    precise = sum(_serves(phantom, label) for phantom in phantoms) / max(1, len(plan.scripts))
    return Verdict(
        goal=label.goal,
        refuse=label.refuse,
        refused=False,
        valid=not against,
        ordered=not any("belongs before" in sentence for sentence in against),
        covered=covered,
        precise=precise,
        forbidden=forbidden,
        unknown=len(plan.scripts) - len(phantoms),
        uses=uses,
        asks=len(plan.asks),
        prefilled=sum(asked.prefilled for asked in plan.asks),
        fallback=outcome.planner is PlannerKind.EMBEDDED,
        seconds=seconds,
        scripts=plan.scripts,
        success=not label.refuse
        and not against
        and covered == 1.0
        and precise == 1.0
        and not forbidden
        and uses,
    )


def _serves(phantom: Phantom, label: Labelled) -> bool:
    """Whether a phantom is there for something wanted, and reaches nobody unasked."""
    stages = set(phantom.stages)
    gathers = stages <= BY_PRODUCTS and not stages & label.forbids
    return gathers or (bool(stages & label.wants) and not (stages - BY_PRODUCTS) - label.wants)


def _share(wanted: frozenset[Stage], covered: set[Stage]) -> float:
    return len(wanted & covered) / len(wanted) if wanted else 1.0
