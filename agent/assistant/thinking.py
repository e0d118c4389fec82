"""The third tier: a model reads what the rules are not sure of, as a durable job.

Each call of a tool is a transaction of its own under the turn's id and the call's number, so that a job that
is taken up again finds what was done, and does it no second time. The rules answer where the model fails.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any

from pydantic import Field

from agent.assistant.card import existing, message_of
from agent.assistant.prompts import NUDGE, opening
from agent.assistant.recall import recall
from agent.assistant.router import Ask, Decision, Do, Talk, route
from agent.assistant.speakers import Speakers
from agent.assistant.states import move
from agent.assistant.turns import Turns
from agent.durable import Durable, Job
from agent.errors import AgentError
from agent.events import Thinking as Status
from agent.events import TurnChanged
from agent.llm.budget import Limits
from agent.llm.loop import Loop, Stop
from agent.llm.model import Model
from agent.llm.toolbox import Arguments, Result, Skill, Toolbox
from agent.tools.heard import Heard
from agent.tools.shown import MOST_MEANINGS, Meaning, Nothing, Said
from agent.tools.tool import SURE, Tool
from storage.models import TurnStatus
from storage.repositories import Repositories
from storage.store import Store

THINK_JOB = "assist"
LIMITS = Limits(turns=6, tokens=14_000, seconds=20.0, reply=600)
MOST_CALLS = 4
"""Things done for one message."""
LONGEST_SAID = 600
FAILED = "The model did not answer, so this is what my rules make of it."
STEADY = 0.1
NOTHING: dict[str, Any] = {"said": "", "asked": []}
_log = logging.getLogger(__name__)


class SayArguments(Arguments):
    text: str = Field(min_length=1, max_length=LONGEST_SAID, description="One or two plain sentences.")


class AskArguments(Arguments):
    tools: tuple[str, ...] = Field(
        min_length=1, max_length=MOST_MEANINGS, description="Names of the tools that may be meant."
    )


@dataclass
class _Talk:
    """One conversation with the model about one turn."""

    heard: Heard
    calls: int = 0
    said: str = ""
    asked: tuple[str, ...] = field(default=())


class Thinking:
    """Has a model read a message; without one there is nothing to think with."""

    def __init__(
        self,
        store: Store,
        durable: Durable,
        turns: Turns,
        speakers: Speakers,
        model: Model | None,
        limits: Limits = LIMITS,
    ) -> None:
        self._store = store
        self._durable = durable
        self._turns = turns
        self._speakers = speakers
        self._model = model
        self._limits = limits
        durable.add(Job(THINK_JOB, self._assist, at_once=5))

    def wanted(self, decision: Decision) -> bool:
        """Whether the rules are not sure, and there is a model to ask."""
        if self._model is None or isinstance(decision, Talk):
            return False
        return isinstance(decision, Ask) or (isinstance(decision, Do) and decision.confidence < SURE)

    async def begin(self, repos: Repositories, row: Any) -> None:
        """Ask for the job, in the caller's transaction."""
        await repos.session.flush()
        await self._durable.enqueue(repos.session, THINK_JOB, row.workspace, row.id, key=f"assist:{row.id}")

    async def _assist(self, workspace: str, turn_id: str) -> None:
        """The job: think and act, keep what came of it, show it."""
        heard = await self._heard(workspace, turn_id)
        try:
            answer = await self._durable.step("think", lambda: self._think(workspace, turn_id, heard))
        except AgentError as error:
            # A person waits: whatever broke, the rules answer.
            _log.warning("thinking about turn %s broke: %s", turn_id, error)
            answer = NOTHING
        await self._durable.transaction(
            "keep", lambda session: self._keep(workspace, turn_id, heard, answer, session)
        )
        await self._turns.uses.telling.in_job("show", TurnChanged(workspace, turn_id))

    async def _heard(self, workspace: str, turn_id: str) -> Heard:
        async with self._store.reading(workspace) as repos:
            message = message_of(existing(await repos.turns.get(turn_id)))
            memory = await recall(repos, message)
        return self._turns.heard(message, await self._speakers.of(workspace, message.author), memory)

    async def _think(self, workspace: str, turn_id: str, heard: Heard) -> dict[str, Any]:
        """Talk with the model; what it said or asked."""
        await self._tell(workspace, turn_id)
        talk = _Talk(heard)
        if self._model is None:
            return NOTHING
        loop = Loop(self._model, self._toolbox(workspace, turn_id, talk), self._limits, NUDGE, STEADY)
        ended = await loop.run(opening(heard))
        if ended.stop is not Stop.FINISHED:
            _log.info("turn %s ended with %s: %s", turn_id, ended.stop, ended.error)
        return {"said": talk.said, "asked": list(talk.asked)}

    async def _tell(self, workspace: str, turn_id: str) -> None:
        async with self._store.reading(workspace) as repos:
            row = existing(await repos.turns.get(turn_id))
        doing = "Reading your message…"
        key = f"thoughts:{turn_id}"
        status = Status(workspace, row.channel, row.thread_ts, doing, author=row.author, key=key)
        await self._turns.uses.telling.now(status)

    def _toolbox(self, workspace: str, turn_id: str, talk: _Talk) -> Toolbox:
        allowed = [tool for tool in self._turns.tools if tool.allowed(talk.heard.actor)]
        skills = [self._skill(workspace, turn_id, talk, tool) for tool in allowed]
        return Toolbox(
            *skills,
            Skill("say", "End with a short sentence to the person.", SayArguments, self._say(talk)),
            Skill("ask", "End by asking which of these tools is meant.", AskArguments, self._ask(talk)),
        )

    def _skill(self, workspace: str, turn_id: str, talk: _Talk, tool: Tool[Any]) -> Skill[Any]:
        async def run(arguments: Arguments) -> Result:
            if talk.calls >= MOST_CALLS:
                return Result("That is enough for one message. End with say.")
            talk.calls += 1
            written = arguments.model_dump(mode="json", exclude_defaults=True)
            meaning = Meaning(tool=tool.name, arguments=written, label="", phrase="")
            try:
                return Result(await self._called(workspace, turn_id, talk, meaning))
            except AgentError as error:
                return Result(f"Not done: {error}")

        return Skill(tool.name, tool.description, tool.arguments, run)

    async def _called(self, workspace: str, turn_id: str, talk: _Talk, meaning: Meaning) -> str:
        """Do a call once: one of this number that was done before is told as it was."""
        async with self._store.transaction(workspace) as repos:
            row = existing(await repos.turns.lock(turn_id))
            if len(row.calls) >= talk.calls:
                return str(row.calls[talk.calls - 1]["told"])
            call_id = f"{turn_id}-{talk.calls}"
            outcome = await self._turns.call(repos, row, meaning, talk.heard, call_id)
            done = {
                "tool": meaning.tool,
                "arguments": meaning.arguments,
                "told": outcome.told,
                "shown": outcome.shown.model_dump(mode="json"),
                "about": outcome.about.model_dump(mode="json"),
            }
            row.calls = [*row.calls, done]
        return outcome.told

    @staticmethod
    def _say(talk: _Talk) -> Any:
        async def run(arguments: SayArguments) -> Result:
            talk.said = arguments.text
            return Result("Said.", final=True)

        return run

    def _ask(self, talk: _Talk) -> Any:
        async def run(arguments: AskArguments) -> Result:
            known = {tool.name for tool in self._turns.tools}
            talk.asked = tuple(name for name in arguments.tools if name in known)
            if not talk.asked:
                return Result(f"There is no such tool. The tools are: {', '.join(sorted(known))}.")
            return Result("Asked.", final=True)

        return run

    async def _keep(
        self, workspace: str, turn_id: str, heard: Heard, answer: dict[str, Any], session: Any
    ) -> None:
        """Keep what the model came to; what it did counts, also when it never finished."""
        async with self._store.transaction(workspace, session) as repos:
            row = existing(await repos.turns.lock(turn_id))
            if row.status is not TurnStatus.THINKING:
                return
            if not (row.calls or answer["said"]):
                await self._by_rules(repos, row, heard, answer)
                return
            if row.calls:
                last = row.calls[-1]
                row.tool, row.arguments, row.about = last["tool"], last["arguments"], last["about"]
            move(row, TurnStatus.DONE)
            row.shown = _said(answer["said"])

    async def _by_rules(self, repos: Repositories, row: Any, heard: Heard, answer: dict[str, Any]) -> None:
        """What the rules make of it: also where the model asks, since the meanings are theirs."""
        decision = route(heard, self._turns.tools)
        asked = set(answer["asked"])
        if isinstance(decision, Ask) and asked:
            named = tuple(each for each in decision.meanings if each.tool in asked)
            decision = Ask(named or decision.meanings, decision.confidence)
        move(row, TurnStatus.ASKING if isinstance(decision, Ask) else TurnStatus.DONE)
        await self._turns.carry_out(repos, row, decision, heard, "" if asked else FAILED)


def _said(text: str) -> dict[str, Any]:
    shown: Said | Nothing = Said(text=text) if text else Nothing()
    return shown.model_dump(mode="json")
