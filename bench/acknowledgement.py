"""How soon events are acknowledged over HTTP, against an empty Bolt app, as ratios of one run."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median
from tempfile import TemporaryDirectory

from bench.processes import HERE, free_port, output, serving, speaking
from bench.report import Goal, Section, markdown, percentile

RATE = 100
SECONDS = 3
MOST_TIMES, MOST_MS = 2.0, 50.0

EMPTY = "empty Bolt app"
KINDS = {
    "Leadsmith, a goal": "goal",
    "Leadsmith, “thanks”": "thanks",
    "Leadsmith, a deletion": "deleted",
}
"""What is sent, by what the table calls it: see `peers/sender.py`."""

Figures = Mapping[str, Sequence[Mapping[str, float]]]
"""Of each, p50 and p99 in milliseconds, round by round."""


def section(rounds: int) -> Section:
    """The times of both applications, and the goals for each kind of event."""
    figures = measured(rounds)
    goals = []
    for name in KINDS:
        p99 = median(each["p99"] for each in figures[name])
        goals += [
            Goal(f"{name}: p50 / the empty app's", ratio(figures, name, "p50"), MOST_TIMES),
            Goal(f"{name}: p99, ms", p99, MOST_MS),
        ]
    return Section(table(figures), tuple(goals))


def measured(rounds: int, seconds: float = SECONDS) -> Figures:
    """Each in turn, round after round, every time a fresh process with a new database."""
    found: dict[str, list[Mapping[str, float]]] = defaultdict(list)
    with speaking([sys.executable, str(HERE / "peers/slack_api.py")]) as api:
        for _ in range(rounds):
            for name, kind in {EMPTY: "goal", **KINDS}.items():
                found[name].append(_one(api, kind, seconds, empty=name == EMPTY))
    return found


def _one(api: str, kind: str, seconds: float, *, empty: bool) -> Mapping[str, float]:
    port, secret = free_port(), "bench"
    with TemporaryDirectory() as data:
        settings = {
            "SLACK_BOT_TOKEN": "xoxb-bench",
            "SLACK_SIGNING_SECRET": secret,
            "SLACK_API_URL": api,
            "LEADSMITH_DATA": data,
            "LEADSMITH_HOST": "127.0.0.1",
            "LEADSMITH_LOG_LEVEL": "ERROR",
            "PORT": str(port),
        }
        ours = [sys.executable, "-m", "bot", "serve"]
        command = [sys.executable, str(HERE / "peers/empty_bolt.py")] if empty else ours
        with serving(command, port, settings):
            url = f"http://127.0.0.1:{port}/slack/events"
            sender = [
                sys.executable,
                str(HERE / "peers/sender.py"),
                url,
                secret,
                kind,
                str(RATE),
                str(seconds),
            ]
            times = json.loads(output(sender))
    return {"p50": percentile(times, 0.5), "p99": percentile(times, 0.99)}


def ratio(figures: Figures, name: str, figure: str) -> float:
    """A figure over that of the empty app in the same round, the median of all rounds."""
    rounds = zip(figures[name], figures[EMPTY], strict=True)
    return median(ours[figure] / empty[figure] for ours, empty in rounds)


def table(figures: Figures) -> str:
    """The figures as Markdown: medians over the rounds."""
    rows = []
    for name, rounds in figures.items():
        row = [name]
        for figure in ("p50", "p99"):
            row += [f"{median(each[figure] for each in rounds):.1f}", f"{ratio(figures, name, figure):.2f}"]
        rows.append(row)
    head = ["100 events a second", "p50, ms", "against the empty app", "p99, ms", "against the empty app"]
    return markdown(head, rows)
