"""The list of lookalikes: candidates ranked against the profile, again whenever that changes."""

from __future__ import annotations

from agent.discovery.candidates import Candidate
from agent.discovery.ranking import Lookalike, ranked
from agent.icp.profile import Company
from agent.prospecting.context import known_of, profile_of, put_known
from storage.models import CompanyRole, ProspectCompany, ProspectSession
from storage.repositories import Repositories


async def relist(repos: Repositories, session: ProspectSession) -> int:
    """Rank the candidates anew; how many are lookalikes."""
    profile = profile_of(session)
    rows = await repos.prospecting.companies(session.id, CompanyRole.CANDIDATE)
    pairs = [pair for row in rows if (pair := _pair(row)) is not None]
    places = {each.domain: (at, each) for at, each in enumerate(ranked(profile, pairs), 1)} if profile else {}
    for row in rows:
        place, found = places.get(row.domain, (0, None))
        row.rank = place
        if found is not None:
            put_known(row, known_of(row).with_(**_why(found)))
    await repos.session.flush()
    return len(places)


def _why(found: Lookalike) -> dict[str, object]:
    return {"points": found.points, "why": found.why, "snippet": found.snippet, "url": found.url}


def _pair(row: ProspectCompany) -> tuple[Candidate, Company] | None:
    """A candidate whose site could be read, be it still read on."""
    known = known_of(row)
    if known.found is None or not known.pages:
        return None
    return known.found, Company(row.domain, row.name, known.signals)
