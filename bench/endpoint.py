"""A scripted endpoint on a free port: each conversation looks so many times, and is done."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from aiohttp import web


def reply(body: dict[str, Any], steps: int) -> dict[str, Any]:
    """The next turn, told by how many results the conversation holds."""
    looked = sum(message["role"] == "tool" for message in body["messages"])
    names = {tool["function"]["name"] for tool in body["tools"]}
    if looked < steps:
        return _calling(f"call_{looked}", "look", {"at": f"place number {looked}"})
    return _calling("call_done", "done", {}) if "done" in names else {"role": "assistant", "content": "Done."}


def _calling(call_id: str, name: str, arguments: dict[str, str]) -> dict[str, Any]:
    call = {"id": call_id, "type": "function", "function": {"name": name, "arguments": json.dumps(arguments)}}
    return {"role": "assistant", "content": None, "tool_calls": [call]}


def completion(message: dict[str, Any]) -> dict[str, Any]:
    """A whole answer around one message."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [
            {
                "index": 0,
                "finish_reason": "tool_calls" if "tool_calls" in message else "stop",
                "message": message,
            }
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }


async def serve(steps: int) -> None:
    """Print the address, and serve until the input is closed."""

    async def handle(request: web.Request) -> web.Response:
        return web.json_response(completion(reply(await request.json(), steps)))

    app = web.Application()
    app.router.add_post("/v1/chat/completions", handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    print(f"http://{host}:{port}/v1", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
