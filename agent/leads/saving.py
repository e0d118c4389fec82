"""Saving the lines of a result as leads, each person once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from agent.leads.draft import COLUMNS, LeadDraft, draft
from agent.leads.fact import Fact, current, merge
from storage.models import Lead
from storage.repositories import Repositories

HEADLINE_FIELDS = ("name", "title", "company", "email", "profile_url", "location", "industry")
"""The facts that a lead's row repeats, so that lists and questions need no other table."""


@dataclass(frozen=True)
class Found:
    """One line of a result and, for each of its columns, where it came from."""

    values: Mapping[str, str]
    sources: Mapping[str, str]


@dataclass(frozen=True)
class Delivery:
    """What the lines belong to: a run, and the person it was run for."""

    run_id: str
    owner: str
    at: datetime


async def save_leads(repos: Repositories, lines: Iterable[Found], delivery: Delivery) -> None:
    """Merge every line into the lead that shares a key with it, or make a new one.

    Two leads that one line shows to be the same person become one: the older.
    """
    for line in lines:
        drafted = draft(line.values, delivery.run_id, delivery.at)
        if drafted is not None:
            facts = tuple(replace(fact, source=_source(fact.field, line)) for fact in drafted.facts)
            await _save(repos, replace(drafted, facts=facts), delivery)


def _source(field: str, line: Found) -> str:
    """The script that delivered a field; a name put together from its parts has the first name's."""
    columns = (*COLUMNS[field], "firstname", "lastname")
    return next(line.sources[column] for column in columns if column in line.sources)


async def _save(repos: Repositories, drafted: LeadDraft, delivery: Delivery) -> None:
    same = list(await repos.leads.by_keys(drafted.keys))
    for duplicate in same[1:]:
        await repos.leads.absorb(same[0].id, duplicate)
    lead = same[0] if same else await _new(repos, delivery)
    await repos.leads.link_run(delivery.run_id, lead.id, known=bool(same))
    await repos.leads.claim_keys(lead.id, drafted.keys)
    known = [Fact(row.field, row.value, row.source, row.seen_at) for row in await repos.leads.facts(lead.id)]
    facts = merge(known, drafted.facts)
    await repos.leads.put_facts(lead.id, [asdict(fact) for fact in facts if fact not in known])
    newest = current(facts)
    for field in HEADLINE_FIELDS:
        setattr(lead, field, newest[field].value if field in newest else None)
    # Where no title is told, what people write below their name is the nearest to one.
    lead.title = lead.title or (newest["headline"].value if "headline" in newest else None)
    lead.source = lead.source or (newest.get("name") or facts[0]).source
    lead.email = lead.email or (newest["personal_email"].value if "personal_email" in newest else None)
    lead.updated_at = delivery.at
    await repos.session.flush()


async def _new(repos: Repositories, delivery: Delivery) -> Lead:
    lead = Lead(
        id=uuid.uuid4().hex[:16],
        workspace=repos.workspace,
        owner=delivery.owner,
        created_at=delivery.at,
        updated_at=delivery.at,
    )
    await repos.leads.add(lead)
    return lead
