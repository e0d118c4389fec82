"""The durable job between two phases: builds the profile, searches, ranks, sums up."""

from __future__ import annotations

import functools
import logging
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from agent.discovery.scouting import Haul, Wish
from agent.durable import Job, interrupted
from agent.errors import AgentError
from agent.icp.building import build
from agent.prospecting import milestones as m
from agent.prospecting.board import READ_FOR
from agent.prospecting.context import (
    Context,
    board_of,
    companies_of,
    known_of,
    locked,
    profile_of,
    put_board,
)
from agent.prospecting.ending import break_off, fail, summary, tell_end
from agent.prospecting.listing import relist
from agent.prospecting.phases import (
    FOUND,
    NEXT40,
    SEEDS,
    STAGE_JOB,
    TOP,
    TOP10,
    WIDER,
    after,
    begin,
    let_wait,
    read_rest,
)
from agent.prospecting.reflecting import Metrics, reflect
from agent.prospecting.searching import keep_haul, searched
from agent.prospecting.states import move
from agent.prospecting.wishing import first_wish, wider_wish
from storage.models import CompanyRole, CompanyWork, ProspectCompany, SessionState
from storage.repositories import Repositories

_log = logging.getLogger(__name__)
LISTED = "Listed {} lookalikes, each with why."
PROFILED = "The profile of your best customers is ready."
OFFERED = "I can find contacts at the top {} now."
NAMED = 3
"""Companies that a note names."""
_WISH: TypeAdapter[Wish] = TypeAdapter(Wish)
NOBODY = (
    "None of your customers' sites could be read, so I do not know what they share. Look whether their "
    "addresses are right, and start another search."
)
NOTHING = (
    "I found no company that shares anything with your customers. Start another search, with customers that "
    "have more in common."
)
UNREAD = (
    "I found {} companies. The sites of {} were not read, and none of the others shares anything with your "
    "customers. Start another search."
)
UNFOUND = (
    "No search found any company at all. An admin can set the key of a web search, or upload a list of "
    "companies, under Settings → Search sources; then start another search."
)


