"""How long a plan takes and what limits it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from agent.planner.catalogue import Catalogue
from agent.planner.plan import Plan

USUAL_COUNT = 100
"""Rows assumed when a goal names no number."""


@dataclass(frozen=True)
class Estimate:
    """Rough minutes for the whole plan, and the tightest daily limit with its unit."""

    minutes: int
    daily_limit: int
    limit_unit: str


def estimate(plan: Plan, catalogue: Catalogue) -> Estimate:
    """Add up the steps' minutes for the number of rows wanted, at least one minute."""
    phantoms = [catalogue.phantom(step.script) for step in plan.steps]
    count = plan.goal.count or USUAL_COUNT
    minutes = sum(phantom.minutes_per_100 for phantom in phantoms) * count / 100
    tightest = min(phantoms, key=lambda phantom: phantom.daily_limit)
    return Estimate(max(1, math.ceil(minutes)), tightest.daily_limit, tightest.limit_unit)
