"""Who must not be contacted, among the lines that a phantom would work on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agent.leads.draft import draft_values, own_keys
from storage.folding import folded
from storage.repositories import Repositories


async def blocked_lines(repos: Repositories, lines: Sequence[Mapping[str, str]]) -> set[int]:
    """The places of those lines that tell of leads who must not be contacted."""
    keys, names = await repos.lead_records.blocked()
    if not keys and not names:
        return set()
    found = set()
    for number, line in enumerate(lines):
        values = draft_values(line)
        named = (folded(values.get("name")), folded(values.get("company")))
        if keys.intersection(own_keys(values)) or named in names:
            found.add(number)
    return found
