"""The use cases, built once by the composition root."""

from __future__ import annotations

from dataclasses import dataclass

from agent.alerts.service import Alerts
from agent.assistant.inbox import Inbox
from agent.assistant.service import Assistant
from agent.audit import Audit
from agent.briefings.service import Briefings
from agent.courtesy import Courtesy
from agent.credentials import Connections
from agent.deliveries import Deliveries
from agent.enrichment.service import Contacts
from agent.enrichment.vendors import Vendors
from agent.execution.service import Execution
from agent.imports.service import Imports
from agent.leads.erasing import Erasing
from agent.leads.merging import Merging
from agent.leads.records import Records
from agent.leads.service import Leads
from agent.manners import Manners
from agent.people.members import Members
from agent.people.priorities import Priorities
from agent.people.service import People
from agent.planner.catalogue import Catalogue
from agent.planner.editor import Editor
from agent.planner.service import Planning
from agent.playbooks.service import Playbooks
from agent.prospecting.lists import CompanyLists
from agent.prospecting.service import Prospecting
from agent.prospecting.stream import Streams
from agent.questions.reporting import Reports
from agent.questions.service import Questions
from agent.research.lookups import LookUps
from agent.research.service import Researches
from agent.review.service import Review
from agent.scheduling.routine import Routine
from agent.scheduling.service import Schedules
from agent.scoring.service import Scoring
from agent.stopping import Stopping
from agent.telling import Telling
from agent.verdicts import Verdicts


@dataclass(frozen=True)
class Services:
    """What a surface may ask for."""

    courtesy: Courtesy
    inbox: Inbox
    assistant: Assistant
    planning: Planning
    editor: Editor
    execution: Execution
    playbooks: Playbooks
    schedules: Schedules
    routine: Routine
    briefings: Briefings
    alerts: Alerts
    reports: Reports
    connections: Connections
    leads: Leads
    records: Records
    merging: Merging
    erasing: Erasing
    scoring: Scoring
    review: Review
    imports: Imports
    contacts: Contacts
    vendors: Vendors
    lists: CompanyLists
    people: People
    priorities: Priorities
    members: Members
    audit: Audit
    questions: Questions
    researches: Researches
    look_ups: LookUps
    deliveries: Deliveries
    manners: Manners
    stopping: Stopping
    telling: Telling
    verdicts: Verdicts
    catalogue: Catalogue
    prospecting: Prospecting | None = None
    """Searches for customers like one's own, where whoever reads, finds and scores is given: only then are
    they offered anywhere."""
    streams: Streams | None = None
    """Following one of these elsewhere."""
