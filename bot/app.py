"""The composition root: from settings to a running Leadsmith."""

from __future__ import annotations

import logging
import os
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from agent.alerts.service import Alerts
from agent.assistant.inbox import Inbox
from agent.assistant.router import plans
from agent.assistant.service import Assistant
from agent.assistant.speakers import Speakers
from agent.assistant.thinking import Thinking
from agent.assistant.turns import Turns
from agent.audit import Audit
from agent.briefings.lead_check import LeadCheck
from agent.briefings.service import Briefings
from agent.clock import Clock, SystemClock
from agent.courtesy import Courtesy
from agent.credentials import Connections, Vault
from agent.deliveries import Deliveries
from agent.durable import Durable
from agent.execution.context import Context
from agent.execution.executor import Executor
from agent.execution.job import RunJob
from agent.execution.mock import MockExecutor
from agent.execution.pace import Faults, Pace
from agent.execution.service import Execution
from agent.execution.stored_journal import StoredJournal
from agent.leads.service import Leads
from agent.manners import Manners
from agent.market.market import Market
from agent.people.members import Members
from agent.people.priorities import Priorities
from agent.people.service import People
from agent.planner.catalogue import Catalogue, catalogue
from agent.planner.editor import Editor
from agent.planner.intake import Intake
from agent.planner.search import PhantomSearch
from agent.planner.service import Planning
from agent.playbooks.service import Playbooks
from agent.questions.reporting import Reports, is_report
from agent.questions.service import Questions
from agent.scheduling.clockwork import Clockwork
from agent.scheduling.executing import Executing
from agent.scheduling.routine import Routine
from agent.scheduling.service import Schedules
from agent.services import Services
from agent.stopping import Stopping
from agent.tasks import USUAL, Doers, handlers
from agent.telling import Telling
from agent.tools import TOOLS
from agent.tools.tool import Uses
from agent.verdicts import Verdicts
from bot import middleware, strangers
from bot.admins import Admins
from bot.audience import SlackAudience
from bot.desk import Desk
from bot.home_pages import HomePages
from bot.homes import Homes
from bot.listeners import LISTENERS
from bot.planning import model_of, planner_of
from bot.posting import Posting
from bot.readers import Readers
from bot.reasoning import Reasoning
from bot.sessions import Sessions
from bot.settings import Settings
from bot.slack import called, client, hasty_client, patient_client
from bot.views.plan import is_direct
from bot.zones import Zones
from storage.letterbox import Letterbox
from storage.migrations import migrate
from storage.store import Store

_log = logging.getLogger(__name__)
KEY_FILE = "secret.key"


def vault_of(settings: Settings) -> Vault:
    """The vault for the operator's key; without one, a key that the data folder keeps."""
    if settings.secret_key is not None:
        return Vault.of(settings.secret_key.get_secret_value())
    path: Path = settings.data / KEY_FILE
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(Vault.new_key())
    if settings.database_url is not None:
        _log.warning("LEADSMITH_SECRET_KEY is not set: accounts are sealed with %s on this machine", path)
    return Vault.of(path.read_text())


@dataclass(frozen=True)
class Ground:
    """What every use case stands on."""

    store: Store
    durable: Durable
    telling: Telling
    courtesy: Courtesy
    speakers: Speakers
    clock: Clock
    zones: Zones
    admins: Admins


def services_of(settings: Settings, ground: Ground, opened: AsyncExitStack) -> Services:
    """The use cases over one store, and the jobs that they make known; `opened` closes what they opened."""
    store, durable, telling, clock = ground.store, ground.durable, ground.telling, ground.clock
    phantoms = catalogue()
    search = PhantomSearch(phantoms)
    model = model_of(settings, opened)
    planner = planner_of(settings, phantoms, search, model, opened)
    expires_after = timedelta(seconds=settings.plan_expires_seconds)
    intake = Intake(store, durable, telling, clock, expires_after=expires_after)
    connections = Connections(store, vault_of(settings), clock)
    people, priorities = People(store, telling, clock), Priorities(store, telling, clock)
    readers = Readers(people, priorities, ground.admins, ground.zones, clock)
    alerts = Alerts(store, durable, telling, clock, readers.hush, is_direct)
    context = Context(
        store=store,
        durable=durable,
        executor=executor_of(settings, store, phantoms, clock),
        connections=connections,
        catalogue=phantoms,
        telling=telling,
        alerts=alerts,
        clock=clock,
        tick=timedelta(seconds=settings.tick_seconds),
    )
    RunJob(context)
    planning = Planning(store, durable, planner, intake, telling, alerts, clock)
    playbooks = Playbooks(store, planning, intake, telling, phantoms, clock)
    execution, routine = Execution(context), Routine(store, telling, clock, USUAL)
    schedules = Schedules(store, durable, telling, clock, is_report)
    reports = Reports(store, durable, telling, clock)
    briefings = Briefings(
        store=store,
        durable=durable,
        telling=telling,
        clock=clock,
        execution=execution,
        catalogue=phantoms,
        routine=routine,
        zone_of=ground.zones.of,
        reader_of=readers.of,
        model=model,
    )
    doers = Doers(playbooks, briefings, LeadCheck(store, durable, alerts, clock), reports)
    Executing(store, durable, telling, clock, handlers(durable, telling, doers))
    questions = Questions(store, telling, clock)
    uses = Uses(intake, questions, execution, schedules, briefings, people, priorities, telling, phantoms)
    turns, speakers = Turns(uses, TOOLS, clock), ground.speakers
    assistant = Assistant(store, turns, speakers, Thinking(store, durable, turns, speakers, model))
    return Services(
        courtesy=ground.courtesy,
        inbox=Inbox(Letterbox(store.engine), assistant, ground.courtesy, clock),
        assistant=assistant,
        planning=planning,
        editor=Editor(planning, planner, search, phantoms),
        execution=execution,
        playbooks=playbooks,
        schedules=schedules,
        routine=routine,
        briefings=briefings,
        alerts=alerts,
        reports=reports,
        connections=connections,
        leads=Leads(store),
        people=people,
        priorities=priorities,
        members=Members(store, telling, clock),
        audit=Audit(store),
        questions=questions,
        deliveries=Deliveries(store, clock),
        manners=Manners(store, clock),
        stopping=Stopping(store, planning, telling, clock),
        telling=telling,
        verdicts=Verdicts(store),
        catalogue=phantoms,
    )


