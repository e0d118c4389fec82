"""The approved plans of a store, one by one, as they were approved."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from pydantic import ValidationError

from agent.evals.training import Approved, LeftOut
from agent.planner.card import outcome_of
from agent.planner.plan import Revision
from storage.models import Plan, PlanVersion
from storage.store import Store


async def approved(store: Store) -> AsyncGenerator[Approved | LeftOut, None]:
    """Every approved plan of every workspace, or why it cannot be read."""
    for workspace in await store.workspaces():
        async with store.reading(workspace) as repos, aclosing(repos.plans.approved()) as found:
            async for plan, versions in found:
                yield _read(plan, versions)


def _read(row: Plan, versions: Sequence[PlanVersion]) -> Approved | LeftOut:
    """A plan with what it was made from, which is what planning was given then."""
    try:
        *earlier, last = map(outcome_of, versions)
    except ValidationError:
        return LeftOut.BROKEN
    if last.plan is None:
        return LeftOut.BROKEN
    feedback = ". ".join(version.feedback for version in versions if version.feedback)
    rejected = tuple(outcome.plan for outcome in earlier if outcome.plan is not None)
    revision = Revision(rejected=rejected, feedback=feedback) if earlier or feedback else None
    return Approved(row.goal, last.plan, revision)
