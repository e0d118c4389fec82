"""The tables that reading works with: YAML beside this module, compiled once."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def table(name: str) -> Any:
    """The parsed YAML file of that name."""
    return yaml.safe_load((files(__package__) / f"{name}.yaml").read_text("utf-8"))


def compiled(phrases: list[str]) -> tuple[re.Pattern[str], ...]:
    """Each phrase as a pattern of whole words, whatever their case."""
    return tuple(re.compile(rf"(?<![\w@])(?:{phrase})(?!\w)", re.IGNORECASE) for phrase in phrases)
