"""The figures of an evaluation, as a table, and beside those of an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from agent.evals.judging import Verdict
from agent.planner.phantom import Frozen

_TIMES = frozenset({"p50", "p95"})
"""Figures of the machine, which differ from run to run."""

_SAME = 0.0005


class Report(Frozen):
    """Shares lie between 0 and 1. "Planned" are the goals that got a plan, "lead goals" those to be planned.

    - success: goals answered right in every respect / all goals. For a goal to refuse that is refusing (or
      answering what is only talk), for one to ask about asking; for a lead goal a plan that is valid, in
      order, covers all wanted stages, serves the goal with every phantom, touches nothing forbidden and
      uses a phantom that the label names
    - valid: plans without a violation / planned
    - ordered: plans whose stages are in order and whose steps keep the order insisted on / planned
    - covered: mean over lead goals of wanted stages covered / wanted stages (0 without a plan)
    - precise: mean over plans of phantoms that serve the goal / phantoms
    - uses: lead goals whose plan has one of the label's phantoms / lead goals
    - forbidden: phantoms that cover a stage the label forbids, counted
    - unknown: scripts that the catalogue does not know, counted
    - refused_rightly: goals to refuse that were not planned / goals to refuse; refused_by_kind: by kind
    - refused_wrongly: lead goals refused / lead goals
    - asked_rightly: goals to ask about that got the question / goals to ask about; asked_wrongly: questions
      about other goals, counted
    - asks: mean number of inputs asked for, credentials aside, over plans; asks_later: after step 1
    - prefilled: inputs asked for with a proposal / inputs asked for
    - turns: mean number of model turns over all goals; tokens: all of them, of one answer to each goal;
      cost: tokens × price of one, asked and answered alike
    - p50, p95: seconds that half of the goals, and 95 % of them, took at most (talk apart)
    - fallback: plans made by rules / planned
    - salvaged: plans of a model that needed a remedy / planned; remedies: goals for which each was needed,
      counted (agent/llm/counts.py says what they are; "unknown" are ids that no search had returned)
    - pass_4: goals answered right four times of four / goals planned four times, talk apart
    - diversity: distinct valid plans, other than the first / valid plans, over three regenerations of each
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
    refused_by_kind: dict[str, float] = {}
    refused_wrongly: float
    asked_rightly: float = 0.0
    asked_wrongly: int = 0
    asks: float
    asks_later: float = 0.0
    prefilled: float
    turns: float = 0.0
    tokens: int = 0
    cost: float | None = None
    p50: float
    p95: float
    fallback: float
    salvaged: float = 0.0
    remedies: dict[str, int] = {}
    pass_4: float | None = None
    diversity: float | None = None
    verdicts: tuple[Verdict, ...] = ()

    @property
    def figures(self) -> dict[str, float]:
        """Every figure by name, those by kind among them, without the ones not measured."""
        plain = self.model_dump(exclude={"verdicts", "refused_by_kind", "remedies"}, exclude_none=True)
        kinds = {f"refused {kind}": share for kind, share in self.refused_by_kind.items()}
        remedies = {f"remedy {name}": count for name, count in self.remedies.items()}
        return {name.replace("_", " "): value for name, value in (plain | kinds | remedies).items()}


def table(report: Report, before: Report | None = None) -> str:
    """The figures a line each, with what has changed since `before`; then the goals that failed."""
    failed = [verdict for verdict in report.verdicts if not verdict.success]
    return "\n".join(
        [*_lines(report, before), *(f"✖ {verdict.goal} → {_answer(verdict)}" for verdict in failed)]
    )


def _lines(report: Report, before: Report | None) -> Iterator[str]:
    earlier = before.figures if before else {}
    for name, value in report.figures.items():
        line = f"{name:<18} {_shown(value):>8}"
        moved = value - earlier[name] if name in earlier and name not in _TIMES else 0
        yield f"{line}  {_shown(moved, '+')}" if abs(moved) > _SAME else line


def committed(report: Report) -> Report:
    """The report as it is kept: without the verdicts and the times, which are of one machine."""
    return report.model_copy(update={"verdicts": (), "p50": 0.0, "p95": 0.0})


def _shown(value: float, sign: Literal["", "+"] = "") -> str:
    return f"{value:{sign}d}" if isinstance(value, int) else f"{value:{sign}.3f}"


def _answer(verdict: Verdict) -> str:
    return ", ".join(verdict.scripts) if verdict.planned else f"{verdict.answered}"
