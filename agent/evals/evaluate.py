"""Measuring a planner on labelled goals."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from statistics import fmean
from typing import Protocol

from agent.evals.goals import Labelled, labelled
from agent.evals.judging import Verdict, judge
from agent.evals.report import Report
from agent.planner.catalogue import Catalogue, catalogue
from agent.planner.plan import Outcome, Revision

Progress = Callable[[str], Awaitable[None]]


class Plans(Protocol):
    """Anything that answers goals."""

    async def plan(self, text: str, revision: Revision | None, progress: Progress) -> Outcome: ...


async def run(planner: Plans, goals: Sequence[Labelled] | None = None) -> Report:
    """Plan every goal in turn and report; all our own goals by default."""
    return await evaluate(planner, labelled() if goals is None else goals, catalogue())


async def evaluate(planner: Plans, goals: Iterable[Labelled], phantoms: Catalogue) -> Report:
    """One verdict for each goal, summed up."""
    verdicts = []
    for label in goals:
        started = time.perf_counter()
        outcome = await planner.plan(label.goal, None, _silent)
        verdicts.append(judge(label, outcome, phantoms, time.perf_counter() - started))
    return summed_up(verdicts)


def summed_up(verdicts: Sequence[Verdict]) -> Report:
    """Each figure as `Report` defines it."""
    planned = [verdict for verdict in verdicts if not verdict.refused]
    leads = [verdict for verdict in verdicts if not verdict.refuse]
    others = [verdict for verdict in verdicts if verdict.refuse]
    seconds = sorted(verdict.seconds for verdict in verdicts)
    return Report(
        goals=len(verdicts),
        refusals=len(others),
        success=_mean(verdicts, "success"),
        valid=_mean(planned, "valid"),
        ordered=_mean(planned, "ordered"),
        covered=_mean(leads, "covered"),
        precise=_mean(planned, "precise"),
        uses=_mean(leads, "uses"),
        forbidden=_total(planned, "forbidden"),
        unknown=_total(planned, "unknown"),
        refused_rightly=_mean(others, "refused"),
        refused_wrongly=_mean(leads, "refused"),
        asks=_mean(planned, "asks"),
        prefilled=_total(planned, "prefilled") / max(1, _total(planned, "asks")),
        p50=_at(seconds, 0.50),
        p95=_at(seconds, 0.95),
        fallback=_mean(planned, "fallback"),
        verdicts=tuple(verdicts),
    )


def _total(verdicts: Sequence[Verdict], figure: str) -> int:
    return sum(getattr(verdict, figure) for verdict in verdicts)


def _mean(verdicts: Sequence[Verdict], figure: str) -> float:
    return fmean(getattr(verdict, figure) for verdict in verdicts) if verdicts else 0.0


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


async def _silent(doing: str) -> None:
    """Nobody watches an evaluation think."""
    del doing
