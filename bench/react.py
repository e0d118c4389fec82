"""What a step of the ReAct loop costs, against a bare loop and against frameworks, as ratios of one run."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
ENVIRONMENT = HERE / ".venv"
STEPS = 10
CONVERSATIONS = 20
ROUNDS = 5
GOAL = 1.2

BARE, OURS = "bare loop", "Leadsmith"
LOOPS = {BARE: "bare", OURS: "leadsmith"}
FRAMEWORKS = {"pydantic-ai": "pydantic_ai", "openai-agents": "openai_agents", "LangChain agent": "langchain"}
"""The modules of `loops`, by what the table calls them."""

Figures = Mapping[str, Sequence[Mapping[str, float]]]
"""Of each loop, what was measured round by round."""


def prepared() -> Path:
    """The interpreter of the environment that the frameworks need, which is made the first time."""
    python = ENVIRONMENT / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        wanted = str(HERE / "requirements.txt")
        subprocess.run([str(python), "-m", "pip", "install", "-q", "-r", wanted], check=True)
    return python


@contextmanager
def endpoint() -> Iterator[str]:
    """The address of the scripted endpoint, which has a process of its own."""
    command = [sys.executable, str(HERE / "endpoint.py"), str(STEPS)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.kill()


def measured(python: str, loops: Mapping[str, str], rounds: int) -> Figures:
    """Every loop in turn, round after round, each time in a fresh process."""
    found: dict[str, list[Mapping[str, float]]] = defaultdict(list)
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join((str(HERE), str(HERE.parent)))}
    with endpoint() as url:
        for _ in range(rounds):
            for name, module in loops.items():
                command = [python, str(HERE / "one.py"), module, url, str(STEPS), str(CONVERSATIONS)]
                done = subprocess.run(command, env=paths, check=True, stdout=subprocess.PIPE, text=True)
                found[name].append(json.loads(done.stdout))
    return found


def ratio(figures: Figures, name: str) -> float:
    """The CPU of a step over that of the bare loop in the same round, the median of all rounds."""
    rounds = zip(figures[name], figures[BARE], strict=True)
    return median(ours["ms"] / bare["ms"] for ours, bare in rounds)


def table(figures: Figures) -> str:
    """The figures as Markdown: medians over the rounds."""
    lines = ["| loop | CPU a step, ms | against the bare loop | memory, MB |", "|---|---|---|---|"]
    for name, rounds in figures.items():
        ms, mb = (median(each[figure] for each in rounds) for figure in ("ms", "mb"))
        lines.append(f"| {name} | {ms:.2f} | {ratio(figures, name):.2f} | {mb:.0f} |")
    return "\n".join(lines)


def main() -> int:
    """Print the table; fail when our loop costs more than it should."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--ours-only", action="store_true", help="leave the frameworks out; installs nothing")
    options = asked.parse_args()
    python, loops = (
        (sys.executable, LOOPS) if options.ours_only else (str(prepared()), {**LOOPS, **FRAMEWORKS})
    )
    figures = measured(python, loops, options.rounds)
    print(table(figures))
    return 0 if ratio(figures, OURS) <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
