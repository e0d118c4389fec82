"""The use cases without Slack: a real store, jobs done when a test says so, events written down."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from agent.alerts.service import Alerts
from agent.assistant.service import Assistant
from agent.assistant.speakers import Speakers
from agent.assistant.thinking import Thinking
from agent.assistant.turns import Turns
from agent.audit import Audit
from agent.briefings.gathering import Reader
from agent.briefings.service import Briefings
from agent.clock import FixedClock
from agent.credentials import Connections, Vault
from agent.durable import Job
from agent.enrichment.context import Context as Enrichment
from agent.enrichment.job import ContactJob
from agent.enrichment.line import new_http
from agent.enrichment.service import Contacts
from agent.enrichment.vendors import Vendors
from agent.errors import AgentError, UnavailableError
from agent.events import Event
from agent.execution.context import Context
from agent.execution.executor import Failure
from agent.execution.job import RunJob
from agent.execution.journal import MemoryJournal
from agent.execution.mock import MockExecutor
from agent.execution.pace import Fault, Faults, Pace
from agent.execution.service import Execution
from agent.imports.erasing import clean_files
from agent.leads.erasing import Erasing
from agent.leads.merging import Merging
from agent.leads.records import Records
from agent.leads.service import Leads
from agent.llm.model import Model
from agent.market.market import Market
from agent.pages.reading import Reading
from agent.pages.resolver import FictionalResolver, nowhere
from agent.people.members import Members
from agent.people.priorities import Priorities
from agent.people.service import People
from agent.planner.catalogue import catalogue
from agent.planner.intake import Intake, Message
from agent.planner.plan import Outcome, Refusal, Revision
from agent.planner.service import Planning
from agent.questions.reporting import is_report
from agent.questions.service import Questions
from agent.research.job import ResearchJob
from agent.research.searching import WebSearch
from agent.research.service import Researches
from agent.review.service import Review
from agent.roles import Actor, Role
from agent.scheduling.proposal import Zone
from agent.scheduling.routine import Routine
from agent.scheduling.service import Schedules
from agent.scoring.service import Scoring
from agent.tasks import USUAL
from agent.telling import Telling
from agent.tools import TOOLS
from agent.tools.tool import Uses
from storage.store import Store
from tests.migrated import newest_store

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
WEEK = timedelta(days=7)
WORKSPACE = "T1"
DANA, SAM, ADMIN = Actor(WORKSPACE, "U1"), Actor(WORKSPACE, "U2"), Actor(WORKSPACE, "U9", Role.ADMIN)


class InlineDurable:
    """Durable work done here and now: a job waits from the commit of its transaction until `settle`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._jobs: dict[str, Job] = {}
        self.waiting: dict[str, tuple[str, tuple[str, ...], timedelta | None]] = {}
        self._seen: set[str] = set()

    def add(self, *jobs: Job) -> None:
        self._jobs |= {job.name: job for job in jobs}

    async def enqueue(
        self, session: AsyncSession, job: str, *args: str, key: str, delay: timedelta | None = None
    ) -> None:
        def committed(_session: object) -> None:
            if key not in self._seen:
                self._seen.add(key)
                self.waiting[key] = (job, args, delay)

        event.listen(session.sync_session, "after_commit", committed, once=True)

    async def forget(self, _names: Callable[[str], bool]) -> None:
        """Nothing of a job is kept here."""

    async def goes_on(self, _names: Callable[[str], bool]) -> bool:
        """A job is over when it has begun."""
        return False

    async def step(self, _name: str, body: Callable[[], Awaitable[Any]]) -> Any:
        try:
            return await body()
        except AgentError as error:
            if error.retryable:
                raise UnavailableError(str(error)) from error
            raise

    async def transaction(self, _name: str, body: Callable[[AsyncSession], Awaitable[Any]]) -> Any:
        async with AsyncSession(self._store.engine, expire_on_commit=False) as session, session.begin():
            return await body(session)

    async def settle(self, *, delayed: bool = False) -> None:
        """Do every job that waits, and those that these ask for; the delayed ones when time has passed."""
        while due := [key for key, (_, _, delay) in self.waiting.items() if delayed or delay is None]:
            job, args, _ = self.waiting.pop(due[0])
            await self._jobs[job].body(*args)


@dataclass
class Recorder:
    """An audience that writes down what it hears; it may be struck dumb."""

    heard: list[Event] = field(default_factory=list)
    error: Exception | None = None

    async def hear(self, event: Event) -> None:
        if self.error is not None:
            raise self.error
        self.heard.append(event)

    def of(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.heard if isinstance(event, kind)]


@dataclass
class ScriptedPlanner:
    """Answers in order, the last one for ever; an exception among the answers is raised."""

    answers: list[Outcome | Exception]
    asked: list[tuple[str, Revision | None]] = field(default_factory=list)

    async def plan(self, text: str, revision: Revision | None, progress: Any) -> Outcome:
        await progress("Thinking")
        self.asked.append((text, revision))
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer


REFUSED = Outcome(refusal=Refusal(reason="No phantom does that.", instead="find people"))


