"""The phases of a session: which companies are worked on, how, and how many at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agent.prospecting.context import Context, board_of, known_of
from agent.prospecting.reflecting import LANES_ENRICH, LANES_READ, LANES_REST
from storage.models import CompanyRole, CompanyWork, ProspectSession, SessionState
from storage.repositories import Repositories

LANE_JOB, STAGE_JOB = "prospect-lane", "prospect-stage"
READING, ENRICHING = "reading", "enriching"
TOP, ALL = 10, 50
"""Lookalikes that are enriched at once when asked for, and those that are in the background after them."""


@dataclass(frozen=True)
class Phase:
    """`work` on companies of some roles, up to a rank (0: any), by so many lanes, in some states.

    `leads_on`: whether something follows when all of it is done.
    """

    work: str
    roles: tuple[CompanyRole, ...]
    lanes: int
    states: frozenset[SessionState]
    until: int = 0
    leads_on: bool = True


_SEEDS = (CompanyRole.SEED, CompanyRole.LOST)
_CANDIDATES = (CompanyRole.CANDIDATE,)
SEEDS, FOUND, WIDER, REST, TOP10, NEXT40 = "seeds", "found", "wider", "rest", "top10", "next40"
_LOOKING = frozenset({SessionState.PLANNING})
_LISTED = frozenset(
    {SessionState.CANDIDATES_FOUND, SessionState.ENRICHMENT_RUNNING, SessionState.SUMMARY_EMITTED}
)
PHASES: Mapping[str, Phase] = {
    SEEDS: Phase(READING, _SEEDS, LANES_READ, _LOOKING),
    FOUND: Phase(READING, _CANDIDATES, LANES_READ, _LOOKING),
    WIDER: Phase(READING, _CANDIDATES, LANES_READ, _LOOKING),
    REST: Phase(READING, _CANDIDATES, LANES_REST, _LISTED, ALL, leads_on=False),
    TOP10: Phase(ENRICHING, _CANDIDATES, LANES_ENRICH, frozenset({SessionState.ENRICHMENT_RUNNING}), TOP),
    NEXT40: Phase(ENRICHING, _CANDIDATES, LANES_ENRICH, frozenset({SessionState.SUMMARY_EMITTED}), ALL),
}


async def begin(context: Context, repos: Repositories, session: ProspectSession, name: str) -> None:
    """Let the lanes of a phase begin, with the transaction that made its companies wait.

    A lane keeps its name: one that is still at work when a person agrees to more takes no other's place.
    """
    await repos.session.flush()
    for number in range(PHASES[name].lanes):
        await go_on(context, repos, session, name, f"{number}.{_turn(session)}", 0)


async def go_on(
    context: Context, repos: Repositories, session: ProspectSession, name: str, lane: str, part: int
) -> None:
    """Enqueue a part of a lane, counted from 0; a second time changes nothing."""
    key = f"icp:{session.id}:{name}:{lane}:part:{part}"
    args = (repos.workspace, session.id, name, lane, str(part))
    await context.durable.enqueue(repos.session, LANE_JOB, *args, key=key)


async def end(context: Context, repos: Repositories, session: ProspectSession, name: str) -> None:
    """Go on with what follows a phase, once, when none of its companies waits or is worked on."""
    phase = PHASES[name]
    if session.state not in phase.states or not phase.leads_on:
        return
    left = await repos.prospecting.unfinished(session.id, phase.work, phase.roles, phase.until)
    if not left:
        await after(context, repos, session, name)


async def after(context: Context, repos: Repositories, session: ProspectSession, name: str) -> None:
    """Enqueue what follows a phase; a second time changes nothing."""
    key = f"icp:{session.id}:after:{name}{_round(session)}"
    await context.durable.enqueue(repos.session, STAGE_JOB, session.workspace, session.id, name, key=key)


async def read_rest(context: Context, repos: Repositories, session: ProspectSession) -> None:
    """Read the sites of the list to their end that were only looked at, and none that fell off the list."""
    for row in await repos.prospecting.companies(session.id, CompanyRole.CANDIDATE):
        known, waits = known_of(row), row.reading is CompanyWork.WAITING
        if row.rank and known.unread and row.reading is not CompanyWork.RUNNING:
            row.reading = CompanyWork.WAITING
        elif waits and not row.rank and known.pages:
            row.reading = CompanyWork.DONE
    await begin(context, repos, session, REST)


def _round(session: ProspectSession) -> str:
    """What tells the jobs apart that begin each time a person agrees to pay more."""
    rounds = board_of(session).rounds
    return f":{rounds}" if rounds else ""


def _turn(session: ProspectSession) -> str:
    """What tells the lanes apart that begin each time a person agrees to more, or changes the profile."""
    return f"{board_of(session).rounds}.{session.version}"


async def let_wait(repos: Repositories, session_id: str, name: str) -> int:
    """Make the companies of a phase wait that were not worked on yet; how many these are."""
    phase, count = PHASES[name], 0
    rows = await repos.prospecting.companies(session_id, *phase.roles)
    for row in rows:
        ranked = not phase.until or 0 < row.rank <= phase.until
        if ranked and getattr(row, phase.work) is CompanyWork.NONE:
            setattr(row, phase.work, CompanyWork.WAITING)
            count += 1
    return count
