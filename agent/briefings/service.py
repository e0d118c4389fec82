"""Briefings as people get them: made at their time, put off, wanted now, and their buttons."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from agent.alerts.lines import Say
from agent.briefings.composed import Composed
from agent.briefings.composing import compose
from agent.briefings.facts import Facts
from agent.briefings.gathering import Reader, gather
from agent.briefings.snoozing import Snooze, end_of, offered
from agent.briefings.writing import written
from agent.clock import Clock
from agent.durable import Durable
from agent.errors import NotFoundError, StaleError
from agent.events import Briefed, Commanded
from agent.execution.service import Execution
from agent.llm.model import Model
from agent.people.person import Frequency
from agent.planner.catalogue import Catalogue
from agent.roles import Actor, require_owner
from agent.scheduling.asking import BRIEFED, BRIEFING
from agent.scheduling.days import Weekday
from agent.scheduling.occurrences import next_one
from agent.scheduling.proposal import Zone
from agent.scheduling.routine import Routine, usual_id
from agent.scheduling.schedule import SCHEDULE, Calendar
from agent.scheduling.work import TASK_JOB, Work, key_of
from agent.telling import Telling
from storage.models import Briefing, RunStatus, Task
from storage.repositories import Repositories
from storage.store import Store

FIRST_SPAN = timedelta(days=1)
"""What the first briefing is about at least; it is about all since its reader was met."""
GONE = "I don't have that briefing any more."
ZoneOf = Callable[[str], Awaitable[Zone]]
ReaderOf = Callable[[str, str, ZoneInfo], Awaitable[Reader]]


@dataclass(frozen=True)
class BriefingCard:
    """A briefing as it is shown; `snoozes` are what it may be put off to."""

    id: str
    workspace: str
    owner: str
    channel: str
    task_id: str
    zone: ZoneInfo
    composed: Composed
    snoozes: tuple[Snooze, ...]
    snoozed_until: datetime | None


@dataclass(frozen=True)
class Briefings:
    """Makes briefings as durable work; `zone_of` and `reader_of` know the people."""

    store: Store
    durable: Durable
    telling: Telling
    clock: Clock
    execution: Execution
    catalogue: Catalogue
    routine: Routine
    zone_of: ZoneOf
    reader_of: ReaderOf
    model: Model | None = None

    async def brief(self, work: Work) -> str:
        """Gather, write, keep, tell: each is a step of the job, so that it is told once."""
        step, write = self.durable.step, self.durable.transaction
        zone = await step("zone", lambda: self._zone(work.owner))
        later = await write("follow", lambda session: self._follow(work, zone, session))
        if later:
            return later
        gathered = await step("gather", lambda: self._gather(work))
        if gathered["unwanted"]:
            return str(gathered["unwanted"])
        document = await step("write", lambda: self._write(gathered))
        await write("keep briefing", lambda session: self._keep(work, gathered, document, session))
        shown = await self.telling.in_job("brief", Briefed(work.workspace, briefing_id(work.key)))
        told = _told(Composed.model_validate(document))
        return told if shown else f"{told} Slack is not answering; you will see it when it does."

    async def _zone(self, user: str) -> dict[str, Any]:
        zone = await self.zone_of(user)
        return {"name": zone.name, "known": zone.known}

    async def _follow(self, work: Work, zone: dict[str, Any], session: Any) -> str:
        """Move along with the person; what they are told when it is not time yet where they are now."""
        here = Zone(**zone)
        async with self.store.transaction(work.workspace, session) as repos:
            row = await repos.tasks.lock(work.task_id)
            if row is None or not here.known or row.zone == here.name:
                return ""
            before = row.zone
            await self.routine.moved(repos, work.owner, here)
            if work.asked or row.zone == before or not self._is_ahead(row):
                return ""
            return f"You are in {here.name} now: it comes later today."

    def _is_ahead(self, row: Task) -> bool:
        """Whether it is due later on this very day."""
        schedule, zone = SCHEDULE.validate_python(row.schedule), ZoneInfo(row.zone)
        following = next_one(schedule, self.clock.now(), zone) if isinstance(schedule, Calendar) else None
        today = self.clock.now().astimezone(zone).date()
        return following is not None and following.astimezone(zone).date() == today

    async def _gather(self, work: Work) -> dict[str, Any]:
        """The facts in sentences, with the time that they are about and the place where they are told."""
        now = self.clock.now()
        actor = Actor(work.workspace, work.owner)
        runs = await self.execution.with_status(actor, RunStatus.WAITING, RunStatus.STOPPED)
        async with self.store.reading(work.workspace) as repos:
            task = await repos.tasks.get(work.task_id)
        zone, begun = (ZoneInfo(task.zone), task.created_at) if task is not None else (ZoneInfo("UTC"), now)
        reader = await self.reader_of(work.workspace, work.owner, zone)
        channel = work.channel or (reader.channel if self._is_usual(work) else "")
        async with self.store.reading(work.workspace) as repos:
            last = await repos.briefings.newest(work.owner, channel, told=True)
            since = last.at if last is not None else min(begun, now - FIRST_SPAN)
            facts = await gather(repos, reader, (since, now), runs, self.catalogue)
        return {
            "unwanted": "" if work.asked or not self._is_usual(work) else unwanted(reader, facts),
            "since": since.isoformat(),
            "at": now.isoformat(),
            "channel": channel,
            "style": reader.wishes.style.value,
            "composed": compose(facts, work.note).model_dump(mode="json"),
        }

    @staticmethod
    def _is_usual(work: Work) -> bool:
        """Whether this is what everybody gets, and not what the person asked for in their own words."""
        return work.task_id == usual_id(work.workspace, work.owner, BRIEFING)

    async def _write(self, gathered: dict[str, Any]) -> dict[str, Any]:
        composed = Composed.model_validate(gathered["composed"])
        return (await written(composed, self.model, gathered["style"])).model_dump(mode="json")

    async def _keep(
        self, work: Work, gathered: dict[str, Any], document: dict[str, Any], session: Any
    ) -> None:
        async with self.store.transaction(work.workspace, session) as repos:
            row = {
                "id": briefing_id(work.key),
                "owner": work.owner,
                "task_id": work.task_id,
                "channel": gathered["channel"],
                "since": datetime.fromisoformat(gathered["since"]),
                "at": datetime.fromisoformat(gathered["at"]),
                "document": document,
            }
            await repos.briefings.keep(row)

    async def card(self, workspace: str, briefing_id: str) -> BriefingCard:
        """One briefing, for whoever shows it."""
        async with self.store.reading(workspace) as repos:
            row = _existing(await repos.briefings.get(briefing_id))
            task = await repos.tasks.get(row.task_id)
        return self._card(row, task)

    def _card(self, row: Briefing, task: Task | None) -> BriefingCard:
        zone = ZoneInfo(task.zone if task is not None else "UTC")
        return BriefingCard(
            id=row.id,
            workspace=row.workspace,
            owner=row.owner,
            channel=row.channel,
            task_id=row.task_id,
            zone=zone,
            composed=Composed.model_validate(row.document),
            snoozes=offered(row.at, zone),
            snoozed_until=row.snoozed_until,
        )

    async def snooze(self, actor: Actor, briefing_id: str, snooze: Snooze) -> None:
        """Let the next briefing come then at the earliest, and tell of all that this one did again."""
        async with self.store.transaction(actor.workspace) as repos:
            row = _existing(await repos.briefings.lock(briefing_id))
            require_owner(actor, row.owner)
            if row.snoozed_until is not None:
                return
            newest = await repos.briefings.newest(row.owner, row.channel)
            if newest is not None and newest.id != row.id:
                raise StaleError("There is a newer briefing: snooze that one.")
            task = await repos.tasks.get(row.task_id)
            zone = ZoneInfo(task.zone if task is not None else "UTC")
            put_off = await self.routine.put_off(repos, row.task_id, end_of(snooze, self.clock.now(), zone))
            if put_off is None or put_off.next_at is None:
                raise StaleError("These briefings are paused or over: Schedules has them.")
            row.snoozed_until = put_off.next_at
            await self.telling.later(repos, Briefed(actor.workspace, briefing_id))

    async def now(self, actor: Actor, key: str) -> None:
        """Brief a person now, also one who has deleted their briefing; once for each key."""
        at, zone = self.clock.now(), await self.zone_of(actor.user)
        async with self.store.transaction(actor.workspace) as repos:
            if not await repos.events.claim(key, at):
                return
            await self.want(repos, actor.user, zone)

    async def want(self, repos: Repositories, user: str, zone: Zone) -> None:
        """The same in the caller's transaction, each time that it is asked for."""
        at = self.clock.now()
        mine = await repos.tasks.going_on(user, BRIEFING)
        task_id = next((task.id for task in mine if not task.channel), None)
        if task_id is None:
            task_id = await self.routine.once(repos, user, (BRIEFING, BRIEFED), zone)
        arguments = (repos.workspace, task_id, at.isoformat(), "asked")
        await self.durable.enqueue(repos.session, TASK_JOB, *arguments, key=key_of(task_id, at))

    async def say(self, actor: Actor, briefing_id: str, number: int) -> None:
        """Do what a button says: put its words into the person's conversation, once however often."""
        async with self.store.transaction(actor.workspace) as repos:
            row = _existing(await repos.briefings.get(briefing_id))
            require_owner(actor, row.owner)
            buttons = Composed.model_validate(row.document).buttons
            chosen = buttons[number] if 0 <= number < len(buttons) else None
            if not isinstance(chosen, Say):
                raise NotFoundError(GONE)
            key = f"briefing:{briefing_id}:{number}"
            if await repos.events.claim(f"said:{key}", self.clock.now()):
                event = Commanded(actor.workspace, actor.user, chosen.text, key, chosen.playbook)
                await self.telling.later(repos, event)


def unwanted(reader: Reader, facts: Facts) -> str:
    """Why the reader is not to be told unasked today; empty when they are."""
    if reader.frequency is Frequency.NONE:
        return "You asked to be told nothing unasked."
    if reader.frequency is Frequency.WEEKLY and facts.now.astimezone(facts.zone).weekday() != Weekday.MONDAY:
        return "You asked to be told once a week: on Mondays."
    if reader.frequency is Frequency.IMPORTANT and not facts.waits:
        return "Nothing that failed or waits for you."
    return ""


def briefing_id(key: str) -> str:
    """The id of the briefing that is made at a time of a task: the same in every process."""
    return sha256(f"briefing:{key}".encode()).hexdigest()[:12]


def _told(composed: Composed) -> str:
    if composed.quiet:
        return "Nothing new, and said so."
    number = sum(len(part.lines) for part in composed.parts)
    return f"Briefed you: {number} line{'s' if number != 1 else ''}."


def _existing(row: Briefing | None) -> Briefing:
    if row is None:
        raise NotFoundError(GONE)
    return row
