"""Pages without people who were deleted on request: nothing that is kept of a visit names them."""

from __future__ import annotations

from collections.abc import Mapping

from agent.evidence.evidence import Evidence, Signal, Site, of
from agent.evidence.visiting import Visited
from agent.leads import normal
from agent.leads.calling import GONE, without_any
from agent.leads.suppression import deleted_among
from storage.repositories import Repositories


async def without_deleted(repos: Repositories, visited: Visited, site: Site) -> Visited:
    """The visit as it may be kept."""
    company = site.name or visited.name
    people = [_values(each, company, site.domain) for each in of(Signal.PERSON, visited.evidence)]
    # An address may be somebody's whose name stands nowhere.
    people += [{"email": normal.email(each.value) or ""} for each in of(Signal.EMAIL, visited.evidence)]
    gone = await deleted_among(repos, people)
    if not gone:
        return visited
    clean = Visited.model_validate(without_any(gone, visited.model_dump(mode="json")))
    evidence = tuple(each for each in clean.evidence if each.value != GONE)
    links = tuple(link for link in clean.links if GONE not in link[0])
    return clean.model_copy(update={"evidence": evidence, "links": links})


def _values(person: Evidence, company: str, domain: str) -> Mapping[str, str]:
    return {
        "name": person.value,
        "company": company,
        "website": domain,
        "email": normal.email(person.email) or "",
        "profile_url": normal.profile(person.profile) or "",
    }
