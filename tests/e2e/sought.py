"""What stands in the database when a search for customers is over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from agent.prospecting.context import known_of
from agent.prospecting.milestones import tellings
from storage.models import (
    AuditEntry,
    ContactLookup,
    Lead,
    LeadFact,
    LookupOutcome,
    Milestone,
    ProspectCompany,
    ProspectLead,
    ProspectSession,
)
from storage.store import Store

_BROKEN = "SELECT name, error FROM {}workflow_status WHERE status NOT IN ('SUCCESS', 'PENDING', 'ENQUEUED')"


@dataclass(frozen=True)
class Sought:
    """All that must be there exactly once.

    `companies` by domain: role, rank, how far reading and enriching are, how many contacts. `told` are the
    keys of what the thread must show of the milestones. `questions` are those to vendors, by outcome;
    `broken` are durable jobs that ended with an error.
    """

    states: tuple[str, ...]
    companies: dict[str, tuple[str, int, str, str, int]]
    contacts: tuple[tuple[str, str, str], ...]
    leads: tuple[tuple[str, str, str], ...]
    links: int
    milestones: tuple[tuple[int, str, str], ...]
    told: tuple[str, ...]
    questions: Counter[str]
    audited: Counter[str]
    broken: tuple[str, ...]

    @property
    def lookalikes(self) -> list[str]:
        """The domains of the list, in its order."""
        ranked = sorted((row[1], domain) for domain, row in self.companies.items() if row[1])
        return [domain for _, domain in ranked]


async def sought(store: Store) -> Sought:
    """Read it."""
    async with store.reading("") as repos:
        session = repos.session
        rows = (await session.scalars(select(ProspectCompany))).all()
        reached = (await session.scalars(select(Milestone).order_by(Milestone.number))).all()
        asked = (await session.scalars(select(ContactLookup))).all()
        return Sought(
            states=tuple(each.state.value for each in await session.scalars(select(ProspectSession))),
            companies={row.domain: _company(row) for row in rows},
            contacts=tuple(sorted(person for row in rows for person in _people(row))),
            leads=await _leads(session),
            links=len((await session.scalars(select(ProspectLead))).all()),
            milestones=tuple((each.number, each.event, each.key) for each in reached),
            told=tuple(each.key for each in tellings(reached)),
            questions=Counter(each.outcome.value for each in asked),
            audited=Counter(str(each.act) for each in await session.scalars(select(AuditEntry))),
            broken=tuple([f"{name}: {error}" for name, error in await session.execute(text(_broken(store)))]),
        )


def _company(row: ProspectCompany) -> tuple[str, int, str, str, int]:
    return row.role, row.rank, row.reading, row.enriching, len(known_of(row).contacts)


def _people(row: ProspectCompany) -> list[tuple[str, str, str]]:
    contacts = known_of(row).contacts
    return [(row.domain, each.name, each.email if each.verified else "") for each in contacts]


async def _leads(session: AsyncSession) -> tuple[tuple[str, str, str], ...]:
    """Site, name and address of each."""
    leads = (await session.scalars(select(Lead))).all()
    sites = select(LeadFact.lead_id, LeadFact.value).where(LeadFact.field == "website")
    site = {row[0]: row[1] for row in await session.execute(sites)}
    return tuple(sorted((site.get(each.id, ""), each.name or "", each.email or "") for each in leads))


def _broken(store: Store) -> str:
    return _BROKEN.format("" if store.engine.dialect.name == "sqlite" else "dbos.")


async def listed(store: Store) -> tuple[str, ...]:
    """The list as it stands, empty before there is one."""
    async with store.reading("") as repos:
        found = select(ProspectCompany.domain).where(ProspectCompany.rank > 0).order_by(ProspectCompany.rank)
        states = (await repos.session.scalars(select(ProspectSession.state))).all()
        settled = any(state.value not in {"planning", "failed"} for state in states)
        return tuple((await repos.session.scalars(found)).all()) if settled else ()


async def kept_questions(store: Store) -> frozenset[tuple[str, str, str]]:
    """Vendor, person's name, and address (empty: asked for the person) of every answer that is kept."""
    try:
        async with store.reading("") as repos:
            rows = await repos.session.execute(
                select(ContactLookup.provider, Lead.name, ContactLookup.subject)
                .join(Lead, Lead.id == ContactLookup.lead_id)
                .where(ContactLookup.outcome != LookupOutcome.ASKED)
            )
            return frozenset((provider, name or "", subject) for provider, name, subject in rows)
    except (OperationalError, ProgrammingError):
        return frozenset()
