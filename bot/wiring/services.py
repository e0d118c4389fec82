"""Each use case, made from those that it needs when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from functools import cached_property

from agent.alerts.service import Alerts
from agent.assistant.inbox import Inbox
from agent.assistant.service import Assistant
from agent.assistant.thinking import Thinking
from agent.assistant.turns import Turns
from agent.audit import Audit
from agent.briefings.lead_check import LeadCheck
from agent.briefings.service import Briefings
from agent.credentials import Connections
from agent.deliveries import Deliveries
from agent.enrichment.job import ContactJob
from agent.execution.context import Context
from agent.execution.job import RunJob
from agent.execution.mock import MockExecutor
from agent.execution.pace import Faults, Pace
from agent.execution.service import Execution
from agent.execution.stored_journal import StoredJournal
from agent.manners import Manners
from agent.market.market import Market
from agent.people.members import Members
from agent.people.priorities import Priorities
from agent.people.service import People
from agent.planner.catalogue import Catalogue, catalogue
from agent.planner.editor import Editor
from agent.planner.intake import Intake
from agent.planner.planner import Planner
from agent.planner.search import PhantomSearch
from agent.planner.service import Planning
from agent.playbooks.service import Playbooks
from agent.questions.reporting import Reports, is_report
from agent.questions.service import Questions
from agent.scheduling.executing import Executing
from agent.scheduling.routine import Routine
from agent.scheduling.service import Schedules
from agent.scheduling.work import Handler
from agent.services import Services
from agent.stopping import Stopping
from agent.tasks import USUAL, Doers, handlers
from agent.tools import tools_for
from agent.tools.tool import Uses
from agent.verdicts import Verdicts
from bot.planning import planner_of
from bot.readers import Readers
from bot.views.plan import is_direct
from bot.wiring.leads import LeadWiring
from storage.letterbox import Letterbox


class Wiring(LeadWiring):
    """All use cases: those of leads, and of plans, runs, people and the conversation."""

    def services(self) -> Services:
        """All of them, with the jobs that they make known."""
        RunJob(self._runs)
        ContactJob(self._enrichment)
        Executing(self._store, self._durable, self.telling, self._clock, self._handlers)
        self._make_research_known()
        return Services(**{each.name: getattr(self, each.name) for each in fields(Services)})

    @cached_property
    def catalogue(self) -> Catalogue:
        return catalogue()

    @cached_property
    def _search(self) -> PhantomSearch:
        return PhantomSearch(self.catalogue)

    @cached_property
    def _planner(self) -> Planner:
        return planner_of(self._settings, self.catalogue, self._search, self._model, self._opened)

    @cached_property
    def intake(self) -> Intake:
        expires_after = timedelta(seconds=self._settings.plan_expires_seconds)
        return Intake(self._store, self._durable, self.telling, self._clock, expires_after=expires_after)

    @cached_property
    def planning(self) -> Planning:
        made = (self._planner, self.intake, self.telling, self.alerts, self._clock)
        return Planning(self._store, self._durable, *made)

    @cached_property
    def editor(self) -> Editor:
        return Editor(self.planning, self._planner, self._search, self.catalogue)

    @cached_property
    def playbooks(self) -> Playbooks:
        return Playbooks(self._store, self.planning, self.intake, self.telling, self.catalogue, self._clock)

    @cached_property
    def connections(self) -> Connections:
        return Connections(self._store, self._vault, self._clock)

    @cached_property
    def _runs(self) -> Context:
        pace, faults = Pace(self._settings.row_seconds), Faults.parse(self._settings.faults)
        journal = StoredJournal(self._store)
        return Context(
            store=self._store,
            durable=self._durable,
            executor=MockExecutor(self.catalogue, Market(), journal, self._clock, pace, faults),
            connections=self.connections,
            catalogue=self.catalogue,
            telling=self.telling,
            alerts=self.alerts,
            clock=self._clock,
            tick=timedelta(seconds=self._settings.tick_seconds),
        )

    @cached_property
    def execution(self) -> Execution:
        return Execution(self._runs)

    @cached_property
    def alerts(self) -> Alerts:
        hush = self._readers.hush
        return Alerts(self._store, self._durable, self.telling, self._clock, hush, is_direct)

    @cached_property
    def people(self) -> People:
        return People(self._store, self.telling, self._clock)

    @cached_property
    def priorities(self) -> Priorities:
        return Priorities(self._store, self.telling, self._clock)

    @cached_property
    def members(self) -> Members:
        return Members(self._store, self.telling, self._clock)

    @cached_property
    def _readers(self) -> Readers:
        ground = self._ground
        return Readers(self.people, self.priorities, ground.admins, ground.zones, self._clock)

    @cached_property
    def routine(self) -> Routine:
        return Routine(self._store, self.telling, self._clock, USUAL)

    @cached_property
    def schedules(self) -> Schedules:
        return Schedules(self._store, self._durable, self.telling, self._clock, is_report)

    @cached_property
    def reports(self) -> Reports:
        return Reports(self._store, self._durable, self.telling, self._clock)

    @cached_property
    def briefings(self) -> Briefings:
        return Briefings(
            store=self._store,
            durable=self._durable,
            telling=self.telling,
            clock=self._clock,
            execution=self.execution,
            catalogue=self.catalogue,
            routine=self.routine,
            zone_of=self._ground.zones.of,
            reader_of=self._readers.of,
            model=self._model,
        )

    @cached_property
    def _handlers(self) -> Mapping[str, Handler]:
        check = LeadCheck(self._store, self._durable, self.alerts, self._clock)
        doers = Doers(self.playbooks, self.briefings, check, self.reports)
        return handlers(self._durable, self.telling, doers)

    @cached_property
    def questions(self) -> Questions:
        return Questions(self._store, self.telling, self._clock)

    @cached_property
    def _uses(self) -> Uses:
        return Uses(**{each.name: getattr(self, each.name) for each in fields(Uses)})

    @cached_property
    def assistant(self) -> Assistant:
        speakers = self._ground.speakers
        turns = Turns(self._uses, tools_for(self._uses), self._clock)
        thinking = Thinking(self._store, self._durable, turns, speakers, self._model)
        return Assistant(self._store, turns, speakers, thinking)

    @cached_property
    def inbox(self) -> Inbox:
        letters = Letterbox(self._store.engine)
        return Inbox(letters, self.assistant, self.courtesy, self._clock)

    @cached_property
    def audit(self) -> Audit:
        return Audit(self._store)

    @cached_property
    def deliveries(self) -> Deliveries:
        return Deliveries(self._store, self._clock)

    @cached_property
    def manners(self) -> Manners:
        return Manners(self._store, self._clock)

    @cached_property
    def stopping(self) -> Stopping:
        works = (self.planning, self.imports, self.contacts, self.prospecting)
        return Stopping(self._store, *works, self.telling, self._clock)

    @cached_property
    def verdicts(self) -> Verdicts:
        return Verdicts(self._store)
