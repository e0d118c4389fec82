"""What counts of leads, many at a time: of every field what a person said last, else the newest found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import starmap

from agent.leads.fact import Fact, current
from storage.repositories import Repositories

Values = Mapping[str, str]
"""Values by their fields; an empty one says that nothing is right there."""


async def values_of(repos: Repositories, lead_ids: Sequence[str]) -> dict[str, Values]:
    """What counts of these leads, by lead; one of whom nothing is known is not there."""
    known = await repos.scores.facts(lead_ids)
    return {
        lead_id: {field: fact.value for field, fact in current(starmap(Fact, facts)).items()}
        for lead_id, facts in known.items()
    }
