"""What begins by itself for everybody, once: it moves with their time zone, and may be put off."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from agent.clock import Clock
from agent.events import HomeChanged, TaskChanged
from agent.roles import Actor
from agent.scheduling.occurrences import next_one
from agent.scheduling.proposal import Zone
from agent.scheduling.schedule import SCHEDULE, Calendar, Once, Schedule
from agent.telling import Telling
from storage.models import Task, TaskStatus
from storage.repositories import Repositories
from storage.store import Store


@dataclass(frozen=True)
class Usual:
    """A task that everybody gets at first contact; one that `follows` is at its owner's time of day."""

    kind: str
    what: str
    schedule: Callable[[datetime], Schedule]
    follows: bool = False


def usual_id(workspace: str, user: str, kind: str) -> str:
    """The id of somebody's usual task: the same in every process, so that there is one."""
    return sha256(f"usual:{workspace}:{user}:{kind}".encode()).hexdigest()[:12]


class Routine:
    """The usual tasks of people."""

    def __init__(self, store: Store, telling: Telling, clock: Clock, usual: Sequence[Usual]) -> None:
        self._store = store
        self._telling = telling
        self._clock = clock
        self._usual = usual

    async def begin(self, actor: Actor, zone: Zone) -> None:
        """Begin what the person never had. What they deleted stays in the table, and stays deleted."""
        now = self._clock.now()
        async with self._store.transaction(actor.workspace) as repos:
            new = [await repos.tasks.begin_default(self._row(actor, each, zone, now)) for each in self._usual]
            if any(new):
                await self._telling.later(repos, HomeChanged(actor.workspace, actor.user))
        await self.follow(actor, zone)

    async def follow(self, actor: Actor, zone: Zone) -> None:
        """Move what is at its owner's time of day along with their time zone."""
        if not zone.known:
            return
        async with self._store.transaction(actor.workspace) as repos:
            await self.moved(repos, actor.user, zone)

    async def moved(self, repos: Repositories, owner: str, zone: Zone) -> None:
        """The same, in the caller's transaction. What is said in a channel stays at the channel's time."""
        following = tuple(each.kind for each in self._usual if each.follows)
        for found in await repos.tasks.going_on(owner, *following):
            row = await repos.tasks.lock(found.id) if found.zone != zone.name and not found.channel else None
            if row is None or row.schedule is None or row.zone == zone.name:
                continue
            schedule = SCHEDULE.validate_python(row.schedule)
            if isinstance(schedule, Calendar):
                row.zone = zone.name
                row.next_at = next_one(schedule, self._clock.now(), zone.info)
                await self.changed(repos, row)

    async def once(self, repos: Repositories, owner: str, what: tuple[str, str], zone: Zone) -> str:
        """The id of a task (its kind and words) that is due this once and not kept on."""
        now, task_id = self._clock.now(), uuid.uuid4().hex[:12]
        schedule = Once(at=now.replace(second=0, microsecond=0))
        row = self._row(Actor(repos.workspace, owner), Usual(*what, lambda _now: schedule), zone, now)
        await repos.tasks.begin_default(row | {"id": task_id, "status": TaskStatus.ENDED, "next_at": None})
        return task_id

    async def put_off(self, repos: Repositories, task_id: str, until: datetime) -> Task | None:
        """Let a task be due no more before this time; None when it is over."""
        row = await repos.tasks.lock(task_id)
        if row is None or row.schedule is None or row.status is not TaskStatus.ACTIVE:
            return None
        schedule = SCHEDULE.validate_python(row.schedule)
        row.next_at = next_one(schedule, max(until, self._clock.now()), ZoneInfo(row.zone))
        await self.changed(repos, row)
        return row

    async def changed(self, repos: Repositories, row: Task) -> None:
        """Whoever shows the task shows it anew."""
        await repos.session.flush()
        await self._telling.later(repos, TaskChanged(row.workspace, row.id))
        await self._telling.later(repos, HomeChanged(row.workspace, row.owner))

    @staticmethod
    def _row(actor: Actor, usual: Usual, zone: Zone, now: datetime) -> dict[str, object]:
        schedule = usual.schedule(now)
        return {
            "id": usual_id(actor.workspace, actor.user, usual.kind),
            "owner": actor.user,
            "kind": usual.kind,
            "what": usual.what,
            "target": "",
            "channel": "",
            "thread_channel": "",
            "thread_ts": "",
            "zone": zone.name,
            "status": TaskStatus.ACTIVE,
            "version": 1,
            "created_at": now,
            "schedule": SCHEDULE.dump_python(schedule, mode="json"),
            "next_at": next_one(schedule, now, zone.info),
        }
