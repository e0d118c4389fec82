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
from agent.execution.service import Execution
from agent.leads.service import Leads
from agent.manners import Manners
from agent.people.members import Members
from agent.people.priorities import Priorities
from agent.people.service import People
from agent.planner.catalogue import Catalogue
from agent.planner.editor import Editor
from agent.planner.service import Planning
from agent.playbooks.service import Playbooks
from agent.questions.reporting import Reports
from agent.questions.service import Questions
from agent.scheduling.routine import Routine
from agent.scheduling.service import Schedules
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
    people: People
    priorities: Priorities
    members: Members
    audit: Audit
    questions: Questions
    deliveries: Deliveries
    manners: Manners
    stopping: Stopping
    telling: Telling
    verdicts: Verdicts
    catalogue: Catalogue