@dataclass
class Workshop:
    """Everything that the use cases are built of, within reach."""

    store: Store
    durable: InlineDurable
    audience: Recorder
    clock: FixedClock
    planner: ScriptedPlanner
    intake: Intake
    assistant: Assistant
    planning: Planning
    execution: Execution
    connections: Connections
    leads: Leads
    questions: Questions
    schedules: Schedules
    alerts: Alerts
    faults: dict[str, Fault]
    people: People
    priorities: Priorities
    members: Members
    audit: Audit
    records: Records
    merging: Merging
    erasing: Erasing
    scoring: Scoring
    review: Review
    contacts: Contacts
    vendors: Vendors
    enrichment: Enrichment

    async def says(self, text: str, ts: str = "1.1", **changes: Any) -> None:
        """A message, and everything that follows from it."""
        await self.assistant.receive(message(text, ts, **changes))
        await self.durable.settle()

    async def plan_id(self, ts: str = "1.1") -> str:
        async with self.store.reading(WORKSPACE) as repos:
            row = await repos.plans.of_message("D1", ts)
        assert row is not None
        return row.id

    async def proposed(self, ts: str = "1.1") -> str:
        """The id of a plan that waits for a decision."""
        await self.says("find people", ts)
        return await self.plan_id(ts)

    async def waiting_run(self, ts: str = "1.1") -> str:
        """The id of a run whose plan was approved."""
        run_id = await self.execution.approve(DANA, await self.proposed(ts), 1)
        await self.durable.settle()
        return run_id

    def fails(self, script: str, failure: Failure, after: int = 0) -> None:
        """Let the first launch of a phantom end early."""
        self.faults[script] = Fault(failure, after)


class Everybody:
    """A world in which everybody is a rep."""

    async def of(self, workspace: str, user: str) -> Actor:
        return Actor(workspace, user)


@dataclass(frozen=True)
class EverybodyIn:
    """Time zones of a world that has one."""

    name: str | None

    async def of(self, user: str) -> Zone:
        del user
        return Zone.of(self.name)


def message(text: str, ts: str = "1.1", **changes: Any) -> Message:
    """What Dana writes in her conversation."""
    values: dict[str, Any] = {
        "workspace": WORKSPACE,
        "author": DANA.user,
        "channel": "D1",
        "ts": ts,
        "thread_ts": ts,
        "text": text,
        "key": f"Ev{ts}",
    }
    return Message(**values | changes)


async def awake(_actor: Actor) -> timedelta:
    """Nobody here has quiet hours."""
    return timedelta(0)


def own_place(channel: str) -> bool:
    """Channels are named as Slack names them."""
    return channel.startswith("D")


async def zone_of(_user: str) -> Zone:
    return Zone("Europe/Berlin")


async def reader_of(_workspace: str, user: str, zone: ZoneInfo) -> Reader:
    return Reader(user, zone)


@asynccontextmanager
async def workshop_at(
    folder: Path,
    *answers: Outcome | Exception,
    model: Model | None = None,
    urls: Mapping[str, str] | None = None,
    web: WebSearch | None = None,
) -> AsyncIterator[Workshop]:
    """The use cases over a database in a folder, with these answers of the planner."""
    store = await newest_store(f"sqlite:///{folder / 'leadsmith.db'}")
    durable: Any = InlineDurable(store)
    audience, clock, planner = Recorder(), FixedClock(NOW), ScriptedPlanner(list(answers) or [REFUSED])
    telling = Telling(store, durable, audience)
    intake = Intake(store, durable, telling, clock, expires_after=WEEK)
    vault = Vault.of(Vault.new_key())
    connections = Connections(store, vault, clock)
    alerts = Alerts(store, durable, telling, clock, awake, own_place)
    faults: dict[str, Fault] = {}
    executor = MockExecutor(catalogue(), Market(), MemoryJournal(), clock, Pace(), Faults(faults))
    context = Context(
        store=store,
        durable=durable,
        executor=executor,
        connections=connections,
        catalogue=catalogue(),
        telling=telling,
        alerts=alerts,
        clock=clock,
        tick=timedelta(0),
    )
    RunJob(context)
    anything: Any = planner
    execution, questions = Execution(context), Questions(store, telling, clock)
    schedules = Schedules(store, durable, telling, clock, is_report)
    briefings = Briefings(
        store=store,
        durable=durable,
        telling=telling,
        clock=clock,
        execution=execution,
        catalogue=catalogue(),
        routine=Routine(store, telling, clock, USUAL),
        zone_of=zone_of,
        reader_of=reader_of,
    )
    speakers = Speakers(Everybody(), EverybodyIn("Europe/Berlin"))
    people, priorities = People(store, telling, clock), Priorities(store, telling, clock)
    records = Records(store, telling, clock)
    scoring = Scoring(store, durable, telling, clock, model)
    review = Review(store, scoring, telling, clock)
    enrichment = Enrichment(
        store=store,
        durable=durable,
        telling=telling,
        clock=clock,
        vault=vault,
        http=new_http(),
        urls=urls or {},
    )
    ContactJob(enrichment)
    contacts = Contacts(enrichment)
    researches = Researches(store, durable, telling, clock, web)
    opened = AsyncExitStack()
    reading = Reading(FictionalResolver(nowhere), opened)
    ResearchJob(store, durable, telling, clock, reading.reader, reading.sitemaps, web=web or WebSearch())
    uses = Uses(
        intake=intake,
        questions=questions,
        execution=execution,
        schedules=schedules,
        briefings=briefings,
        people=people,
        priorities=priorities,
        records=records,
        telling=telling,
        catalogue=catalogue(),
        review=review,
        contacts=contacts,
        researches=researches,
    )
    turns = Turns(uses, TOOLS, clock)
    yield Workshop(
        store,
        durable,
        audience,
        clock,
        planner,
        intake,
        Assistant(store, turns, speakers, Thinking(store, durable, turns, speakers, model)),
        Planning(store, durable, anything, intake, telling, alerts, clock),
        execution,
        connections,
        Leads(store),
        questions,
        schedules,
        alerts,
        faults,
        people,
        priorities,
        Members(store, telling, clock),
        Audit(store),
        records,
        Merging(store, durable, telling, clock),
        Erasing(store, durable, telling, clock, clean_files),
        scoring,
        review,
        contacts,
        Vendors(enrichment),
        enrichment,
    )
    await enrichment.http.aclose()
    await opened.aclose()
    await store.close()
