"""The durable job of one lane: takes companies one after the other, until none of its phase waits."""

from __future__ import annotations

import functools
import logging
from typing import Any, Protocol

from agent.discovery.ranking import MOST
from agent.durable import Job, interrupted
from agent.events import ProspectingChanged
from agent.prospecting.context import Context, board_of, locked, put_board
from agent.prospecting.ending import break_off
from agent.prospecting.enriching import Enriching
from agent.prospecting.milestones import BUDGET, key_of_round, reach
from agent.prospecting.phases import ENRICHING, LANE_JOB, PHASES, READING, Phase, end, go_on
from agent.prospecting.reading import Reading
from agent.prospecting.reflecting import LANES_READ, LANES_THROTTLED
from storage.models import CompanyRole, CompanyWork, ProspectCompany, ProspectSession, SessionState
from storage.repositories import Repositories

_log = logging.getLogger(__name__)
Task = dict[str, Any]
Made = dict[str, Any]
TURNS = 2
"""Companies after which a lane becomes a job anew, which whichever worker is free takes up."""
BROKE = "Something broke while I looked at it."
AT_ONCE = 3 * LANES_READ
"""Lanes in one process: those of three searches that read at the same time."""
OUT_OF_TIME = "I stopped reading sites after {minutes} minutes."
OUT_OF_MONEY = "I stopped, since the next companies could cost more than the ${dollars:,.2f} you agreed to."


class Work(Protocol):
    """What is done with a company: `task` is what it needs, `do` does it, `keep` keeps what came of it."""

    def task(self, session: ProspectSession, row: ProspectCompany) -> Task: ...

    async def do(self, task: Task) -> Made: ...

    async def keep(
        self, repos: Repositories, session: ProspectSession, row: ProspectCompany, made: Made
    ) -> None: ...