def executor_of(settings: Settings, store: Store, phantoms: Catalogue, clock: Clock) -> Executor:
    """The simulated PhantomBuster, which remembers its launches in the store."""
    pace, faults = Pace(settings.row_seconds), Faults.parse(settings.faults)
    return MockExecutor(phantoms, Market(), StoredJournal(store), clock, pace, faults)


class Application:
    """Leadsmith on one Slack workspace. `only_demo` is for the sandbox, where real cookies are declined."""

    def __init__(self, settings: Settings, *, only_demo: bool = False, clock: Clock | None = None) -> None:
        self.settings = settings
        clock = clock or SystemClock()
        token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
        self.client = patient_client(token, settings.slack_api_url)
        hasty = hasty_client(token, settings.slack_api_url)
        durable_client = client(token, settings.slack_api_url)
        self.store = Store.at(settings.database)
        courtesy = Courtesy()
        self.durable = Durable(self.store.engine, executor=settings.executor_id, courtesy=courtesy)
        posting = Posting(durable_client, hasty, self.store, clock)
        zones = Zones(hasty_client(token, settings.slack_api_url, 1))
        self.pages = HomePages(posting, zones)
        self.homes = Homes(durable_client, self.pages, posting)
        self.audience = SlackAudience(
            durable_client, hasty, posting, Reasoning(hasty, posting), zones, self.homes, Sessions(hasty)
        )
        telling = Telling(self.store, self.durable, self.audience)
        self._open = AsyncExitStack()
        asking = hasty_client(token, settings.slack_api_url, 1)
        admins = Admins(asking, settings.admins, Members(self.store, telling, clock))
        speakers = Speakers(admins, zones)
        ground = Ground(self.store, self.durable, telling, courtesy, speakers, clock, zones, admins)
        self.services = services_of(settings, ground, self._open)
        self.audience.services = self.pages.services = self.services
        self.pages.admins = admins
        self.clockwork = Clockwork(self.store, self.durable, telling, clock)
        desk = Desk(
            services=self.services,
            posting=posting,
            admins=admins,
            zones=zones,
            hasty=hasty,
            only_demo=only_demo,
        )
        self.bolt = self._bolt(desk)
        self._started = False

    def _bolt(self, desk: Desk) -> AsyncApp:
        secret = self.settings.slack_signing_secret
        app = AsyncApp(
            name="Leadsmith",  # not given, Bolt reads the sources of all modules to find out who calls it
            client=self.client,
            signing_secret=secret.get_secret_value() if secret else "",
            request_verification_enabled=secret is not None,
        )
        middleware.install(app, desk.services.deliveries, desk.services.courtesy)
        strangers.install(app, desk)
        for register in LISTENERS:
            register(app, desk)
        return app

    async def start(self) -> None:
        """Migrate, take up unfinished work, and listen to Slack."""
        self._open.push_async_callback(self.store.close)
        await migrate(self.store.engine)
        # The first text that is read compiles the tables of reading: Slack must not wait for that.
        plans("find 20 CTOs in Berlin")
        identity = await called(self.client.auth_test())
        self.pages.url = identity.get("url", "")
        self._open.push_async_callback(self.homes.close)
        self._open.push_async_callback(self.durable.close)
        await self.durable.launch()
        self._open.push_async_callback(self.services.inbox.close)
        await self.services.inbox.start()
        self._open.push_async_callback(self.clockwork.stop)
        await self.clockwork.start()
        if self.settings.slack_app_token is not None:
            handler = AsyncSocketModeHandler(
                self.bolt, self.settings.slack_app_token.get_secret_value(), web_client=self.client
            )
            self._open.push_async_callback(handler.close_async)
            await called(handler.connect_async())  # type: ignore[no-untyped-call]
        self._started = True

    def started(self) -> bool:
        return self._started

    async def is_well(self) -> bool:
        """Whether it has started and the database answers."""
        return self.started() and await self.store.answers()

    async def stop(self) -> None:
        """Stop listening and working; unfinished work goes on at the next start."""
        self._started = False
        await self._open.aclose()
