"""What the store tells of a search: whose address is wanted, what was asked, who may be asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from agent.enrichment.context import EVERYBODY, Context, account_of
from agent.enrichment.preference import Preference
from agent.enrichment.provider import Kind, Provider
from agent.enrichment.providers import KEYED, PROVIDERS, VERIFIER
from agent.enrichment.standing import CLOSING, OPEN_FOR, Circumstances, Closed
from agent.enrichment.wanted import Candidate, Wanted
from agent.enrichment.waterfall import Course, Looked
from agent.leads.fact import current
from agent.leads.headline import facts_of
from agent.pages.urls import company_domain
from storage.models import ContactLookup, ContactSearch, Lead
from storage.repositories import Repositories

_TITLE = re.compile(r"^(?:(?:dr|prof|mr|mrs|ms|herr|frau|ing|dipl)\.? +)+", re.IGNORECASE)
BY_NAME: Mapping[str, Kind[Provider]] = {kind.name: kind for kind in PROVIDERS}


async def wanted_of(repos: Repositories, lead: Lead) -> Wanted:
    """Whose address is wanted, from what is known of the lead and of others at the company."""
    counts = current(await facts_of(repos, lead.id))
    facts = {field: fact.value for field, fact in counts.items()}
    # Of a name that a person corrected, the parts are those of the wrong one.
    corrected = "name" in counts and counts["name"].by is not None
    first, last = names_of(lead.name or "", {} if corrected else facts)
    known = company_domain(facts.get("website", "")) or company_domain(lead.company or "")
    domain = known or await _of_colleagues(repos, lead)
    return Wanted(first, last, lead.company or "", domain, lead.profile_url or "")


def names_of(name: str, facts: Mapping[str, str]) -> tuple[str, str]:
    """First and last name: as they were told, else the first word and the rest, titles left out."""
    if facts.get("first_name") and facts.get("last_name"):
        return facts["first_name"], facts["last_name"]
    first, _, last = _TITLE.sub("", name.partition(",")[0].strip()).partition(" ")
    return first, last.strip()


async def _of_colleagues(repos: Repositories, lead: Lead) -> str:
    """The domain that addresses at the same company have, if they agree."""
    if not lead.company_words:
        return ""
    emails = await repos.contacts.colleagues(lead.company_words)
    domains = {domain for email in emails if (domain := company_domain(email))}
    return domains.pop() if len(domains) == 1 else ""


def looked(row: ContactLookup) -> Looked:
    """One thing that was asked."""
    told = row.document.get("candidates", [])
    candidates = tuple(Candidate(each["email"], each["confidence"], each.get("place", "")) for each in told)
    return Looked(row.provider, row.subject, row.outcome, candidates)


async def preference_of(repos: Repositories) -> Preference:
    """What the workspace prefers."""
    row = await repos.contacts.waterfall()
    return Preference.model_validate(row.document) if row is not None else Preference()


async def keys_of(repos: Repositories) -> frozenset[str]:
    """The vendors that the workspace has a key of."""
    accounts = {row.account for row in await repos.credentials.of(EVERYBODY)}
    return frozenset(kind.name for kind in KEYED if account_of(kind) in accounts)


async def circumstances(
    repos: Repositories, context: Context, left_out: Sequence[str], search_id: str | None = None
) -> Circumstances:
    """What decides who may be asked now, in a search or in one that would begin."""
    now = context.clock.now()
    preference = await preference_of(repos)
    return Circumstances(
        keys=await keys_of(repos),
        skipped=preference.skipped,
        left_out=left_out,
        failed=await repos.contacts.failures(search_id, CLOSING) if search_id else {},
        lately=await repos.contacts.lately(now - OPEN_FOR),
        now=now,
        reads_pages=context.reads is not None,
    )


def closed(around: Circumstances, kind: Kind[Provider]) -> Closed | None:
    """Why a provider is not asked; None when it is."""
    if kind.guesses and verifier_closed(around) is not None:
        return Closed.NO_VERIFIER
    return around.closed(kind.name, needs_key=bool(kind.fields), reads_pages=kind.reads_pages)


def verifier_closed(around: Circumstances) -> Closed | None:
    """Why nothing is verified; None when it is."""
    return around.closed(VERIFIER.name, needs_key=True)


def course_of(order: Sequence[str], around: Circumstances) -> Course:
    """Who may be asked, in the workspace's order."""
    kinds = tuple(BY_NAME[name] for name in order)
    shut = frozenset(kind.name for kind in kinds if closed(around, kind) is not None)
    return Course(kinds, verifier_closed(around) is None, shut)


async def course_for(repos: Repositories, context: Context, search: ContactSearch) -> Course:
    """Who may be asked in a search now."""
    around = await circumstances(repos, context, left_out_of(search), search.id)
    return course_of((await preference_of(repos)).names(), around)


def left_out_of(search: ContactSearch) -> tuple[str, ...]:
    """The providers that whoever asked wanted left out."""
    return tuple(search.document.get("left_out", ()))
