"""Labelled goals: what a plan must cover, must not touch, and where a refusal is right."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal

import yaml
from pydantic import TypeAdapter

from agent.planner.phantom import Frozen, Stage

Part = Literal["open", "held", "all"]


class Labelled(Frozen):
    """One goal with its labels, as goals.yaml explains them."""

    goal: str
    wants: frozenset[Stage] = frozenset()
    forbids: frozenset[Stage] = frozenset()
    uses: frozenset[str] = frozenset()
    platform: str | None = None
    refuse: bool = False


_PARTS = TypeAdapter(dict[Literal["open", "held"], tuple[Labelled, ...]])


def labelled(part: Part = "all", path: Path | None = None) -> tuple[Labelled, ...]:
    """The goals of one part, or of both; from our own file unless another is named."""
    text = (path or files("agent.evals") / "goals.yaml").read_text("utf-8")
    parts = _PARTS.validate_python(yaml.safe_load(text))
    return tuple(goal for name, goals in parts.items() if part in {name, "all"} for goal in goals)
