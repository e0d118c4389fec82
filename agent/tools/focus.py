"""What to do first: a briefing at once, with what waits, the priority list and what is worth doing."""

from __future__ import annotations

from agent.llm.toolbox import Arguments
from agent.tools.heard import Heard
from agent.tools.phrases import said_last
from agent.tools.tool import Outcome, Reading, Tool, Turn


class FocusArguments(Arguments):
    """It takes none."""


def read(heard: Heard) -> Reading[FocusArguments] | None:
    if heard.memory.feedback or said_last("focus", heard.text) is None:
        return None
    return Reading(FocusArguments(), 0.95, "What to do first", "what to do first")


async def run(turn: Turn, _arguments: FocusArguments) -> Outcome:
    await turn.uses.briefings.want(turn.repos, turn.actor.user, turn.zone)
    return Outcome("A briefing comes as a message of its own: what waits, what is first, and what to do.")


FOCUS = Tool(
    "focus",
    "Tell what to do first: what waits for this person, their priority list, what is worth doing today.",
    FocusArguments,
    read,
    run,
)
