"""What scheduled tasks do, by their kind: adding one is one function and one line in `handlers`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from agent.briefings.lead_check import LeadCheck
from agent.briefings.service import Briefings
from agent.durable import Durable
from agent.events import Commanded, Noticed
from agent.playbooks.service import Playbooks
from agent.questions.reporting import Reports
from agent.roles import Actor
from agent.scheduling.asking import BRIEFED, BRIEFING, LEAD_CHECK, REPORT
from agent.scheduling.days import WORKDAYS, Weekly
from agent.scheduling.routine import Usual
from agent.scheduling.schedule import Calendar, Interval
from agent.scheduling.work import Handler, Work
from agent.telling import Telling

REMINDER, GOAL, PLAYBOOK = "reminder", "goal", "playbook"
LATER = "Slack is not answering; you will be told when it does."
MORNING = time(9)
CHECK_MINUTES = 4 * 60
LEADS_CHECKED = "new leads, duplicates, leads without an e-mail or a title"


def _every_morning(_now: datetime) -> Calendar:
    return Calendar(days=Weekly(weekdays=WORKDAYS), times=(MORNING,))


def _every_four_hours(now: datetime) -> Interval:
    return Interval(minutes=CHECK_MINUTES, start=now.replace(second=0, microsecond=0))


USUAL = (
    Usual(BRIEFING, BRIEFED, _every_morning, follows=True),
    Usual(LEAD_CHECK, LEADS_CHECKED, _every_four_hours),
)
"""What everybody gets at first contact."""


@dataclass(frozen=True)
class Doers:
    """Those whose work it is."""

    playbooks: Playbooks
    briefings: Briefings
    lead_check: LeadCheck
    reports: Reports


def handlers(durable: Durable, telling: Telling, doers: Doers) -> Mapping[str, Handler]:
    """Who does a task of each kind."""
    doing = Tasks(durable, telling, doers.playbooks)
    return {
        REMINDER: doing.remind,
        GOAL: doing.plan,
        PLAYBOOK: doing.start,
        BRIEFING: doers.briefings.brief,
        LEAD_CHECK: doers.lead_check.check,
        REPORT: doers.reports.report,
    }


class Tasks:
    """The kinds of tasks that there are."""

    def __init__(self, durable: Durable, telling: Telling, playbooks: Playbooks) -> None:
        self._durable = durable
        self._telling = telling
        self._playbooks = playbooks

    async def remind(self, work: Work) -> str:
        """Say what the person wanted to be reminded of."""
        notice = Noticed(
            work.workspace, work.owner, work.channel, work.key, f"Reminder: {work.what}", work.note
        )
        return "Reminded you." if await self._telling.in_job("remind", notice) else LATER

    async def plan(self, work: Work) -> str:
        """Plan the goal again, in the person's own conversation."""
        return await self._command(work, "")

    async def start(self, work: Work) -> str:
        """Start a playbook for the goal again; one that is gone or does not fit any more is an error."""
        actor = Actor(work.workspace, work.owner)
        await self._durable.step("check", lambda: self._playbooks.check(actor, work.target, work.what))
        return await self._command(work, work.target)

    async def _command(self, work: Work, playbook: str) -> str:
        if work.note:
            text = f"Planning “{work.what}”, as scheduled."
            notice = Noticed(work.workspace, work.owner, "", f"{work.key}:note", text, work.note)
            await self._telling.in_job("note", notice)
        event = Commanded(work.workspace, work.owner, work.what, work.key, playbook)
        return "Planned it." if await self._telling.in_job("plan", event) else LATER
