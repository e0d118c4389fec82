"""What a research adds to a lead: facts of person and company, each with its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from agent.evidence.evidence import Evidence, Signal, of
from agent.leads.fact import Fact, current
from agent.leads.headline import fact_of
from agent.leads.noting import note_facts
from agent.research.findings import Findings
from agent.research.known import Known, known_of
from agent.research.quality import own_entry
from storage.models import Lead
from storage.repositories import Repositories

FIELDS: Mapping[Signal, str] = MappingProxyType(
    {
        Signal.INDUSTRY: "industry",
        Signal.EMPLOYEES: "company_size",
        Signal.PLACE: "company_places",
        Signal.TECH: "company_technologies",
        Signal.BUYER: "company_buyers",
        Signal.ROLE: "company_open_roles",
        Signal.CASE: "company_customers",
        Signal.PRICING: "company_pricing",
        Signal.EMAIL: "company_email",
        Signal.PHONE: "company_phone",
        Signal.LINKEDIN: "company_url",
    }
)
"""The fields of a lead that a company's evidence fills."""
_MOST = 8
"""Values of a list that a fact holds."""


async def known_lead(repos: Repositories, lead: Lead) -> Known:
    """What is known of a lead, by its newest facts."""
    newest = current(map(fact_of, await repos.leads.facts(lead.id)))
    return known_of({field: fact.value for field, fact in newest.items()})


async def keep_facts(repos: Repositories, lead: Lead, known: Known, findings: Findings, at: datetime) -> None:
    """Note the findings as facts of the lead, in the caller's transaction."""
    await note_facts(repos, lead, list(facts_of(known, findings, at)), at)


def facts_of(known: Known, findings: Findings, at: datetime) -> Iterator[Fact]:
    """The facts that findings amount to; of a list, its best founded values in one fact."""
    for signal, field in FIELDS.items():
        pieces = of(signal, findings.evidence)[:_MOST]
        if pieces:
            yield Fact(field, "; ".join(each.value for each in pieces), pieces[0].url, at)
    own = own_entry(known, findings.evidence)
    if own is not None:
        yield from _of_person(own, known, at)
    if findings.domain and not known.website and findings.pages:
        source = findings.found_by or findings.pages[0].url
        yield Fact("website", f"https://{findings.domain}", source, at)


def _of_person(own: Evidence, known: Known, at: datetime) -> Iterator[Fact]:
    """What a page says of the person. Nobody verified its address, so that it is not the lead's `email`."""
    email = own.email if own.email.casefold() != known.email.casefold() else ""
    values = {"title": own.title, "email_unverified": email, "profile_url": own.profile}
    yield from (Fact(field, value, own.url, at) for field, value in values.items() if value)
