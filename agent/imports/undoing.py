"""Taking an import back: what only it brought goes, what others brought or use stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from agent.imports.table import MOST_ROWS
from agent.leads.fact import Fact
from agent.leads.headline import fact_of, settle
from storage.models import ImportLead, LeadImport
from storage.repositories import Repositories
from storage.repositories.import_undo import Origin

SOURCE = "file "
"""What the source of an import's facts begins with; the file's name follows."""
_KINDS = {"email": "email", "personal_email": "email", "profile_url": "profile"}
"""Fields by which people are recognised, and the kind of key that each makes."""


def source_of(name: str) -> str:
    """The source that facts of a file name."""
    return f"{SOURCE}{name}"


def origin_of(row: LeadImport) -> Origin:
    """What tells the import's facts from all others, those of a file of the same name included."""
    until = row.created_at + timedelta(microseconds=MOST_ROWS)
    return Origin(source_of(row.name), row.created_at, until)


async def take_back(repos: Repositories, row: LeadImport, links: Sequence[ImportLead]) -> int:
    """Take back what an import brought of these leads; how many of them are gone by that.

    Gone are people whom only this import brought and nobody works with. Of the others go the values that only
    it told, unless nothing would be left of somebody whom others work with.
    """
    ids, origin = [link.lead_id for link in links], origin_of(row)
    used = await repos.imports.used(row.id, ids)
    facts = {each: list(map(fact_of, rows)) for each, rows in (await repos.imports.facts(ids)).items()}
    left = {each: [fact for fact in facts.get(each, []) if not _is_from(fact, origin)] for each in ids}
    whole = {each for each in ids if each in used and not left[each]}
    gone = [link.lead_id for link in links if not (link.known or link.lead_id in used or left[link.lead_id])]
    changed = [each for each in ids if each not in whole and each not in gone]
    await repos.imports.take_back(row.id, [each for each in ids if each not in whole], origin)
    await _show_what_is_left(repos, changed, left, row)
    await repos.imports.remove(gone)
    return len(gone)


async def _show_what_is_left(
    repos: Repositories, ids: Sequence[str], left: dict[str, list[Fact]], row: LeadImport
) -> None:
    """Leads that stay are shown, and recognised, as if the import had not been."""
    for lead in await repos.imports.leads(ids):
        if left[lead.id]:
            lead.source = None if lead.source == source_of(row.name) else lead.source
            settle(lead, left[lead.id], lead.updated_at)
    told = {
        (lead_id, _KINDS[fact.field], fact.value)
        for lead_id in ids
        for fact in left[lead_id]
        if fact.field in _KINDS
    }
    keys = await repos.imports.keys_of(ids)
    kinds = set(_KINDS.values())
    own = f"import {row.id}|"
    gone = [
        (kind, value)
        for lead_id, kind, value in keys
        if (kind in kinds and (lead_id, kind, value) not in told) or value.startswith(own)
    ]
    await repos.imports.remove_keys(gone)


def _is_from(fact: Fact, origin: Origin) -> bool:
    return fact.source == origin.source and origin.since <= fact.seen_at <= origin.until
