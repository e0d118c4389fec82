"""Keeping an approved plan as a playbook, in the transaction of whoever approves or saves it."""

from __future__ import annotations

from datetime import datetime

from agent.planner.plan import Plan
from agent.playbooks.card import plan_kept
from agent.playbooks.likeness import alike
from storage.models import Plan as PlanRow
from storage.models import Playbook
from storage.repositories import Repositories


async def playbook_of(repos: Repositories, user: str, plan_id: str, plan: Plan) -> Playbook | None:
    """The playbook that keeps this plan: its own, or one that this person sees with the same phantoms."""
    own = await repos.playbooks.get(plan_id)
    if own is not None:
        return own[0]
    found = ((row, plan_kept((row, version))) for row, version in await repos.playbooks.visible(user))
    same = (row for row, kept in found if kept.scripts == plan.scripts and alike(kept.goal, plan.goal))
    return next(same, None)


async def keep(repos: Repositories, row: PlanRow, version: int, plan: Plan, at: datetime) -> Playbook:
    """Keep a plan for its author alone; one that a playbook keeps already counts as a use of that."""
    found = await playbook_of(repos, row.author, row.id, plan)
    if found is not None:
        found.used_at = at
        return found
    made = Playbook(
        plan_id=row.id,
        plan_version=version,
        workspace=repos.workspace,
        owner=row.author,
        name=plan.goal.title,
        approved_at=at,
        used_at=at,
    )
    repos.playbooks.add(made)
    return made
