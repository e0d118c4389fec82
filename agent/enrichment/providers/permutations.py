"""Guesses: how companies usually form addresses. Worth nothing until a verifier has confirmed one."""

from __future__ import annotations

from agent.enrichment.provider import Kind, Provider, Tools
from agent.enrichment.spelling import parts_of
from agent.enrichment.wanted import Answer, Candidate, Wanted

_PATTERNS: tuple[tuple[str, int], ...] = (
    ("{first}.{last}", 30),
    ("{f}{last}", 20),
    ("{first}{last}", 12),
    ("{first}_{last}", 10),
    ("{last}.{first}", 8),
    ("{f}.{last}", 6),
)
"""The guess that a verifier confirms first counts. A first name alone would be anybody's."""


class Permutations:
    """Guesses from the name and the company's domain."""

    def __init__(self, _tools: Tools) -> None:
        pass

    async def find(self, person: Wanted) -> Answer:
        first, last = parts_of(person.first), parts_of(person.last)
        if not (person.domain and first and last):
            return Answer()
        named = {"first": "".join(first), "last": "".join(last), "f": first[0][0]}
        return Answer(
            tuple(
                Candidate(f"{pattern.format(**named)}@{person.domain}", sure) for pattern, sure in _PATTERNS
            )
        )

    async def check(self) -> None:
        """There is no account."""


PERMUTATIONS: Kind[Provider] = Kind(
    name="permutations",
    title="Likely spellings",
    url="",
    make=Permutations,
    again_free=True,
    guesses=True,
    most=6,
)
