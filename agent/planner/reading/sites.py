"""Sites that no phantom reads, by name: one word for all of them, so that one phrase tells of any."""

from __future__ import annotations

import re
from functools import cache

from agent.planner.reading.data import compiled, table

ANY = "nophantomssite"
"""The word for any of them."""


def named(text: str, instead: str = ANY) -> str | None:
    """The text with one word for each such site; none without any."""
    return _sites().sub(instead, text) if _sites().search(text) else None


@cache
def phrases() -> tuple[re.Pattern[str], ...]:
    """What is said of what is found there."""
    return compiled([phrase.replace("<sites>", ANY) for phrase in table("sites")["said"]])


@cache
def _sites() -> re.Pattern[str]:
    return compiled(["|".join(table("sites")["names"])])[0]
