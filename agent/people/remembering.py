"""Remembering what a person did, in the transaction in which they do it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from agent.people.person import Campaign, Person
from storage.repositories import Repositories

FEW = 5
"""Leads that are looked at or exported in so small a number matter one by one; a list of more does not."""


async def remember(
    repos: Repositories, user: str, at: datetime, change: Callable[[Person], Person]
) -> Person:
    """Change what is known of a person; the person after it."""
    row = await repos.people.lock(user, at)
    before = Person.model_validate(row.document)
    after = change(before)
    if after != before:
        row.document, row.updated_at = after.model_dump(mode="json"), at
    return after


async def remember_campaign(
    repos: Repositories, user: str, plan_id: str, run_id: str, title: str, at: datetime
) -> None:
    """Keep the plan that a person approved or ran as their newest campaign."""
    campaign = Campaign(plan_id=plan_id, run_id=run_id, title=title, at=at)
    await remember(repos, user, at, lambda person: person.with_campaign(campaign))


async def remember_leads(repos: Repositories, user: str, lead_ids: Iterable[str], at: datetime) -> None:
    """Keep leads as important to a person when they are few; a long list says nothing of one."""
    ids = tuple(dict.fromkeys(lead_ids))
    if 0 < len(ids) <= FEW:
        await remember(repos, user, at, lambda person: person.with_leads(ids, at))
