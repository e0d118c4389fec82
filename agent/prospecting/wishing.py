"""What a session searches for: at first by its profile, and once more, wider, by what was found."""

from __future__ import annotations

from agent.discovery.queries import queries
from agent.discovery.ranking import MOST
from agent.discovery.scouting import Wish
from agent.icp.profile import Field, Profile
from agent.prospecting.context import Context, board_of, intake_of, profile_of
from agent.prospecting.searching import best_sources
from storage.models import CompanyRole, ProspectSession
from storage.repositories import Repositories

SPARE = 2.2
"""Candidates to look for, per lookalike that is wanted. Measured on the fictional market's directory: with
1.6 one group of seven ends below 50 lookalikes; with 2.2, 0.98 or more of 50 are like the customers."""
_BEST = 3
"""Of the best companies found, so many lead to others."""


async def first_wish(context: Context, repos: Repositories, session: ProspectSession) -> Wish:
    """Variants of the profile."""
    profile = profile_of(session) or Profile()
    return await _wish(context, repos, session, queries(profile, intake_of(session).customers))


async def wider_wish(context: Context, repos: Repositories, session: ProspectSession) -> Wish:
    """Companies like the best that were found, and the profile's sides one by one."""
    profile = profile_of(session) or Profile()
    best = [row.name for row in (await repos.prospecting.lookalikes(session.id))[:_BEST]]
    sides = [
        line.value
        for field in (Field.INDUSTRY, Field.TECHNOLOGY, Field.BUYER)
        for line in profile.of(field)[:2]
    ]
    variants = (*(f"companies like {name}" for name in best), *(f"{side} companies" for side in sides))
    return await _wish(context, repos, session, tuple(dict.fromkeys(variants))[:5])


async def _wish(
    context: Context, repos: Repositories, session: ProspectSession, variants: tuple[str, ...]
) -> Wish:
    profile, budget = profile_of(session) or Profile(), context.budget
    rows = await repos.prospecting.companies(session.id, *CompanyRole)
    names = [source.name for source in context.parts.sources]
    have = sum(row.role is CompanyRole.CANDIDATE for row in rows)
    return Wish(
        queries=variants,
        sources=await best_sources(repos, names),
        target=max(1, min(round(MOST * SPARE), budget.candidates - have)),
        known=frozenset({intake_of(session).website, *(row.domain for row in rows)}),
        places=tuple(line.value for line in profile.of(Field.PLACE)),
        searches=max(budget.searches - board_of(session).searches, 1),
    )
