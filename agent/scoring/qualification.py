"""Whether a lead is worth a message (seeds/004): enough is known of it, whatever it is scored by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agent.scoring.facts import Facts
from agent.scoring.profile import Profile
from agent.scoring.score import score

THRESHOLD = 45
"""Of completeness with its usual weights."""
NEEDED = 2
SOURCES: Mapping[str, str] = {
    "linkedin": "a LinkedIn profile",
    "website": "a website",
    "company_info": "company information",
    "social": "social profiles",
}
"""So many of these a qualified lead has."""
ENRICHMENT = ("linkedin", "recent_activity", "company_info", "industry", "employees", "interests")
"""Name, e-mail, company and title alone reach the threshold, so one of these has to be there as well."""
_USUAL = Profile.usual()


@dataclass(frozen=True)
class Qualification:
    """Whether a lead is qualified, and what it lacks if it is not."""

    lacks: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.lacks


def qualify(facts: Facts) -> Qualification:
    """Name and e-mail, two of four sources, the threshold, and something beyond the basics."""
    lacks = [words for name, words in (("name", "a name"), ("email", "an e-mail")) if not facts.has(name)]
    known = {name for name in SOURCES if facts.has(name)}
    if facts.has("industry") or facts.has("employees"):
        known.add("company_info")
    if len(known) < NEEDED:
        others = " or ".join(words for name, words in SOURCES.items() if name not in known)
        lacks.append(f"{'one' if known else 'two'} of: {others}")
    if not any(facts.has(name) for name in ENRICHMENT):
        lacks.append("something beyond name, e-mail, company and title")
    reached = score(facts, _USUAL).score
    if reached < THRESHOLD:
        lacks.append(f"{THRESHOLD - reached} points of completeness")
    return Qualification(tuple(lacks))
