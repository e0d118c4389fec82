"""Contacts that were found become leads, with what is known of their company, each fact with its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from agent.icp.profile import Company, Signal
from agent.leads import normal
from agent.leads.calling import GONE, without_any
from agent.leads.draft import Key, LeadDraft
from agent.leads.fact import Fact
from agent.leads.saving import save_lead
from agent.leads.suppression import deleted_among, forgotten
from agent.prospecting.parts import Contact
from storage.models import ProspectCompany, ProspectSession
from storage.repositories import Repositories

SOURCE = "prospecting"
"""The source of what no other is named for."""
_FACTS = {
    "industry": "industry",
    "employees": "employees",
    "place": "locations",
    "technology": "integrations",
    "buyer": "buyer_titles",
    "phone": "phone",
}
"""Signals that become facts, by the names under which scoring asks for them."""
_COUNTED = {"open_role": "open_roles", "case_study": "case_studies"}
_MOST = 12


@dataclass(frozen=True)
class Place:
    """Whose leads they are, and found when."""

    owner: str
    at: datetime


def key_of(session: ProspectSession, row: ProspectCompany) -> str:
    """What names the search for contacts of one company in one session."""
    return f"icp:{session.id}:{row.domain}"


async def not_deleted(
    repos: Repositories, company: Company, contacts: Sequence[Contact]
) -> tuple[Contact, ...]:
    """Those who were not deleted on request."""
    told = [(each.name, each.profile, each.email if each.verified else "") for each in contacts]
    gone = await forgotten(repos, [_values(company, *each) for each in told])
    return tuple(contact for number, contact in enumerate(contacts) if number not in gone)


async def nobody_deleted(repos: Repositories, company: Company) -> tuple[Signal, ...]:
    """What the company's pages say, with no word of people who were deleted on request."""
    people = [signal for signal in company.signals if signal.field == "person"]
    told = [_values(company, each.value, each.profile, each.email) for each in people]
    # An address may be somebody's whose name stands nowhere.
    told += [{"email": normal.email(each.value) or ""} for each in company.signals if each.field == "email"]
    gone = await deleted_among(repos, told)
    clean = (Signal(**without_any(gone, asdict(signal))) for signal in company.signals)
    return tuple(signal for signal in clean if signal.value != GONE)


def _values(company: Company, name: str, profile: str, email: str) -> dict[str, str]:
    """Somebody at a company, by the fields of a lead."""
    return {
        "name": name,
        "company": company.name,
        "website": company.domain,
        "profile_url": normal.profile(profile) or "",
        "email": normal.email(email) or "",
    }


async def keep_people(
    repos: Repositories, company: Company, linkedin: str, contacts: Sequence[Contact], place: Place
) -> list[str]:
    """Save contacts as leads, each person once; the leads' ids."""
    drafts = [drafted(contact, company, linkedin, place) for contact in contacts]
    return [(await save_lead(repos, draft, place.owner, place.at))[0].id for draft in drafts]


def drafted(contact: Contact, company: Company, linkedin: str, place: Place) -> LeadDraft:
    """A contact as a lead, with what is known of the company."""
    facts = (*_own_facts(contact, company, place.at), *facts_of(company, linkedin, place.at))
    return LeadDraft(keys_of(contact, company.domain), facts)


def keys_of(contact: Contact, domain: str) -> tuple[Key, ...]:
    """What recognises a person: profile and verified address, and the name at this company.

    So that nobody is looked for anew whom an earlier session has found.
    """
    email = normal.email(contact.email) if contact.verified and contact.email else None
    profile = normal.profile(contact.profile) if contact.profile else None
    found = [("profile", profile), ("email", email), ("row", f"{SOURCE}:{domain}|{contact.name.casefold()}")]
    return tuple((kind, value) for kind, value in found if value)


def _own_facts(contact: Contact, company: Company, at: datetime) -> Iterator[Fact]:
    source = contact.source or SOURCE
    email = normal.email(contact.email) if contact.verified and contact.email else ""
    profile = normal.profile(contact.profile) if contact.profile else ""
    values = {"name": contact.name, "title": contact.title, "profile_url": profile}
    for field, value in (values | {"company": company.name, "website": company.domain}).items():
        if value:
            yield Fact(field, value, source, at)
    if email:
        yield Fact("email", email, contact.email_source or source, at)


def said_of(signals: Sequence[Signal]) -> Iterator[tuple[str, str, str]]:
    """What signals say of their company: fields of a lead with their values, and the page that says it."""
    of: dict[str, list[Signal]] = {}
    for signal in signals:
        of.setdefault(signal.field, []).append(signal)
    for field, name in _FACTS.items():
        if found := of.get(field, [])[:_MOST]:
            yield name, "; ".join(dict.fromkeys(signal.value for signal in found)), found[0].url
    for field, name in _COUNTED.items():
        if found := of.get(field, []):
            yield name, str(len(found)), found[0].url
    for signal in of.get("pricing", [])[:1]:
        yield "pricing_page", signal.url or "yes", signal.url


def facts_of(company: Company, linkedin: str, at: datetime) -> Iterator[Fact]:
    """What is known of the company; the source is the page that says it."""
    for field, value, url in said_of(company.signals):
        yield Fact(field, value, url or SOURCE, at)
    if linkedin:
        yield Fact("company_url", normal.profile(linkedin) or linkedin, SOURCE, at)
