"""The approved plans of a store, one by one, as they were approved."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from pydantic import ValidationError

from agent.evals.training import Approved, LeftOut
from agent.planner.card import outcome_of, revision_of
from storage.models import Plan, PlanVersion
from storage.store import Store


async def approved(store: Store) -> AsyncGenerator[Approved | LeftOut, None]:
    """Every approved plan of every workspace, or why it cannot be read."""
    for workspace in await store.workspaces():
        async with store.reading(workspace) as repos, aclosing(repos.plans.approved()) as found:
            async for plan, versions in found:
                yield _read(plan, versions)


def _read(row: Plan, versions: Sequence[PlanVersion]) -> Approved | LeftOut:
    """A plan with what the planner was given for it, or for the version that a person made it from."""
    try:
        outcomes = [outcome_of(version) for version in versions]
    except ValidationError:
        return LeftOut.BROKEN
    plan = outcomes[-1].plan
    if plan is None:
        return LeftOut.BROKEN
    planned = max((at for at, outcome in enumerate(outcomes) if not outcome.by_hand), default=0)
    if any(outcome.corrected for outcome in outcomes[planned:]):
        return LeftOut.CORRECTED
    return Approved(row.goal, plan, revision_of(versions[:planned], versions[planned].feedback))
