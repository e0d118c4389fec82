"""The ReAct loop: ask the model, do what it calls, tell it what came of it, and always come to an end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from agent.llm.budget import Budget, Limits, prompt_size
from agent.llm.calls import Repetition, presentable, whole
from agent.llm.counts import Counts
from agent.llm.model import Call, Message, Model, ModelError, Reply, RestingError, Role
from agent.llm.salvage import salvage, salvage_broken
from agent.llm.toolbox import Result, Toolbox

MOST_CALLS = 8
"""Calls of one reply that are done; a sane model needs fewer."""

LEFT_OUT = Result("Not done: read the answers above first.")

LONGEST_SAID = 2_000
"""Characters of the model's own text that it is shown again."""


class Stop(StrEnum):
    """Why a conversation ended."""

    FINISHED = "finished"
    TURNS = "turns"
    TOKENS = "tokens"
    SECONDS = "seconds"
    REPEATED = "repeated"
    SILENT = "silent"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a conversation ended and what it took; `error` is the model's sentence when it failed."""

    stop: Stop
    turns: int
    tokens: int
    error: str = ""
    counts: Counts = field(default_factory=Counts)


@dataclass(frozen=True, slots=True)
class Loop:
    """A model, its tools and its limits; `nudge` is said once when it talks instead of calling."""

    model: Model
    toolbox: Toolbox
    limits: Limits
    nudge: str
    temperature: float | None = None

    async def run(self, opening: Sequence[Message]) -> Ended:
        """Talk until there is a reason to stop. The deadline covers the tools as well."""
        talk = _Conversation(self, opening)
        error = ""
        try:
            async with asyncio.timeout(self.limits.seconds) as deadline:
                stop = await talk.until_stop()
        except ModelError as failure:
            stop, error = Stop.ERROR, str(failure)
            talk.counts += Counts(rested=isinstance(failure, RestingError))
        except TimeoutError:
            if not deadline.expired():
                raise
            stop = Stop.SECONDS
        return Ended(stop, talk.budget.turns, talk.budget.tokens, error, talk.counts)


class _Conversation:
    """One run of the loop."""

    def __init__(self, loop: Loop, opening: Sequence[Message]) -> None:
        self._loop = loop
        self._messages = list(opening)
        self._repetition = Repetition()
        self._nudged = False
        self.budget = Budget(loop.limits)
        self.counts = Counts()

    async def until_stop(self) -> Stop:
        while (stop := await self._turn()) is None:
            pass
        return stop

    async def _turn(self) -> Stop | None:
        if self.budget.out_of_turns:
            return Stop.TURNS
        prompt = prompt_size(self._messages, self._loop.toolbox.tools)
        room = self.budget.room(prompt)
        if not room:
            return Stop.TOKENS
        reply = await self._ask(prompt, room)
        native = tuple(presentable(call) for call in reply.calls[:MOST_CALLS])
        self._messages.append(Message(Role.ASSISTANT, reply.text[:LONGEST_SAID], native))
        calls = reply.calls or self._salvaged(reply)
        return await self._do(calls[:MOST_CALLS], native=bool(native)) if calls else self._nudge()

    async def _ask(self, prompt: int, room: int) -> Reply:
        self.budget.open_turn(prompt, room)
        reply = await self._loop.model.complete(
            self._messages, self._loop.toolbox.tools, max_tokens=room, temperature=self._loop.temperature
        )
        self.budget.close_turn(prompt, room, reply)
        self.counts += Counts(refused=reply.refused)
        return reply

    def _salvaged(self, reply: Reply) -> tuple[Call, ...]:
        """The calls that were written into the text: of a model that cannot call, or that was asked to."""
        names = self._loop.toolbox.names
        sound, broken = salvage(reply.text, names), salvage_broken(reply.text, names)
        found = max(sound, broken, key=len)
        self.counts += Counts(salvaged=0 if reply.in_text else len(found), mended=len(found) - len(sound))
        return found

    async def _do(self, calls: Sequence[Call], *, native: bool) -> Stop | None:
        paused = False
        for written in calls:
            if paused:
                self._messages.append(_observation(written, LEFT_OUT, native=native))
                continue
            call = whole(written)
            self.counts += Counts(mended=call is not written)
            result = await self._loop.toolbox.answer(call)
            if result.final:
                return Stop.FINISHED
            if self._repetition.sees(call, result.text):
                self.counts += Counts(repeated=1)
                return Stop.REPEATED
            self._messages.append(_observation(call, result, native=native))
            paused = result.pause
        return None

    def _nudge(self) -> Stop | None:
        if self._nudged:
            return Stop.SILENT
        self._nudged = True
        self.counts += Counts(nudged=1)
        self._messages.append(Message(Role.USER, self._loop.nudge))
        return None


def _observation(call: Call, result: Result, *, native: bool) -> Message:
    """A call found in the text is answered in words: its endpoint may know no tool messages."""
    if native:
        return Message(Role.TOOL, result.text, call_id=call.id)
    return Message(Role.USER, f"Result of {presentable(call).name}:\n{result.text}")
