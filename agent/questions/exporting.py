"""Leads of an answer as CSV."""

from __future__ import annotations

import re
from collections.abc import Mapping

from agent.leads.table import csv_text
from agent.questions.answer import CsvFile
from agent.questions.query import LeadQuery
from agent.questions.saying import qualifiers
from storage.filters import LeadFilter
from storage.models import Lead
from storage.repositories import Repositories
from storage.repositories.lead_queries import FARTHEST

_COLUMNS: Mapping[str, str] = {
    "fullname": "name",
    "jobtitle": "title",
    "companyname": "company",
    "companyindustry": "industry",
    "email": "email",
    "location": "location",
    "linkedinprofileurl": "profile_url",
}
"""The columns of the file, and the fields of a lead that fill them."""
_REVIEWED = ("score", "tier", "decision", "reason")
"""What its score and its review came to."""


async def exported(repos: Repositories, query: LeadQuery, wanted: LeadFilter) -> CsvFile:
    """The leads that a query wants, in its order, as many as a file holds."""
    found, _ = await repos.lead_queries.count(wanted)
    people = min(found, query.limit or found)
    leads = await repos.lead_queries.page(wanted, query.order, limit=min(people, FARTHEST)) if people else []
    blocked = ["donotcontact"] if any(lead.blocked_at for lead in leads) else []
    text = csv_text(map(_row, leads), [*_COLUMNS, *_REVIEWED, *blocked, "source", "isodate"])
    ids = tuple(lead.id for lead in leads)
    return CsvFile(name=_name(query), text=text, rows=len(leads), people=people, leads=ids)


def _row(lead: Lead) -> dict[str, str]:
    row = {column: getattr(lead, field) or "" for column, field in _COLUMNS.items()}
    source = (lead.source or "").removesuffix(".js")
    why = {"donotcontact": lead.blocked_reason or "yes"} if lead.blocked_at else {}
    reviewed = (lead.score, lead.tier, lead.decision, lead.reason)
    row |= {
        name: str(value) if value is not None else "" for name, value in zip(_REVIEWED, reviewed, strict=True)
    }
    return row | why | {"source": source, "isodate": lead.created_at.isoformat(timespec="seconds")}


def _name(query: LeadQuery) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", " ".join(("leads", *qualifiers(query))).lower()).strip("-")
    return f"{words[:60].strip('-')}.csv"
