"""What to search for: three to five variants of a profile, each with another of its sides in front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.icp.intake import Seed
from agent.icp.profile import Field, Profile

FEWEST, MOST = 3, 5
"""Variants (domain.md, 001)."""


def queries(profile: Profile, seeds: Sequence[Seed]) -> tuple[str, ...]:
    """The variants, the most telling first; where the profile says little, the customers' names help."""
    found = [" ".join(words.split()) for words in (*_of_profile(profile), *_of_seeds(seeds))]
    own = list(dict.fromkeys(each for each in _of_profile(profile)))
    wanted = max(FEWEST, min(MOST, len(own)))
    return tuple(dict.fromkeys(found))[:wanted]


def _of_profile(profile: Profile) -> Iterator[str]:
    industry, buyers = _values(profile, Field.INDUSTRY), _values(profile, Field.BUYER)
    places, tech = _values(profile, Field.PLACE), _values(profile, Field.TECHNOLOGY)
    first = industry[:1]
    if industry and buyers:
        yield f"{industry[0]} companies for {buyers[0]}"
    if industry and tech:
        yield f"{industry[0]} companies {' '.join(tech[:2])} integration"
    if industry:
        yield f"{industry[0]} companies"
    if len(buyers) > 1:
        yield f"{' '.join((*first, *buyers[:3]))}"
    for place in places[:2]:
        yield f"{' '.join((*first, *buyers[:1]))} companies {place}".strip()
    for other in industry[1:]:
        yield f"{other} companies {' '.join(buyers[:1])}"
    if tech and not industry:
        yield f"companies with {' '.join(tech[:3])}"


def _of_seeds(seeds: Sequence[Seed]) -> Iterator[str]:
    for seed in seeds:
        yield f"companies like {seed.name}"


def _values(profile: Profile, field: Field) -> list[str]:
    return [line.value for line in profile.of(field)]
