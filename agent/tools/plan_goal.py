"""Planning a goal: whom to find and what to do with them. Nothing runs before the plan is approved."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field

from agent.llm.toolbox import Arguments
from agent.planner.goal import Goal
from agent.planner.intake import GOAL_LIMIT
from agent.planner.reading import read as read_goal
from agent.tools.again import once_more
from agent.tools.heard import About, Heard, Noun
from agent.tools.tool import Outcome, Reading, Tool, Turn

_AGAIN, _CLEAR, _UNCLEAR = 0.96, 0.9, 0.5


class GoalArguments(Arguments):
    goal: str = Field(
        min_length=1, max_length=GOAL_LIMIT, description="The goal, in the words of the person who asks."
    )


@lru_cache(maxsize=64)
def goal_of(text: str) -> Goal:
    """The goal in a text, as the planner reads it."""
    return read_goal(text)


def read(heard: Heard) -> Reading[GoalArguments] | None:
    """Anything may be a goal, or feedback under a plan; the planner says what it cannot plan."""
    if not heard.text:
        return None
    again = once_more(heard.text, heard.memory) if not heard.memory.feedback else None
    clear = heard.memory.feedback or goal_of(heard.text).about_leads
    sure = _AGAIN if again else _CLEAR if clear else _UNCLEAR
    arguments = GoalArguments(goal=(again or heard.text)[:GOAL_LIMIT])
    return Reading(arguments, sure, "Find new people", "new people")


async def run(turn: Turn, arguments: GoalArguments) -> Outcome:
    plan = await turn.uses.intake.plan(turn.repos, turn.message, arguments.goal)
    return Outcome(
        "It is being planned; the plan is shown to the person, who approves it or not.",
        about=About(noun=Noun.PLANS, id=plan.id),
    )


PLAN_GOAL = Tool(
    "plan_goal",
    "Plan how to find, enrich or contact NEW people or companies. Shows a plan to approve; nothing runs yet.",
    GoalArguments,
    read,
    run,
)
