"""The agents of openai-agents, without its tracing."""

from agents import Agent, OpenAIChatCompletionsModel, Runner, function_tool, set_tracing_disabled
from openai import AsyncOpenAI

from loops.task import GOAL, INSTRUCTIONS, KEY, MODEL, seen


@function_tool
async def look(at: str) -> str:
    """Look at a place."""
    return seen(at)


def ready(url: str):
    set_tracing_disabled(disabled=True)
    model = OpenAIChatCompletionsModel(MODEL, AsyncOpenAI(api_key=KEY, base_url=url))
    agent = Agent(name="looker", instructions=INSTRUCTIONS, model=model, tools=[look])

    async def converse() -> None:
        await Runner.run(agent, GOAL, max_turns=100)

    return converse
