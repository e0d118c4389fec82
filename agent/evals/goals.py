"""Labelled goals: what a plan must cover, must not touch, and where a refusal or a question is right."""

from __future__ import annotations

from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from agent.planner.phantom import Frozen, Stage
from agent.tables import load

Part = Literal["tuned", "reported", "all"]

FILES = {"tuned": "goals.yaml", "reported": "goals_reported.yaml"}


class RefusalKind(StrEnum):
    """Why a text is not planned."""

    OUTSIDE = "outside"
    OURS = "ours"
    PLATFORM = "platform"
    CHANNEL = "channel"
    TRADE = "trade"
    ABUSE = "abuse"
    LANGUAGE = "language"
    TALK = "talk"


class Labelled(Frozen):
    """One goal with its labels, as goals.yaml explains them."""

    goal: str
    wants: frozenset[Stage] = frozenset()
    forbids: frozenset[Stage] = frozenset()
    uses: frozenset[str] = frozenset()
    then: tuple[str, ...] = ()
    platform: str | None = None
    refuse: RefusalKind | None = None
    ask: bool = False

    @property
    def is_lead(self) -> bool:
        """Whether a plan is the right answer."""
        return self.refuse is None and not self.ask


def parts_of(part: Part) -> tuple[Part, ...]:
    """The parts that are reported apart, since one of them was tuned on."""
    return ("tuned", "reported") if part == "all" else (part,)


_LIST = TypeAdapter(tuple[Labelled, ...])


def labelled(part: Part = "all", path: Path | None = None) -> tuple[Labelled, ...]:
    """The goals of one part, or of both; from our own files unless another is named."""
    named = [name for key, name in FILES.items() if part in {key, "all"}]
    texts = [path] if path else [files("agent.evals") / name for name in named]
    return tuple(goal for text in texts for goal in _LIST.validate_python(load(text.read_text("utf-8"))))
