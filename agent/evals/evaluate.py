"""Measuring a planner on labelled goals."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from math import ceil
from statistics import fmean
from typing import Protocol

from agent.evals.goals import Labelled, RefusalKind, labelled
from agent.evals.judging import Verdict, judge
from agent.evals.report import Report
from agent.planner.catalogue import Catalogue, catalogue
from agent.planner.plan import Outcome, Plan, Revision
from agent.planner.progress import Progress
from agent.planner.reading import small_talk
from agent.planner.validation import violations

TIMES = 4
"""How often a goal must be answered rightly to count for pass^4."""

REGENERATIONS = 3


class Plans(Protocol):
    """Anything that answers goals."""

    async def plan(self, text: str, revision: Revision | None, progress: Progress) -> Outcome: ...


async def run(
    planner: Plans,
    goals: Iterable[Labelled] | None = None,
    *,
    thorough: bool = False,
    price: float | None = None,
) -> Report:
    """Plan every goal in turn and report; all our own goals by default."""
    wanted = labelled() if goals is None else goals
    return await evaluate(planner, wanted, catalogue(), thorough=thorough, price=price)


async def evaluate(
    planner: Plans,
    goals: Iterable[Labelled],
    phantoms: Catalogue,
    *,
    thorough: bool = False,
    price: float | None = None,
) -> Report:
    """One verdict for each goal, summed up.

    `thorough` plans each goal four times, and three times anew; `price` is what a million tokens cost, if it
    is known.
    """
    verdicts = []
    for label in goals:
        verdict, plan = await _once(planner, label, phantoms)
        if thorough and verdict.answered != "talk":
            verdict = await _thoroughly(planner, label, phantoms, verdict, plan)
        verdicts.append(verdict)
    return summed_up(verdicts, price=price)


async def _once(planner: Plans, label: Labelled, phantoms: Catalogue) -> tuple[Verdict, Plan | None]:
    """Answer a goal as people are answered: what is only talk never gets to a planner."""
    if small_talk(label.goal) is not None:
        return Verdict(goal=label.goal, refuse=label.refuse, ask=label.ask, answered="talk"), None
    started = time.perf_counter()
    outcome = await planner.plan(label.goal, None, _silent)
    return judge(label, outcome, phantoms, time.perf_counter() - started), outcome.plan


async def _thoroughly(
    planner: Plans, label: Labelled, phantoms: Catalogue, verdict: Verdict, plan: Plan | None
) -> Verdict:
    more = [(await _once(planner, label, phantoms))[0] for _ in range(TIMES - 1)]
    every_time = all(each.success for each in (verdict, *more))
    again = await _regenerated(planner, label, phantoms, plan) if plan else (0, 0)
    return verdict.model_copy(update={"every_time": every_time, "again": again})


async def _regenerated(planner: Plans, label: Labelled, phantoms: Catalogue, first: Plan) -> tuple[int, int]:
    """Distinct valid plans, and valid plans, of three regenerations, each rejecting those before it."""
    seen, valid = [first], []
    for _ in range(REGENERATIONS):
        plan = (await planner.plan(label.goal, Revision(rejected=tuple(seen)), _silent)).plan
        if plan is None:
            break
        seen.append(plan)
        if not violations(plan.goal, plan.scripts, phantoms):
            valid.append(plan.scripts)
    return len(set(valid) - {first.scripts}), len(valid)


def summed_up(verdicts: Sequence[Verdict], *, price: float | None = None) -> Report:
    """Each figure as `Report` defines it."""
    seconds = sorted(verdict.seconds for verdict in verdicts if verdict.answered != "talk")
    repeated = [verdict for verdict in verdicts if verdict.every_time is not None]
    tokens = _total(verdicts, "tokens")
    figures: Figures = {
        "goals": len(verdicts),
        "success": _mean(verdicts, "success"),
        "turns": _mean(verdicts, "turns"),
        "tokens": tokens,
        "cost": tokens * price / 1_000_000 if price is not None else None if tokens else 0.0,
        "p50": _at(seconds, 0.50),
        "p95": _at(seconds, 0.95),
        "pass_4": _mean(repeated, "every_time") if repeated else None,
        "diversity": _diversity(repeated),
    }
    return Report.model_validate(
        {**figures, **_of_plans(verdicts), **_of_answers(verdicts), "verdicts": verdicts}
    )


Figures = dict[str, object]


def _of_plans(verdicts: Sequence[Verdict]) -> Figures:
    planned = [verdict for verdict in verdicts if verdict.planned]
    leads = [verdict for verdict in verdicts if verdict.is_lead]
    means = ("valid", "ordered", "precise", "asks", "asks_later", "fallback", "salvaged")
    return {
        **{figure: _mean(planned, figure) for figure in means},
        **{figure: _mean(leads, figure) for figure in ("covered", "uses")},
        **{figure: _total(planned, figure) for figure in ("forbidden", "unknown")},
        "prefilled": _total(planned, "prefilled") / max(1, _total(planned, "asks")),
        "remedies": dict(sorted(Counter(name for verdict in verdicts for name in verdict.remedies).items())),
    }


def _of_answers(verdicts: Sequence[Verdict]) -> Figures:
    """What was refused and asked, and what should have been."""
    refusals = [verdict for verdict in verdicts if verdict.refuse]
    return {
        "refusals": len(refusals),
        "refused_rightly": _mean(refusals, "success"),
        "refused_by_kind": _by_kind(refusals),
        "refused_wrongly": _mean([verdict for verdict in verdicts if verdict.is_lead], "turned_away"),
        "asked_rightly": _mean([verdict for verdict in verdicts if verdict.ask], "success"),
        "asked_wrongly": sum(verdict.answered == "question" and not verdict.ask for verdict in verdicts),
    }


def _by_kind(refusals: Sequence[Verdict]) -> dict[str, float]:
    of_kind = {kind: [verdict for verdict in refusals if verdict.refuse is kind] for kind in RefusalKind}
    return {kind.value: _mean(found, "success") for kind, found in of_kind.items() if found}


def _diversity(repeated: Sequence[Verdict]) -> float | None:
    valid = sum(verdict.again[1] for verdict in repeated)
    return sum(verdict.again[0] for verdict in repeated) / valid if valid else None


def _total(verdicts: Sequence[Verdict], figure: str) -> int:
    return sum(getattr(verdict, figure) for verdict in verdicts)


def _mean(verdicts: Sequence[Verdict], figure: str) -> float:
    return fmean(getattr(verdict, figure) for verdict in verdicts) if verdicts else 0.0


def _at(ordered: Sequence[float], share: float) -> float:
    """The least of them that is not less than this share of all."""
    return ordered[ceil(share * len(ordered)) - 1] if ordered else 0.0


async def _silent(doing: object) -> None:
    """Nobody watches an evaluation think."""
    del doing
