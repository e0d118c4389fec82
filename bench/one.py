"""One loop in this interpreter: milliseconds of CPU a step and the memory it takes, as JSON."""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
import time

from memory import megabytes


async def measure(name: str, url: str, steps: int, conversations: int) -> dict[str, float]:
    """Hold conversations one after the other; the first, which sets everything up, does not count."""
    converse = importlib.import_module(f"loops.{name}").ready(url)
    await converse()
    started = time.process_time()
    for _ in range(conversations):
        await converse()
    cpu = (time.process_time() - started) / conversations / (steps + 1)
    return {"ms": 1000 * cpu, "mb": megabytes()}


if __name__ == "__main__":
    name, url, steps, conversations = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    print(json.dumps(asyncio.run(measure(name, url, steps, conversations))))
