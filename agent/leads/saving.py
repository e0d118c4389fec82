"""Saving the lines of a result as leads, each person once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agent.leads.draft import COLUMNS, LeadDraft, draft
from agent.leads.fact import Fact, current
from agent.leads.learning import learn
from agent.leads.suppression import bare, suppressed
from storage.folding import folded
from storage.models import Lead
from storage.repositories import Repositories


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


async def save_leads(repos: Repositories, lines: Iterable[Found], delivery: Delivery) -> int:
    """Merge every line into the lead that shares a key with it, or make a new one.

    Two leads that one line shows to be the same person become one: the older. Who was deleted on request is
    left out; how many lines these were.
    """
    found = list(lines)
    gone = await suppressed(repos, [line.values for line in found])
    for number, line in enumerate(found):
        drafted = draft(line.values, delivery.run_id, delivery.at) if number not in gone else None
        if drafted is not None:
            facts = tuple(replace(fact, source=_source(fact.field, line)) for fact in drafted.facts)
            await _save(repos, replace(drafted, facts=facts), delivery)
    return len(gone)


def _source(field: str, line: Found) -> str:
    """The script that delivered a field; a name put together from its parts has the first name's."""
    columns = (*COLUMNS[field], "firstname", "lastname")
    return next(line.sources[column] for column in columns if column in line.sources)


async def _save(repos: Repositories, drafted: LeadDraft, delivery: Delivery) -> None:
    lead, known = await save_lead(repos, drafted, delivery.owner, delivery.at)
    await repos.leads.link_run(delivery.run_id, lead.id, known=known)


async def save_lead(repos: Repositories, drafted: LeadDraft, owner: str, at: datetime) -> tuple[Lead, bool]:
    """Merge a draft into the lead that shares a key with it, or make a new one; whether it was known."""
    same = list(await repos.leads.by_keys(drafted.keys))
    for duplicate in same[1:]:
        await repos.leads.absorb(same[0].id, duplicate)
    lead = same[0] if same else await _new(repos, drafted, owner, at)
    await learn(repos, lead, drafted.facts, at, drafted.keys)
    return lead, bool(same)


async def _new(repos: Repositories, drafted: LeadDraft, owner: str, at: datetime) -> Lead:
    """A lead that nobody knows, or that was rejected before under other keys."""
    lead = Lead(
        id=uuid.uuid4().hex[:16], workspace=repos.workspace, owner=owner, created_at=at, updated_at=at
    )
    await keep_rejected(repos, [(lead, drafted.facts)])
    await repos.leads.add(lead)
    return lead


async def keep_rejected(repos: Repositories, new: Sequence[tuple[Lead, Iterable[Fact]]]) -> None:
    """New leads are rejected where somebody of that name at that company was before, by whatever key."""
    named = [(lead, _named(facts)) for lead, facts in new]
    rejected = await repos.leads.turned_down(name[0] for _, name in named if name is not None)
    before = {_at(lead.name_words, lead.company_words): lead for lead in rejected}
    for lead, name in named:
        earlier = before.get(name) if name is not None else None
        if earlier is not None:
            lead.decision, lead.reason, lead.batch = earlier.decision, earlier.reason, earlier.batch
            lead.decided_by, lead.decided_at = earlier.decided_by, earlier.decided_at


def _named(facts: Iterable[Fact]) -> tuple[str, str] | None:
    values = {field: fact.value for field, fact in current(facts).items()}
    return _at(folded(values.get("name")), folded(values.get("company")))


def _at(name: str | None, company: str | None) -> tuple[str, str] | None:
    """Who somebody is by folded name and company, whatever its legal form; None where one is not known."""
    return (name, bare(company)) if name is not None and company is not None else None