class LaneJob:
    """The lanes of a phase share one list, so a slow company holds up only one of them.

    A company is claimed, worked on and kept in three steps: whatever is killed in between, the lane goes on
    with the same company, and no other has it.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._works: dict[str, Work] = {READING: Reading(context), ENRICHING: Enriching(context)}
        context.durable.add(Job(LANE_JOB, self._lane, at_once=AT_ONCE))

    async def _lane(self, workspace: str, session_id: str, name: str, lane: str, part: str = "0") -> None:
        try:
            await self._part(workspace, session_id, name, lane, int(part))
        except Exception as error:
            if interrupted(error):
                raise
            _log.exception("lane %s of %s breaks in session %s", lane, name, session_id)
            await break_off(self._context, workspace, session_id, name)

    async def _part(self, workspace: str, session_id: str, name: str, lane: str, part: int) -> None:
        """A few companies; then it goes on as another job, so that all workers get some of a session."""
        write = self._context.write
        claim = functools.partial(self._claim, session_id=session_id, name=name)
        for turn in range(TURNS):
            task = await write(f"claim {turn}", workspace, claim)
            if task is None:
                settle = functools.partial(self._settle, session_id=session_id, name=name)
                await write("settle", workspace, settle)
                return
            made = await self._do(f"do {turn}", name, task)
            await self._kept(f"keep {turn}", workspace, session_id, name, task, made)
            await self._context.telling.now(ProspectingChanged(workspace, session_id, tick=True))
        pass_on = functools.partial(self._pass_on, session_id=session_id, name=name, lane=lane)
        await write("pass on", workspace, functools.partial(pass_on, part=part + 1))

    async def _pass_on(self, repos: Repositories, session_id: str, name: str, lane: str, part: int) -> None:
        await go_on(self._context, repos, await locked(repos, session_id), name, lane, part)

    async def _claim(self, repos: Repositories, session_id: str, name: str) -> Task | None:
        """The next company that nobody works on; None when this lane is done."""
        session, phase = await locked(repos, session_id), PHASES[name]
        if session.state not in phase.states:
            return None
        row = await repos.prospecting.next_waiting(session_id, phase.work, phase.roles, phase.until)
        if row is None or not await self._has_room(repos, session, phase):
            return None
        if SessionState.PLANNING in phase.states and await self._ends(repos, session, phase, row):
            return None
        setattr(row, phase.work, CompanyWork.RUNNING)
        task = self._works[phase.work].task(session, row)
        return {"domain": row.domain, **task}

    async def _ends(
        self, repos: Repositories, session: ProspectSession, phase: Phase, row: ProspectCompany
    ) -> bool:
        """Whether no more is read for the list: it is full of companies that are alike, or time is up."""
        if row.role is not CompanyRole.CANDIDATE:
            return False
        now = self._context.clock.now()
        board = board_of(session).seeing(now)
        put_board(session, board)
        full, late = board.alike >= MOST, board.over_time(now, self._context.budget)
        if full:
            await self._leave(repos, session, phase, CompanyWork.NONE)
        elif late:
            minutes = round(self._context.budget.seconds / 60)
            put_board(session, board.noting(OUT_OF_TIME.format(minutes=minutes)))
            await self._leave(repos, session, phase, CompanyWork.FAILED)
        return full or late

    @staticmethod
    async def _leave(
        repos: Repositories, session: ProspectSession, phase: Phase, instead: CompanyWork
    ) -> None:
        """Read no more: what is there is enough, or must do."""
        for row in await repos.prospecting.companies(session.id, *phase.roles):
            if row.reading is CompanyWork.WAITING:
                row.reading = instead

    async def _has_room(self, repos: Repositories, session: ProspectSession, phase: Phase) -> bool:
        """Whether one more company may be begun, and be paid for, beside those that are worked on.

        A lane for which there is no room ends: another is at work, and takes the next company.
        """
        board, running = board_of(session), await repos.prospecting.running(session.id, phase.work)
        pays = phase.work == ENRICHING
        if running >= (LANES_THROTTLED if pays and board.state.throttled else phase.lanes):
            return False
        if not pays or board.affords(running + 1):
            return True
        if not running:
            await self._stop(repos, session)
        return False

    async def _stop(self, repos: Repositories, session: ProspectSession) -> None:
        """Look at no more companies, until a person agrees to pay more."""
        board = board_of(session)
        text = OUT_OF_MONEY.format(dollars=board.agreed / 100_000)
        put_board(session, board.noting(text).model_copy(update={"stopped": True}))
        for row in await repos.prospecting.lookalikes(session.id):
            if row.enriching is CompanyWork.WAITING:
                row.enriching = CompanyWork.NONE
        counts = {"spent": board.spent, "agreed": board.agreed}
        await reach(self._context, repos, session, BUDGET, text, counts, key_of_round(BUDGET, board.rounds))
        await repos.session.flush()

    async def _do(self, name: str, phase: str, task: Task) -> Made:
        """The work as a step; whatever goes wrong with one company, the others go on."""
        work = self._works[PHASES[phase].work]
        try:
            return await self._context.durable.step(name, lambda: work.do(task))
        except Exception as error:
            if interrupted(error):
                raise
            _log.warning("working on %s broke", task["domain"], exc_info=True)
            return {"trouble": BROKE}

    async def _kept(
        self, step: str, workspace: str, session_id: str, name: str, task: Task, made: Made
    ) -> None:
        """What was found is kept; what cannot be kept is no reason to leave the others waiting for ever."""
        keep = functools.partial(self._keep, session_id=session_id, name=name, task=task)
        try:
            await self._context.write(step, workspace, functools.partial(keep, made=made))
        except Exception as error:
            if interrupted(error):
                raise
            _log.warning("keeping what was found of %s broke", task["domain"], exc_info=True)
            broke = functools.partial(keep, made={"trouble": BROKE})
            await self._context.write(f"{step} as broken", workspace, broke)

    async def _keep(self, repos: Repositories, session_id: str, name: str, task: Task, made: Made) -> None:
        session, phase = await locked(repos, session_id), PHASES[name]
        row = await repos.prospecting.company(session_id, str(task["domain"]))
        if row is None:
            return
        setattr(row, phase.work, CompanyWork.FAILED if made.get("trouble") else CompanyWork.DONE)
        await self._works[phase.work].keep(repos, session, row, made)
        await repos.session.flush()

    async def _settle(self, repos: Repositories, session_id: str, name: str) -> None:
        await end(self._context, repos, await locked(repos, session_id), name)
