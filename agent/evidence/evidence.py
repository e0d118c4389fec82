"""One piece of evidence: a value of a signal, where it stands, and the words that say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from agent.pages.page import Page

SNIPPET = 200
"""Characters of a snippet at most."""


class Signal(StrEnum):
    """What is looked for. A value is in English where there is a word for it, else as the page has it."""

    INDUSTRY = "industry"
    EMPLOYEES = "employees"
    PLACE = "place"
    TECH = "technology"
    BUYER = "buyer"
    ROLE = "open_role"
    PRICING = "pricing"
    CASE = "case_study"
    PERSON = "person"
    EMAIL = "email"
    PHONE = "phone"
    LINKEDIN = "linkedin"


SINGLE = frozenset({Signal.INDUSTRY, Signal.EMPLOYEES, Signal.PRICING, Signal.LINKEDIN})
"""Signals of which a company has one value: the one that is best founded."""


class Evidence(BaseModel):
    """A value and its source. `weight` (0–1) says how well it is founded, beside others of its signal.

    A person's value is the name, with the title, and the e-mail address and profile that stand beside it.
    """

    model_config = ConfigDict(frozen=True)

    signal: Signal
    value: str
    url: str
    snippet: str = Field(max_length=SNIPPET)
    weight: float = 0.5
    title: str = ""
    email: str = ""
    profile: str = ""


@dataclass(frozen=True)
class Site:
    """Whose pages these are: the domain, and the company's name, as far as it is known."""

    domain: str
    name: str = ""


Extractor = Callable[[Page, Site], Iterator[Evidence]]
"""Finds a signal on a page of a site."""


def found(  # what a piece of evidence is made of
    signal: Signal, value: str, page: Page, said: str, weight: float = 0.5, **person: str
) -> Evidence:
    """A piece of evidence from a page, its snippet cut to size."""
    snippet = said if len(said) <= SNIPPET else f"{said[: SNIPPET - 1].rstrip()}…"
    return Evidence(signal=signal, value=value, url=page.url, snippet=snippet, weight=weight, **person)


def of(signal: Signal, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The pieces of one signal."""
    return [each for each in evidence if each.signal is signal]
