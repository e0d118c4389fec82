"""The figures of an evaluation, and as a table."""

from __future__ import annotations

from agent.evals.judging import Verdict
from agent.planner.phantom import Frozen


class Report(Frozen):
    """Shares lie between 0 and 1. "Planned" are the goals that got a plan, "lead goals" those not to refuse.

    - success: goals answered right in every respect / all goals. For a goal to refuse that is refusing; for a
      lead goal a plan that is valid, covers all wanted stages, serves the goal with every phantom, touches
      nothing forbidden and uses a phantom that the label names
    - valid: plans without a violation / planned
    - ordered: plans whose stages are in order / planned
    - covered: mean over lead goals of wanted stages covered / wanted stages (0 when refused)
    - precise: mean over plans of phantoms that serve the goal / phantoms
    - uses: lead goals whose plan has one of the label's phantoms / lead goals
    - forbidden: phantoms that cover a stage the label forbids, counted
    - unknown: scripts that the catalogue does not know, counted
    - refused_rightly: refusal goals refused / refusal goals
    - refused_wrongly: lead goals refused / lead goals
    - asks: mean number of inputs asked for, credentials aside, over plans
    - prefilled: inputs asked for with a proposal / inputs asked for
    - p50, p95: seconds a goal took, the median and the 95th percentile
    - fallback: plans made by rules / planned
    """

    goals: int
    refusals: int
    success: float
    valid: float
    ordered: float
    covered: float
    precise: float
    uses: float
    forbidden: int
    unknown: int
    refused_rightly: float
    refused_wrongly: float
    asks: float
    prefilled: float
    p50: float
    p95: float
    fallback: float
    verdicts: tuple[Verdict, ...] = ()


def table(report: Report) -> str:
    """The figures a line each, then the goals that failed."""
    figures = report.model_dump(exclude={"verdicts"})
    lines = [f"{name.replace('_', ' '):<16} {_shown(value):>7}" for name, value in figures.items()]
    failed = [verdict for verdict in report.verdicts if not verdict.success]
    return "\n".join([*lines, *(f"✖ {verdict.goal} → {_answer(verdict)}" for verdict in failed)])


def _shown(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _answer(verdict: Verdict) -> str:
    return "refused" if verdict.refused else ", ".join(verdict.scripts)
