"""Leadsmith's own loop, with its limits, checks and breaker."""

import time

from agent.llm.breaker import Breaker, GuardedModel
from agent.llm.budget import Limits
from agent.llm.loop import Loop, Stop
from agent.llm.model import Message, Role
from agent.llm.openai import OpenAIModel
from agent.llm.toolbox import Arguments, Result, Skill, Toolbox
from loops.task import DESCRIPTION, GOAL, INSTRUCTIONS, KEY, MODEL, seen


class Look(Arguments):
    at: str


class Nothing(Arguments):
    pass


async def look(wanted: Look) -> Result:
    return Result(seen(wanted.at))


async def done(_nothing: Nothing) -> Result:
    return Result("Done.", final=True)


def ready(url: str):
    model = GuardedModel(OpenAIModel(KEY, MODEL, base_url=url), Breaker(time.monotonic))

    async def converse() -> None:
        toolbox = Toolbox(Skill("look", DESCRIPTION, Look, look), Skill("done", "End.", Nothing, done))
        loop = Loop(model, toolbox, Limits(turns=100, tokens=10**6), "Go on.")
        opening = (Message(Role.SYSTEM, INSTRUCTIONS), Message(Role.USER, GOAL))
        ended = await loop.run(opening)
        assert ended.stop is Stop.FINISHED

    return converse
