"""pydantic-ai's agent."""

from pydantic_ai import Agent
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.usage import UsageLimits

from loops.task import GOAL, INSTRUCTIONS, KEY, MODEL, seen


def ready(url: str):
    model = OpenAIChatModel(MODEL, provider=OpenAIProvider(base_url=url, api_key=KEY))
    agent = Agent(model, instructions=INSTRUCTIONS)

    @agent.tool_plain
    async def look(at: str) -> str:
        """Look at a place."""
        return seen(at)

    async def converse() -> None:
        await agent.run(GOAL, usage_limits=UsageLimits(request_limit=100))

    return converse
