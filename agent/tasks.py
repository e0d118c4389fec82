"""What scheduled tasks do, by their kind: adding one is one function and one line in `handlers`."""

from __future__ import annotations

from collections.abc import Mapping

from agent.durable import Durable
from agent.events import Commanded, Noticed
from agent.playbooks.service import Playbooks
from agent.roles import Actor
from agent.scheduling.work import Handler, Work
from agent.telling import Telling

REMINDER, GOAL, PLAYBOOK = "reminder", "goal", "playbook"
LATER = "Slack is not answering; you will be told when it does."


def handlers(durable: Durable, telling: Telling, playbooks: Playbooks) -> Mapping[str, Handler]:
    """Who does a task of each kind."""
    doing = Tasks(durable, telling, playbooks)
    return {REMINDER: doing.remind, GOAL: doing.plan, PLAYBOOK: doing.start}


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
