"""Saving a batch of rows: people and facts in a handful of statements, however many rows there are."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from agent.imports.checking import BadRow, Batch, forgotten_row
from agent.imports.dialect import Record
from agent.imports.merging import Known, Merged, Person, merge_rows
from agent.leads.draft import LeadDraft
from agent.leads.headline import fact_of, settle
from agent.leads.saving import keep_rejected
from agent.leads.suppression import forgotten
from storage.models import Lead
from storage.repositories import Repositories


async def without_deleted(
    repos: Repositories, rows: Sequence[Record], checked: Sequence[LeadDraft | BadRow]
) -> list[LeadDraft | BadRow]:
    """Rows as they were checked; those of people who were deleted on request are bad ones."""
    people = [{} if isinstance(each, BadRow) else _values(each) for each in checked]
    gone = await forgotten(repos, people)
    return [
        forgotten_row(row) if number in gone else each
        for number, (row, each) in enumerate(zip(rows, checked, strict=True))
    ]


def _values(drafted: LeadDraft) -> dict[str, str]:
    return {fact.field: fact.value for fact in drafted.facts}


async def save_rows(repos: Repositories, drafts: Sequence[LeadDraft], batch: Batch, owner: str) -> None:
    """Merge rows into the leads that share a key with them, or make new ones; link all to the import."""
    named = [_from_file(each, batch.source) for each in drafts]
    owners = await repos.imports.owners({key for each in named for key in each.keys})
    leads = {lead.id: lead for lead in await repos.imports.leads(set(owners.values()))}
    facts = await repos.imports.facts(leads)
    known = Known(owners, tuple(leads), {each: tuple(map(fact_of, rows)) for each, rows in facts.items()})
    merged = merge_rows(named, known, lambda: uuid.uuid4().hex[:16])
    for keep, gone in merged.absorbed:
        await repos.leads.absorb(keep, leads.pop(gone))
    new = {each.id: _lead(repos, each, batch, owner) for each in merged.people if not each.known}
    for person in merged.people:
        lead = new.get(person.id) or leads[person.id]
        settle(lead, person.all, max(lead.updated_at, batch.at))
    strangers = [(new[each.id], each.all) for each in merged.people if each.id in new]
    await keep_rejected(repos, strangers)
    await _keep(repos, merged, list(new.values()))
    await repos.imports.link(batch.import_id, [(each.id, each.known) for each in merged.people])


async def _keep(repos: Repositories, merged: Merged, new: Sequence[Lead]) -> None:
    keys: list[dict[str, Any]] = [
        {"kind": kind, "value": value, "lead_id": person.id}
        for person in merged.people
        for kind, value in sorted(person.keys)
    ]
    facts = [{"lead_id": person.id, **asdict(fact)} for person in merged.people for fact in person.new]
    await repos.imports.add_leads(new, keys, facts)


def _lead(repos: Repositories, person: Person, batch: Batch, owner: str) -> Lead:
    return Lead(
        id=person.id, workspace=repos.workspace, owner=owner, created_at=batch.at, updated_at=batch.at
    )


def _from_file(drafted: LeadDraft, source: str) -> LeadDraft:
    """The row's facts as those of its file."""
    return replace(drafted, facts=tuple(replace(fact, source=source) for fact in drafted.facts))
