"""Searching for candidates as durable steps: no search is paid twice, whatever is killed in between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from agent.discovery.candidates import Candidate
from agent.discovery.scouting import Answer, Haul, Tried, Wish, scout
from agent.discovery.source import Result, SourceError
from agent.discovery.standing import Standing, ordered
from agent.prospecting.context import Context, Known, board_of, put_board
from agent.prospecting.phases import FOUND, let_wait
from storage.models import CompanyRole, CompanyWork, ProspectSession
from storage.repositories import Repositories


async def searched(context: Context, workspace: str, session_id: str, name: str, wish: Wish) -> Haul:
    """Carry out a wish; every page of a source is a step of the job that runs. Cancelled, none is asked."""
    sources, count = {source.name: source for source in context.parts.sources}, 0

    async def ask(source: str, query: str, page: int) -> Answer:
        nonlocal count
        count += 1

        async def step() -> dict[str, Any]:
            if not await context.goes_on(workspace, session_id):
                return {"results": [], "skip": True}
            try:
                found = await sources[source].search(workspace, query, page)
            except SourceError as error:
                return {"results": [], "trouble": str(error), "skip": error.skips, "unset": error.unset}
            return {"results": [asdict(result) for result in found]}

        kept = await context.durable.step(f"{name} {count}", step)
        results = tuple(Result(**result) for result in kept["results"])
        return Answer(results, kept.get("trouble", ""), bool(kept.get("skip")), bool(kept.get("unset")))

    return await scout(wish, ask, context.parts.domain)


async def best_sources(repos: Repositories, names: Sequence[str]) -> tuple[str, ...]:
    """The sources in the order of how they did in this workspace."""
    return ordered(names, await standings(repos))


async def standings(repos: Repositories) -> dict[str, Standing]:
    """How the sources did in this workspace."""
    rows = await repos.prospecting.standings()
    return {row.source: Standing(row.searches, row.failures, row.score) for row in rows}


async def keep_haul(context: Context, repos: Repositories, session: ProspectSession, haul: Haul) -> int:
    """Keep the candidates, how the sources did, and what went wrong; how many companies wait now."""
    await keep_standings(context, repos, haul.tried)
    have = await repos.prospecting.companies(session.id, CompanyRole.CANDIDATE)
    room = max(context.budget.candidates - len(have), 0)
    first = len(have)
    rows = [_row(session.id, first + at, each) for at, each in enumerate(list(haul.found.values())[:room])]
    await repos.prospecting.add_companies(rows)
    board = board_of(session).after_searching(haul.tried, retried=haul.retried)
    put_board(session, board.noting(*dict.fromkeys(each.trouble for each in haul.tried if each.trouble)))
    await repos.session.flush()
    return await let_wait(repos, session.id, FOUND)


async def keep_standings(context: Context, repos: Repositories, tried: Iterable[Tried]) -> None:
    """Note how each source did."""
    known = await standings(repos)
    asked: dict[str, Standing] = {}
    for each in tried:
        standing = asked.get(each.source) or known.get(each.source) or Standing()
        asked[each.source] = standing.after(each.usable, failed=bool(each.trouble))
    for source, now in asked.items():
        at = context.clock.now()
        await repos.prospecting.put_standing(source, now.searches, now.failures, now.score, at)


def _row(session_id: str, position: int, each: Candidate) -> dict[str, Any]:
    return {
        "session_id": session_id,
        "domain": each.domain,
        "role": CompanyRole.CANDIDATE,
        "position": position,
        "name": each.name,
        "document": Known(found=each).model_dump(mode="json"),
        "rank": 0,
        "reading": CompanyWork.NONE,
        "enriching": CompanyWork.NONE,
    }
