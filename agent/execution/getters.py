"""How the columns of a mock result get their values: of the person, their career, or the company."""

from __future__ import annotations

from collections.abc import Callable

from agent.execution.finding import Finding
from agent.market.career import Career, career
from agent.market.companies import Company
from agent.market.people import Person

Getter = Callable[[Finding], str | None]


def of_person(get: Callable[[Person], str | None]) -> Getter:
    return lambda finding: get(finding.person) if finding.person else None


def of_career(get: Callable[[Career], str | None]) -> Getter:
    return of_person(lambda person: get(career(person)))


def of_employer(get: Callable[[Company], str | None]) -> Getter:
    return lambda finding: get(finding.employer) if finding.employer else None
