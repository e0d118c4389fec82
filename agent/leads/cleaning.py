"""Texts without a person who is deleted on request, place by place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from agent.events import (
    ContactsChanged,
    Event,
    ImportChanged,
    PlanChanged,
    ProspectingChanged,
    QuestionChanged,
    ResearchChanged,
    RunChanged,
    TaskChanged,
    TurnChanged,
)
from agent.leads.calling import GONE, Called
from agent.leads.draft import draft_values
from agent.leads.headline import facts_of, settle
from storage.folding import folded
from storage.models import DELETED
from storage.repositories import Repositories
from storage.repositories.erasures import Place

SHOWN: Mapping[str, Callable[[str, str], Event]] = {
    "ls_contact_lookup": ContactsChanged,
    "ls_contact_search": ContactsChanged,
    "ls_contact_target": ContactsChanged,
    "ls_icp_company": ProspectingChanged,
    "ls_icp_session": ProspectingChanged,
    "ls_import": ImportChanged,
    "ls_plan": PlanChanged,
    "ls_question": QuestionChanged,
    "ls_research": ResearchChanged,
    "ls_run": RunChanged,
    "ls_task": TaskChanged,
    "ls_turn": TurnChanged,
}
"""What is told of a row whose words were cleaned, by the first part of its key: its message is shown anew."""
IDENTITY = ("name", "first_name", "last_name", "email", "personal_email", "profile_url", "phone")
"""Facts of others that are theirs also where they are the same: a namesake keeps their name."""


def event_of(shown: str, workspace: str) -> Event:
    """What is told of a row, by its table and id."""
    table, _, row_id = shown.partition(":")
    return SHOWN[table](workspace, row_id)


async def clean_place(repos: Repositories, place: Place, person: Called, lead: str) -> list[str]:
    """Clean one column of one table; what is to be shown anew, by table and id."""
    found = await repos.erasures.holding(place, [*person.patterns, f"%{lead}%"])
    clean = _CLEANED.get(place.name, Called.without)
    for kept in found:
        cleaned = clean(person, kept.value)
        if cleaned != kept.value:
            await repos.erasures.put(place, kept.key, cleaned)
    table = place.table.name
    return [f"{table}:{kept.key[0]}" for kept in found] if table in SHOWN else []


async def clean_facts(repos: Repositories, person: Called) -> None:
    """Clean what is known of others: a value that names the person goes, a source that does is cleaned."""
    for fact in await repos.erasures.facts(person.patterns, IDENTITY):
        if person.is_named_in(fact.value):
            await repos.session.delete(fact)
        else:
            fact.source = person.without(fact.source)
        await repos.session.flush()
        lead = await repos.lead_records.lock(fact.lead_id)
        if lead is not None:
            settle(lead, await facts_of(repos, lead.id), lead.updated_at)
            lead.stale = True


def _line_without(person: Called, line: dict[str, str]) -> dict[str, str]:
    """A line of a result without the person; a namesake's stays as it is."""
    if person.is_line_about(line):
        return DELETED
    same = folded(draft_values(line).get("name")) in set(map(folded, person.names))
    return line if same else person.without(line)


def _company_without(person: Called, document: dict[str, Any]) -> dict[str, Any]:
    """A company without the person among its people."""
    clean: dict[str, Any] = person.without(document)
    named = {"contacts": "name", "signals": "value"}
    return clean | {field: _others(clean.get(field, ()), name) for field, name in named.items()}


def _others(people: Sequence[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    return [each for each in people if each.get(name) != GONE]


_CLEANED: Mapping[str, Callable[[Called, Any], Any]] = {
    "ls_result_row.line": _line_without,
    "ls_icp_company.document": _company_without,
}
"""Places where more goes than the words that name somebody."""
