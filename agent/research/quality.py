"""How good the data about somebody is: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from agent.evidence.evidence import Evidence, Signal
from agent.research.known import Known

PERSON: Mapping[str, int] = MappingProxyType(
    {"name": 10, "title": 10, "company": 10, "email": 15, "profile_url": 10}
)
COMPANY: Mapping[Signal, int] = MappingProxyType(
    {
        Signal.INDUSTRY: 8,
        Signal.EMPLOYEES: 8,
        Signal.PLACE: 6,
        Signal.PERSON: 5,
        Signal.TECH: 5,
        Signal.BUYER: 5,
        Signal.EMAIL: 2,
        Signal.PHONE: 2,
        Signal.LINKEDIN: 4,
    }
)
assert sum(PERSON.values()) + sum(COMPANY.values()) == 100  # noqa: S101, PLR2004 - the formula's own sum


def quality(known: Known, company: str, evidence: Sequence[Evidence]) -> int:
    """Data quality, 0–100: the sum of the points of what is known, each once, from whatever source.

    Of the person 55: name 10, title 10, company 10, e-mail address 15, LinkedIn profile 10.
    Of the company 45: industry 8, employees 8, a place 6, a person who works there 5, technologies 5, whom it
    sells to 5, its LinkedIn page 4, an e-mail address 2, a telephone number 2.

    Research that is about a company alone can reach the company's points and 10 for its name: 55, and is
    scaled to 100. The weights follow 004's (domain.md): a name and a title count as an interest or a
    company's facts do; profile and contact count most.
    """
    there = {each.signal for each in evidence}
    points = sum(value for signal, value in COMPANY.items() if signal in there)
    if not known.name:
        named = PERSON["company"] if company or known.company else 0
        return round((points + named) * 100 / (sum(COMPANY.values()) + PERSON["company"]))
    person = known.model_copy(update={"company": known.company or company, **found_of(known, evidence)})
    return points + sum(value for name, value in PERSON.items() if getattr(person, name))


def found_of(known: Known, evidence: Sequence[Evidence]) -> dict[str, str]:
    """What the evidence adds to what is known of the person: title, e-mail address, profile."""
    own = own_entry(known, evidence)
    if own is None:
        return {}
    added = {"title": own.title, "email": own.email, "profile_url": own.profile}
    return {name: value for name, value in added.items() if value and not getattr(known, name)}


def own_entry(known: Known, evidence: Sequence[Evidence]) -> Evidence | None:
    """What the company's pages say of the person themselves."""
    if not known.name:
        return None
    wanted = known.name.casefold().split()
    people = (each for each in evidence if each.signal is Signal.PERSON)
    return next((each for each in people if each.value.casefold().split() == wanted), None)
