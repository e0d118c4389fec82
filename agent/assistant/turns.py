"""Turns as they are kept: begun with a message, done by a tool, asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from agent.assistant.card import message_of
from agent.assistant.recall import compared
from agent.assistant.router import Ask, Decision, Do, Honest
from agent.assistant.speakers import Speaker
from agent.clock import Clock
from agent.events import TurnChanged
from agent.planner.intake import Message
from agent.tools.heard import Heard, Memory
from agent.tools.shown import Asking, Meaning, Nothing, Said, Shown
from agent.tools.tool import Outcome, Tool, Uses
from agent.tools.tool import Turn as Doing
from storage.models import Turn, TurnStatus, TurnVerdict
from storage.repositories import Repositories


@dataclass(frozen=True)
class Turns:
    """What is written of a turn, always in a transaction of its caller's."""

    uses: Uses
    tools: Sequence[Tool[Any]]
    clock: Clock

    def heard(self, message: Message, speaker: Speaker, memory: Memory) -> Heard:
        """A message as it is read."""
        return Heard(message.text, speaker.actor, self.clock.now(), speaker.zone, memory)

    def begin(self, repos: Repositories, message: Message, status: TurnStatus) -> Turn:
        """A new turn, in its first state."""
        row = Turn(
            id=sha256(f"{message.workspace}:{message.key}".encode()).hexdigest()[:12],
            workspace=message.workspace,
            author=message.author,
            channel=message.channel,
            thread_ts=message.thread_ts,
            ts=message.ts,
            key=message.key,
            text=message.text,
            words=compared(message.text),
            status=status,
            asked_at=self.clock.now(),
        )
        repos.turns.add(row)
        return row

    async def do(self, repos: Repositories, row: Turn, meaning: Meaning, heard: Heard) -> Outcome:
        """Have the tool of a meaning do it, and keep what came of it."""
        outcome = await self.call(repos, row, meaning, heard, row.id)
        row.tool, row.arguments = meaning.tool, dict(meaning.arguments)
        row.about = outcome.about.model_dump(mode="json")
        await self.show(repos, row, outcome.shown)
        return outcome

    async def carry_out(
        self, repos: Repositories, row: Turn, decision: Decision, heard: Heard, note: str = ""
    ) -> None:
        """Do what was decided, ask, or say that it cannot be done."""
        match decision:
            case Do():
                await self.do(repos, row, decision.meaning, heard)
            case Ask():
                await self.show(repos, row, Asking(meanings=decision.meanings, note=note))
            case Honest():
                said = Said(text=decision.topic.text, instead=decision.topic.instead)
                await self.show(repos, row, said)

    async def call(
        self, repos: Repositories, row: Turn, meaning: Meaning, heard: Heard, call_id: str
    ) -> Outcome:
        """Have a tool do something under an id of its own."""
        tool = next(each for each in self.tools if each.name == meaning.tool and each.allowed(heard.actor))
        doing = Doing(
            id=call_id,
            message=message_of(row),
            actor=heard.actor,
            now=heard.now,
            zone=heard.zone,
            memory=heard.memory,
            repos=repos,
            uses=self.uses,
        )
        return await tool.called(doing, meaning.arguments)

    async def show(self, repos: Repositories, row: Turn, shown: Shown) -> None:
        """Keep what is shown, and show it; what has a card of its own only takes the place of a question."""
        row.shown = shown.model_dump(mode="json")
        await repos.session.flush()
        if not isinstance(shown, Nothing) or row.verdict is not TurnVerdict.NONE:
            await self.uses.telling.later(repos, TurnChanged(row.workspace, row.id))
