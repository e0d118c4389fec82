"""Schedules as people use them: proposed, previewed, saved, changed, paused, run now, deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from agent.audit import AuditAct, note
from agent.clock import Clock
from agent.durable import Durable
from agent.errors import InvalidError, NotFoundError, StaleError
from agent.events import HomeChanged, TaskChanged
from agent.roles import Actor, require_owner
from agent.scheduling.asking import BRIEFING, GOAL, REPORT, Wanted, reminder, wanted
from agent.scheduling.card import ExecutionLine, TaskCard, execution_line, task_card
from agent.scheduling.occurrences import next_one
from agent.scheduling.proposal import Proposal, Zone, proposal
from agent.scheduling.reading import Understood
from agent.scheduling.schedule import SCHEDULE
from agent.scheduling.states import move, require_open
from agent.scheduling.work import TASK_JOB, key_of
from agent.telling import Telling
from storage.models import Task, TaskStatus
from storage.repositories import Repositories
from storage.store import Store

WHAT_LIMIT = 2_000
MOST = 50
"""Schedules of one person that go on at the same time."""
GONE = "I don't have that schedule any more."


@dataclass(frozen=True)
class Asked:
    """What somebody asks for, and the place of the message in which they do, if it is one."""

    kind: str
    what: str
    when: str
    zone: Zone
    target: str = ""
    thread: tuple[str, str] = ("", "")
    channel: str = ""


def no_question(_text: str) -> bool:
    """Where nobody answers questions, there are none."""
    return False


class Schedules:
    """One person's schedules. Nothing is due before it was shown and saved.

    `asks` tells whether words are a question about what is there: at its times, that is a report. What takes
    a `session` joins its transaction.
    """

    def __init__(
        self,
        store: Store,
        durable: Durable,
        telling: Telling,
        clock: Clock,
        asks: Callable[[str], bool] = no_question,
    ) -> None:
        self._store = store
        self._durable = durable
        self._telling = telling
        self._clock = clock
        self._asks = asks

    def wanted(self, text: str, zone: Zone) -> Wanted | None:
        """What a text asks for later; None for everything else."""
        found = wanted(text, self._clock.now(), zone.info) if len(text) <= WHAT_LIMIT else None
        if found is not None and found.kind == GOAL and self._asks(found.what):
            return replace(found, kind=REPORT)
        if found is not None and found.kind == REPORT and not self._asks(found.what):
            return None
        return found

    def reminder(self, text: str, zone: Zone) -> Wanted:
        """What to remind of, and when, in words that follow “remind”."""
        return reminder(text[:WHAT_LIMIT], self._clock.now(), zone.info)

    async def propose(
        self, actor: Actor, key: str, asked: Asked, session: AsyncSession | None = None
    ) -> TaskCard:
        """Show what was asked for; the same key proposes the same task again."""
        proposed = self._read(asked)
        async with self._store.transaction(actor.workspace, session) as repos:
            task_id = sha256(f"{actor.workspace}:{actor.user}:{key}".encode()).hexdigest()[:12]
            row = await repos.tasks.lock(task_id)
            if row is None:
                row = self._draft(actor, task_id, asked)
                row.proposed = proposed.model_dump(mode="json")
                await repos.tasks.add(row)
                await self._changed(repos, row)
            elif row.status is TaskStatus.DRAFT and not _says(row, proposed):
                await self._put(repos, row, proposed)
            return task_card(row, self._clock.now())

    async def amend(self, actor: Actor, task_id: str, version: int, asked: Asked) -> TaskCard:
        """Propose something else in the place of what there is, unless this version was saved meanwhile."""
        proposed = self._read(asked)
        async with self._store.transaction(actor.workspace) as repos:
            row = await _owned(repos, actor, task_id)
            require_open(row)
            saved = row.proposed is None and version < row.version
            if not saved and not _says(row, proposed):
                await self._put(repos, row, proposed)
            return task_card(row, self._clock.now())

    async def choose(self, actor: Actor, task_id: str, version: int, number: int) -> TaskCard:
        """Take one of the readings of a phrase that has several."""
        async with self._store.transaction(actor.workspace) as repos:
            row = await _owned(repos, actor, task_id)
            await self._put(repos, row, _waiting(row, version).chosen(number))
            return task_card(row, self._clock.now())

    async def save(self, actor: Actor, task_id: str, version: int) -> TaskCard:
        """Keep what was shown, as it was shown; from now on it is due."""
        now = self._clock.now()
        async with self._store.transaction(actor.workspace) as repos:
            row = await _owned(repos, actor, task_id)
            if row.proposed is None and row.version == version + 1:
                return task_card(row, now)
            waiting = _waiting(row, version)
            if not isinstance(waiting.reading, Understood):
                raise InvalidError("Say first when that is.")
            schedule = waiting.reading.schedule
            next_at = next_one(schedule, now, ZoneInfo(waiting.zone))
            if next_at is None:
                raise StaleError("That time has passed meanwhile. Say another.")
            if row.status is TaskStatus.DRAFT and await _going_on(repos, row.owner) >= MOST:
                raise InvalidError(f"You have {MOST} schedules. Delete one first: /leadsmith schedules.")
            move(row, TaskStatus.ACTIVE)
            row.what, row.zone, row.next_at = waiting.what, waiting.zone, next_at
            row.channel = waiting.channel
            row.schedule = SCHEDULE.dump_python(schedule, mode="json")
            row.proposed, row.version = None, version + 1
            await self._replace(repos, row)
            await self._changed(repos, row)
            return task_card(row, now)

    async def _replace(self, repos: Repositories, row: Task) -> None:
        """Nobody wants two briefings in one place: the one that is saved now takes the other's."""
        if row.kind != BRIEFING or _is_once(row):
            return
        for other in await repos.tasks.going_on(row.owner, BRIEFING):
            if other.id != row.id and other.channel == row.channel and not _is_once(other):
                move(other, TaskStatus.DELETED)
                await self._changed(repos, other)

    async def discard(self, actor: Actor, task_id: str) -> None:
        """Forget what was not saved: all of it, or only the change."""
        async with self._store.transaction(actor.workspace) as repos:
            row = await _owned(repos, actor, task_id)
            if row.status is TaskStatus.DRAFT:
                move(row, TaskStatus.DISCARDED)
            row.proposed = None
            await self._changed(repos, row)

    async def pause(self, actor: Actor, task_id: str, session: AsyncSession | None = None) -> None:
        """Do it no more until it is resumed."""
        async with self._store.transaction(actor.workspace, session) as repos:
            row = await _owned(repos, actor, task_id)
            move(row, TaskStatus.PAUSED)
            await self._changed(repos, row)

    async def resume(self, actor: Actor, task_id: str, session: AsyncSession | None = None) -> None:
        """Do it again, from the next time after now."""
        async with self._store.transaction(actor.workspace, session) as repos:
            row = await _owned(repos, actor, task_id)
            if row.status is TaskStatus.ACTIVE:
                return
            row.next_at = self._next(row)
            move(row, TaskStatus.ACTIVE if row.next_at is not None else TaskStatus.ENDED)
            await self._changed(repos, row)

    async def run_now(self, actor: Actor, task_id: str, at: datetime) -> None:
        """Do it once more, now; `at` is when that was asked for, and the same instant asks once."""
        async with self._store.transaction(actor.workspace) as repos:
            row = await _owned(repos, actor, task_id)
            if row.schedule is None or row.status in {TaskStatus.DISCARDED, TaskStatus.DELETED}:
                raise StaleError(GONE)
            arguments = (row.workspace, row.id, at.isoformat(), "asked")
            await self._durable.enqueue(repos.session, TASK_JOB, *arguments, key=key_of(row.id, at))

    async def delete(self, actor: Actor, task_id: str) -> None:
        """Do it never again."""
        async with self._store.transaction(actor.workspace) as repos:
            row = await _owned(repos, actor, task_id)
            if row.status is not TaskStatus.DELETED:
                note(repos, actor.user, AuditAct.SCHEDULE_DELETED, self._clock.now(), task_id, row.what)
            move(row, TaskStatus.DELETED)
            row.proposed = None
            await self._changed(repos, row)

    async def of(self, actor: Actor) -> list[TaskCard]:
        """What a person has saved, newest first, and after it what is over."""
        now = self._clock.now()
        async with self._store.reading(actor.workspace) as repos:
            return [task_card(row, now) for row in await repos.tasks.of(actor.user)]

    async def get(self, actor: Actor, task_id: str) -> TaskCard:
        """One task of this person's."""
        async with self._store.reading(actor.workspace) as repos:
            row = await repos.tasks.get(task_id)
            return task_card(_allowed(row, actor), self._clock.now())

    async def card(self, workspace: str, task_id: str) -> TaskCard:
        """One task, for whoever shows it."""
        async with self._store.reading(workspace) as repos:
            row = await repos.tasks.get(task_id)
        if row is None:
            raise NotFoundError(GONE)
        return task_card(row, self._clock.now())

    async def history(self, actor: Actor, task_id: str) -> list[ExecutionLine]:
        """The newest times that it was due, newest first."""
        async with self._store.reading(actor.workspace) as repos:
            _allowed(await repos.tasks.get(task_id), actor)
            return [execution_line(row) for row in await repos.tasks.executions(task_id)]

    def _read(self, asked: Asked) -> Proposal:
        what = " ".join(asked.what.split())
        if not what:
            raise InvalidError("Say what it is.", "what")
        if len(what) > WHAT_LIMIT:
            raise InvalidError(f"That is longer than {WHAT_LIMIT:,} characters.", "what")
        return proposal(what, asked.when, asked.zone, self._clock.now(), asked.channel)

    def _draft(self, actor: Actor, task_id: str, asked: Asked) -> Task:
        return Task(
            id=task_id,
            workspace=actor.workspace,
            owner=actor.user,
            kind=asked.kind,
            what=" ".join(asked.what.split()),
            target=asked.target,
            zone=asked.zone.name,
            status=TaskStatus.DRAFT,
            version=1,
            created_at=self._clock.now(),
            thread_channel=asked.thread[0],
            thread_ts=asked.thread[1],
        )

    async def _put(self, repos: Repositories, row: Task, wanted: Proposal) -> None:
        row.version += 1
        row.proposed = wanted.model_dump(mode="json")
        await self._changed(repos, row)

    def _next(self, row: Task) -> datetime | None:
        schedule = SCHEDULE.validate_python(row.schedule)
        return next_one(schedule, self._clock.now(), ZoneInfo(row.zone))

    async def _changed(self, repos: Repositories, row: Task) -> None:
        await repos.session.flush()
        await self._telling.later(repos, TaskChanged(row.workspace, row.id))
        await self._telling.later(repos, HomeChanged(row.workspace, row.owner))


async def _going_on(repos: Repositories, owner: str) -> int:
    return sum(each.status is not TaskStatus.ENDED for each in await repos.tasks.of(owner))


def _says(row: Task, wanted: Proposal) -> bool:
    """Whether this is what waits already, in the same words."""
    if row.proposed is None:
        return False
    waiting = Proposal.model_validate(row.proposed)
    return (waiting.what, waiting.when, waiting.channel) == (wanted.what, wanted.when, wanted.channel)


def _is_once(row: Task) -> bool:
    return row.schedule is not None and row.schedule.get("kind") == "once"


def _waiting(row: Task, version: int) -> Proposal:
    """The proposal that was shown with this version."""
    require_open(row)
    if row.version != version or row.proposed is None:
        raise StaleError("That was an older version of it; the newest is what counts.")
    return Proposal.model_validate(row.proposed)


def _allowed(row: Task | None, actor: Actor) -> Task:
    if row is None:
        raise NotFoundError(GONE)
    require_owner(actor, row.owner)
    return row


async def _owned(repos: Repositories, actor: Actor, task_id: str) -> Task:
    return _allowed(await repos.tasks.lock(task_id), actor)
