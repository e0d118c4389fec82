"""The least that works: the openai client, and a loop around it."""

import json
from typing import Any

from openai import AsyncOpenAI

from loops.task import DESCRIPTION, GOAL, INSTRUCTIONS, KEY, MODEL, seen

TOOLS: Any = [
    {
        "type": "function",
        "function": {
            "name": "look",
            "description": DESCRIPTION,
            "parameters": {
                "type": "object",
                "properties": {"at": {"type": "string"}},
                "required": ["at"],
                "additionalProperties": False,
            },
        },
    }
]


def ready(url: str):
    client = AsyncOpenAI(api_key=KEY, base_url=url)

    async def converse() -> None:
        messages: Any = [
            {"role": "system", "content": INSTRUCTIONS},
            {"role": "user", "content": GOAL},
        ]
        while True:
            answer = await client.chat.completions.create(model=MODEL, messages=messages, tools=TOOLS)
            message = answer.choices[0].message
            if not message.tool_calls:
                return
            messages.append(message.model_dump(exclude_none=True))
            for call in message.tool_calls:
                told = seen(json.loads(call.function.arguments)["at"])
                messages.append({"role": "tool", "tool_call_id": call.id, "content": told})

    return converse
