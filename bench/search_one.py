"""One searcher in this interpreter: what it takes to start, and what it finds, as JSON."""

from __future__ import annotations

import importlib
import json
import sys
import time

from memory import megabytes


def measure(name: str, phrases: list[tuple[str, str]], queries: list[str], k: int):
    """Make it ready, then ask one query after the other."""
    before, started = megabytes(), time.perf_counter()
    search = importlib.import_module(f"searchers.{name}").ready(phrases, k)
    ready = time.perf_counter() - started
    found, times = [], []
    for query in queries:
        asked = time.perf_counter()
        found.append(search(query))
        times.append(1000 * (time.perf_counter() - asked))
    return {"seconds": ready, "mb": megabytes() - before, "found": found, "ms": times}


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    print(json.dumps(measure(sys.argv[1], asked["phrases"], asked["queries"], asked["k"])))
