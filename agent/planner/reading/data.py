"""The tables that reading works with: YAML beside this module, compiled once."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

from agent.planner.strict_yaml import load


@cache
def table(name: str) -> Any:
    """The parsed YAML file of that name."""
    return load((files(__package__) / f"{name}.yaml").read_text("utf-8"))


_GAP_WORD = r"[\w'’&-]+(?:[.,]\d+)*"


def compiled(phrases: list[str]) -> tuple[re.Pattern[str], ...]:
    r"""Each phrase as a pattern of whole words, whatever their case.

    A word that a phrase leaves open, `(\w+ )`, may be "competitor's", "follow-up" or "10,000".
    """
    return tuple(re.compile(rf"(?<![\w@])(?:{_opened(phrase)})(?!\w)", re.IGNORECASE) for phrase in phrases)


def _opened(phrase: str) -> str:
    return phrase.replace(r"(\w+ )", f"(?:{_GAP_WORD} )").replace(r"( \w+)", f"(?: {_GAP_WORD})")
