"""What a bench found: a table and whether its goals were met, put into docs/bench.md between comments."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

FILE = Path(__file__).parent.parent / "docs/bench.md"


@dataclass(frozen=True)
class Goal:
    """A figure that should not be more than something, or with `least` not less."""

    what: str
    found: float
    most: float = math.inf
    least: float = -math.inf

    @property
    def met(self) -> bool:
        return self.least <= self.found <= self.most

    def __str__(self) -> str:
        sign, bound = ("≥", self.least) if self.most == math.inf else ("≤", self.most)
        return f"- {'✓' if self.met else '✗'} {self.what} {sign} {bound:g}: **{self.found:.3g}**"


@dataclass(frozen=True)
class Section:
    """One bench's part of the report."""

    table: str
    goals: tuple[Goal, ...] = ()

    @property
    def met(self) -> bool:
        return all(goal.met for goal in self.goals)

    def __str__(self) -> str:
        return "\n".join((self.table, "", *map(str, self.goals))).rstrip()


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column names what the others are figures of."""
    lines = [head, ["---", *("--:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def percentile(figures: Iterable[float], share: float) -> float:
    """The smallest figure that this share of all does not exceed."""
    ordered = sorted(figures)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def put(document: str, name: str, content: str) -> str:
    """The document with this content between the comments of that name."""
    first, last = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    before, opened, rest = document.partition(first)
    _, closed, after = rest.partition(last)
    if not (opened and closed):
        raise ValueError(f"the report has no place for {name}")
    return f"{before}{first}{content}\n{last}{after}"


def machine() -> str:
    """When and on what it is measured, and how many other programs want its cores: best none."""
    day, cores, load = datetime.now(UTC).date().isoformat(), os.cpu_count(), os.getloadavg()[0]
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{day}: {platform.system()} {platform.machine()}, {cores} cores (load {load:.1f}), {python}."
