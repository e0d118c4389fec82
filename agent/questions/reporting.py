"""A report: a saved question, asked anew at its times."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from agent.clock import Clock
from agent.durable import Durable
from agent.errors import AgentError
from agent.events import Reported
from agent.questions.read import SURE, read
from agent.scheduling.work import Work
from agent.telling import Telling
from storage.models import Question
from storage.store import Store

LATER = "Slack is not answering; you will see it when it does."


def is_report(text: str) -> bool:
    """Whether words are a question about what is there that is sure enough to be asked unattended."""
    reading = read(text)
    return reading is not None and reading.confidence >= SURE


@dataclass(frozen=True)
class Reports:
    """Asks saved questions as durable work; the answer is that of the time at which it is due."""

    store: Store
    durable: Durable
    telling: Telling
    clock: Clock

    async def report(self, work: Work) -> str:
        """Ask the question, and have its answer shown."""
        question_id = await self.durable.transaction("ask", lambda session: self._ask(work, session))
        event = Reported(work.workspace, question_id, work.note)
        return "Reported." if await self.telling.in_job("report", event) else LATER

    async def _ask(self, work: Work, session: Any) -> str:
        reading = read(work.what)
        if reading is None:
            raise AgentError("I do not understand it as a question any more. Edit it, please.")
        row = Question(
            id=sha256(f"report:{work.key}".encode()).hexdigest()[:12],
            workspace=work.workspace,
            author=work.owner,
            channel=work.channel,
            thread_ts="",
            ts="",
            text=work.what,
            document=reading.model_dump(mode="json"),
            asked_at=self.clock.now(),
        )
        async with self.store.transaction(work.workspace, session) as repos:
            repos.questions.add(row)
        return row.id

    async def placed(self, workspace: str, question_id: str, channel: str, ts: str) -> None:
        """Its answer is this message: what is asked in its thread goes on with it."""
        async with self.store.transaction(workspace) as repos:
            row = await repos.questions.get(question_id)
            if row is not None:
                row.channel, row.thread_ts = channel, ts
