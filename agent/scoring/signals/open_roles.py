"""Whether the company looks for three people or more (seeds/002)."""

from __future__ import annotations

from agent.scoring.facts import Facts
from agent.scoring.signal import FULL, NONE, Reading, Signal

ENOUGH = 3


def _read(facts: Facts) -> Reading:
    number = facts.count("open_roles")
    if number is None:
        return Reading(NONE, known=False)
    said = f"{int(number):,} open role{'' if int(number) == 1 else 's'}"
    return Reading(FULL if number >= ENOUGH else NONE, known=True, said=said)


OPEN_ROLES = Signal("open_roles", "open roles", _read)
