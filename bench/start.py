"""How long `serve` takes from its start to its first plan, and its memory, beside its libraries' alone."""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median
from tempfile import TemporaryDirectory

from bench.memory import megabytes
from bench.processes import MissingError, asked, free_port, output, serving, speaking
from bench.report import Goal, Section, markdown

GOAL = "find 50 CFOs in Texas and get their e-mails"
MOST_SECONDS, MOST_MB = 3.0, 150.0
PATIENCE_SECONDS = 60

LIBRARIES = "its libraries, imported"
NEW, AGAIN = "`leadsmith serve`, new database", "`leadsmith serve`, started again"
_IMPORTS = """\
import time
started = time.perf_counter()
import aiohttp.web, aiosqlite, click, cryptography.hazmat.primitives.ciphers.aead, dbos, pydantic_settings
import slack_bolt.adapter.socket_mode.aiohttp, slack_bolt.async_app, sqlalchemy.ext.asyncio, yaml
ready = time.perf_counter() - started
from memory import megabytes
print(ready, megabytes())
"""

Figures = Mapping[str, Sequence[Mapping[str, float]]]
"""Of each, round by round: seconds until it is ready and until it posted a plan, and megabytes after that."""


def section(rounds: int) -> Section:
    """The figures of all, and the goals for a start with a new database."""
    figures = measured(rounds)
    plan, memory = (best(figures[NEW], figure) for figure in ("plan", "mb"))
    goals = (Goal("first plan, s", plan, MOST_SECONDS), Goal("memory after it, MB", memory, MOST_MB))
    return Section(table(figures), goals)


def measured(rounds: int) -> Figures:
    """The imports alone, and two lives of Leadsmith on the sandbox, round after round."""
    found: dict[str, list[Mapping[str, float]]] = defaultdict(list)
    sandbox = [sys.executable, "-m", "bot", "sandbox", "--port", "0"]
    with speaking(sandbox) as told:
        origin = told.split()[5]
        for _ in range(rounds):
            seconds, mb = map(float, output([sys.executable, "-c", _IMPORTS]).split())
            found[LIBRARIES].append({"ready": seconds, "mb": mb})
            with TemporaryDirectory() as data:
                for name in (NEW, AGAIN):
                    found[name].append(_life(origin, data))
    return found


def _life(origin: str, data: str) -> Mapping[str, float]:
    """Start Leadsmith, send a goal once it is ready, and wait for the plan."""
    started, port = time.perf_counter(), free_port()
    settings = {
        "SLACK_BOT_TOKEN": "xoxb-sandbox",
        "SLACK_APP_TOKEN": "xapp-sandbox",
        "SLACK_API_URL": f"{origin}/api/",
        "LEADSMITH_DATA": data,
        "LEADSMITH_HOST": "127.0.0.1",
        "LEADSMITH_LOG_LEVEL": "ERROR",
        "PORT": str(port),
    }
    with serving([sys.executable, "-m", "bot", "serve"], port, settings) as process:
        ready = time.perf_counter() - started
        ts = asked(f"{origin}/sandbox/rep/send", {"text": GOAL})["ts"]
        while not _planned(origin, ts):
            if time.perf_counter() - started > PATIENCE_SECONDS:
                raise MissingError("no plan was posted")
            time.sleep(0.02)
        return {"ready": ready, "plan": time.perf_counter() - started, "mb": megabytes(process)}


def _planned(origin: str, ts: str) -> bool:
    """Whether the thread holds a plan to approve."""
    messages = asked(f"{origin}/sandbox/rep/see")["messages"]
    return any(each.get("thread_ts") == ts and "Approve" in json.dumps(each) for each in messages)


def ratio(figures: Figures, name: str, figure: str) -> float:
    """A figure over that of the libraries in the same round, the median of all rounds."""
    rounds = zip(figures[name], figures[LIBRARIES], strict=True)
    return median(ours[figure] / bare[figure] for ours, bare in rounds)


def best(rounds: Sequence[Mapping[str, float]], figure: str) -> float:
    """The least of all rounds, which others disturbed least."""
    return min(each[figure] for each in rounds)


def table(figures: Figures) -> str:
    """The figures as Markdown: the least of all rounds, and ratios."""
    rows = []
    for name, rounds in figures.items():
        row = [name]
        for figure, digits in (("ready", 2), ("plan", 2), ("mb", 0)):
            known = figure in rounds[0]
            row.append(f"{best(rounds, figure):.{digits}f}" if known else "")
            if figure != "plan":
                row.append(f"{ratio(figures, name, figure):.2f}")
        rows.append(row)
    against = "against the libraries"
    return markdown(["", "ready, s", against, "first plan, s", "memory, MB", against], rows)
