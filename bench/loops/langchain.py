"""LangChain's agent, which is a graph of LangGraph."""

from langchain.agents import create_agent
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI

from loops.task import GOAL, INSTRUCTIONS, KEY, MODEL, seen


@tool
async def look(at: str) -> str:
    """Look at a place."""
    return seen(at)


def ready(url: str):
    model = ChatOpenAI(model=MODEL, api_key=KEY, base_url=url)
    agent = create_agent(model, [look], system_prompt=INSTRUCTIONS)

    async def converse() -> None:
        said = {"messages": [{"role": "user", "content": GOAL}]}
        await agent.ainvoke(said, {"recursion_limit": 200})

    return converse
