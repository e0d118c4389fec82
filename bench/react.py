"""What a step of the ReAct loop costs, against a bare loop and against frameworks, as ratios of one run."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median

from bench.processes import HERE, output, prepared, speaking
from bench.report import Goal, Section, markdown

STEPS = 10
CONVERSATIONS = 20
MOST = 1.2

BARE, OURS = "bare loop", "Leadsmith"
LOOPS = {BARE: "bare", OURS: "leadsmith"}
FRAMEWORKS = {"pydantic-ai": "pydantic_ai", "openai-agents": "openai_agents", "LangChain agent": "langchain"}
"""The modules of `loops`, by what the table calls them."""

Figures = Mapping[str, Sequence[Mapping[str, float]]]
"""Of each loop, what was measured round by round."""


def section(rounds: int, *, ours_only: bool) -> Section:
    """CPU and memory of every loop."""
    python, loops = (sys.executable, LOOPS) if ours_only else (prepared("frameworks"), LOOPS | FRAMEWORKS)
    figures = measured(python, loops, rounds)
    return Section(
        table(figures), (Goal("CPU of our step / of the bare loop's", ratio(figures, OURS), MOST),)
    )


def measured(python: str, loops: Mapping[str, str], rounds: int) -> Figures:
    """Every loop in turn, round after round, each time in a fresh process."""
    found: dict[str, list[Mapping[str, float]]] = defaultdict(list)
    with speaking([sys.executable, str(HERE / "endpoint.py"), str(STEPS)]) as url:
        for _ in range(rounds):
            for name, module in loops.items():
                command = [python, str(HERE / "one.py"), module, url, str(STEPS), str(CONVERSATIONS)]
                found[name].append(json.loads(output(command)))
    return found


def ratio(figures: Figures, name: str) -> float:
    """The CPU of a step over that of the bare loop in the same round, the median of all rounds."""
    rounds = zip(figures[name], figures[BARE], strict=True)
    return median(ours["ms"] / bare["ms"] for ours, bare in rounds)


def table(figures: Figures) -> str:
    """The figures as Markdown: medians over the rounds."""
    rows = []
    for name, rounds in figures.items():
        ms, mb = (median(each[figure] for each in rounds) for figure in ("ms", "mb"))
        rows.append([name, f"{ms:.2f}", f"{ratio(figures, name):.2f}", f"{mb:.0f}"])
    return markdown(["loop", "CPU a step, ms", "against the bare loop", "memory, MB"], rows)