class StageJob:
    """What follows a phase. Each does nothing when the session was cancelled meanwhile."""

    def __init__(self, context: Context) -> None:
        self._context = context
        context.durable.add(Job(STAGE_JOB, self._stage, at_once=20))

    async def _stage(self, workspace: str, session_id: str, name: str) -> None:
        try:
            if name in {SEEDS, FOUND}:
                await self._go_on(workspace, session_id, name)
            else:
                bodies = {WIDER: self._list, TOP10: self._sum_up, NEXT40: self._end}
                body = functools.partial(bodies[name], session_id=session_id)
                await self._context.write(f"after {name}", workspace, body)
        except Exception as error:
            if interrupted(error):
                raise
            said = isinstance(error, AgentError)
            _log.warning("session %s fails after %s", session_id, name, exc_info=not said)
            await break_off(self._context, workspace, session_id, name)

    async def _go_on(self, workspace: str, session_id: str, name: str) -> None:
        """After reading: search (once more), or list what is there."""
        body = self._profile if name == SEEDS else self._count
        wanted = functools.partial(body, session_id=session_id)
        wish = await self._context.write(f"after {name}", workspace, wanted)
        if wish is None:
            return
        phase = FOUND if name == SEEDS else WIDER
        wished = _WISH.validate_python(wish)
        haul = await searched(self._context, workspace, session_id, f"search {phase}", wished)
        keep = functools.partial(self._found, session_id=session_id, phase=phase, haul=haul)
        await self._context.write(f"keep {phase}", workspace, keep)

    async def _profile(self, repos: Repositories, session_id: str) -> dict[str, Any] | None:
        """Build the profile; what to search for, None when there is nothing to go by."""
        session = await locked(repos, session_id)
        if session.state is not SessionState.PLANNING:
            return None
        best = await repos.prospecting.companies(session_id, CompanyRole.SEED)
        lost = await repos.prospecting.companies(session_id, CompanyRole.LOST)
        profile = build(companies_of(best), companies_of(lost), profile_of(session))
        session.profile = profile.model_dump(mode="json")
        if not profile.seeds:
            await fail(self._context, repos, session, NOBODY)
            return None
        put_board(session, board_of(session).noting(_unread([*best, *lost])))
        counts = {"customers": profile.seeds, "lines": len(profile.lines)}
        text = f"Read {profile.seeds} of {len(best)} customers. They share {len(profile.lines)} things."
        await m.reach(self._context, repos, session, m.PROGRESS, text, counts)
        await self._context.changed(repos, session)
        return _kept(await first_wish(self._context, repos, session))

    async def _found(self, repos: Repositories, session_id: str, phase: str, haul: Haul) -> None:
        """Keep the candidates and let them be read."""
        session = await locked(repos, session_id)
        if session.state is not SessionState.PLANNING:
            return
        put_board(session, board_of(session).seeing(self._context.clock.now()))
        if await keep_haul(self._context, repos, session, haul):
            await begin(self._context, repos, session, phase)
        else:
            await after(self._context, repos, session, phase)
        await self._context.changed(repos, session)

    async def _count(self, repos: Repositories, session_id: str) -> dict[str, Any] | None:
        """Count the lookalikes; what to search for once more when they are few, None when they are listed."""
        session = await locked(repos, session_id)
        if session.state is not SessionState.PLANNING:
            return None
        count, board = await relist(repos, session), board_of(session)
        decisions = reflect(board.state, Metrics(candidates=count, timeouts=board.timeouts))
        put_board(session, board.deciding(decisions))
        if decisions.expand:
            return _kept(await wider_wish(self._context, repos, session))
        await self._list(repos, session_id)
        return None

    async def _list(self, repos: Repositories, session_id: str) -> None:
        """The list is there: three milestones, and the decision whether to find contacts."""
        session = await locked(repos, session_id)
        if session.state is not SessionState.PLANNING:
            return
        count = await relist(repos, session)
        if not count:
            found = await repos.prospecting.companies(session_id, CompanyRole.CANDIDATE)
            await fail(self._context, repos, session, _nothing(found))
            return
        profile = profile_of(session)
        lines = len(profile.lines) if profile is not None else 0
        for state, event, text, counts in (
            (SessionState.TOPLIKES_READY, m.TOPLIKES_READY, LISTED.format(count), {"count": count}),
            (SessionState.PROFILE_READY, m.PROFILE_READY, PROFILED, {"lines": lines}),
            (
                SessionState.CANDIDATES_FOUND,
                m.CANDIDATES_FOUND,
                OFFERED.format(min(TOP, count)),
                {"count": count, "searches": board_of(session).searches},
            ),
        ):
            move(session, state, self._context.clock.now())
            await m.reach(self._context, repos, session, event, text, counts)
        board = board_of(session)
        if 0 < board.read_for < self._context.budget.reading:
            put_board(session, board.noting(READ_FOR.format(dollars=board.read_for / 100_000)))
        await read_rest(self._context, repos, session)
        await self._context.changed(repos, session)

    async def _sum_up(self, repos: Repositories, session_id: str) -> None:
        """The top is done; the others go on in the background."""
        session = await locked(repos, session_id)
        if session.state is not SessionState.ENRICHMENT_RUNNING:
            return
        top = [row for row in await repos.prospecting.lookalikes(session_id) if row.rank <= TOP]
        move(session, SessionState.SUMMARY_EMITTED, self._context.clock.now())
        text, counts = summary(top)
        await m.reach(self._context, repos, session, m.SUMMARY, text, counts)
        waiting = 0 if board_of(session).stopped else await let_wait(repos, session_id, NEXT40)
        if waiting:
            text = f"The next {waiting} go on in the background."
            await m.reach(self._context, repos, session, m.NEXT40, text, {"count": waiting})
            await begin(self._context, repos, session, NEXT40)
        await self._context.changed(repos, session)

    async def _end(self, repos: Repositories, session_id: str) -> None:
        """The background is done, too."""
        session = await locked(repos, session_id)
        if session.state is not SessionState.SUMMARY_EMITTED:
            return
        await tell_end(self._context, repos, session, whole=not board_of(session).stopped)


def _kept(wish: Wish) -> dict[str, Any]:
    """A wish as a job keeps it."""
    kept: dict[str, Any] = _WISH.dump_python(wish, mode="json")
    return kept


def _nothing(found: Sequence[ProspectCompany]) -> str:
    """Why the list is empty."""
    left = sum(not known_of(row).pages for row in found)
    if not found:
        return UNFOUND
    return UNREAD.format(len(found), left) if left else NOTHING


def _unread(rows: list[ProspectCompany]) -> str:
    names = [row.name for row in rows if row.reading is not CompanyWork.DONE]
    if not names:
        return ""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"I could not read the sites of {', '.join(names[:NAMED])}{more}."
