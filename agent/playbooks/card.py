"""A playbook as people see it: what stands in the store, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agent.errors import NotFoundError
from agent.planner.card import outcome_of
from agent.planner.catalogue import Catalogue
from agent.planner.plan import Plan
from storage.models import Playbook
from storage.repositories.playbooks import Kept

GONE = "I don't have that playbook any more."


@dataclass(frozen=True)
class PlaybookCard:
    """One playbook; `steps` are its phantoms' names, `goal` and `title` say what it was approved for."""

    id: str
    owner: str
    name: str
    goal: str
    title: str
    steps: tuple[str, ...]
    approved_at: datetime
    used_at: datetime
    shared: bool
    shared_by: str | None
    shared_at: datetime | None


def playbook_card(kept: Kept, catalogue: Catalogue) -> PlaybookCard:
    """Read one playbook."""
    row, plan = kept[0], plan_kept(kept)
    return PlaybookCard(
        id=row.plan_id,
        owner=row.owner,
        name=row.name,
        goal=plan.goal.text,
        title=plan.goal.title,
        steps=tuple(_name(script, catalogue) for script in plan.scripts),
        approved_at=row.approved_at,
        used_at=row.used_at,
        shared=row.shared,
        shared_by=row.shared_by,
        shared_at=row.shared_at,
    )


def plan_kept(kept: Kept) -> Plan:
    """The approved plan of a playbook."""
    plan = outcome_of(kept[1]).plan
    if plan is None:
        raise NotFoundError(GONE)
    return plan


def is_visible(row: Playbook, user: str) -> bool:
    """Whether this person finds the playbook among theirs."""
    return row.shared or row.owner == user


def _name(script: str, catalogue: Catalogue) -> str:
    phantom = catalogue.get(script)
    return phantom.name if phantom is not None else script.removesuffix(".js")
