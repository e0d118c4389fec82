"""What is known before a research begins, and where to look by it: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from agent.pages.urls import company_domain

MOST_STRATEGIES = 3
"""domain.md (004): the top three."""


class Strategy(StrEnum):
    """Where to look, best first (004): the profile, a search for the company, the company's site."""

    PROFILE = "profile"
    SEARCH = "search"
    SITE = "site"


class Known(BaseModel):
    """What is known of somebody, or of a company alone; empty where nothing is."""

    model_config = ConfigDict(frozen=True)

    name: str = ""
    title: str = ""
    company: str = ""
    email: str = ""
    website: str = ""
    profile_url: str = ""

    @property
    def domain(self) -> str:
        """The company's domain: of its website, else of the work address; empty for neither."""
        found = (company_domain(each) for each in (self.website, self.email) if each)
        return next((each for each in found if each), "")

    @property
    def subject(self) -> str:
        """Whom or what it is about, for people."""
        who = " at ".join(filter(None, (self.name, self.company)))
        return who or self.domain or self.website or self.email


def known_of(facts: Mapping[str, str]) -> Known:
    """What a lead's newest facts tell."""
    return Known(**{name: facts.get(name, "") for name in Known.model_fields})


def strategies(known: Known, offered: Iterable[Strategy]) -> tuple[Strategy, ...]:
    """The best three of those that there is a source for, and that what is known allows.

    A search is for the company's site, which is then read: one that is known is not searched for.
    """
    possible = {
        Strategy.PROFILE: bool(known.profile_url),
        Strategy.SEARCH: bool(known.company) and not known.domain,
        Strategy.SITE: bool(known.domain),
    }
    there = set(offered)
    return tuple(each for each in Strategy if each in there and possible[each])[:MOST_STRATEGIES]


def missing(known: Known) -> str:
    """What would have to be known, as a sentence; for what no strategy can be found."""
    who = known.name or known.company or "that lead"
    freemail = known.email and not known.domain
    why = (
        f"{known.email} is no company's address, and I know no website of theirs"
        if freemail
        else "I know neither a website nor a work e-mail address of theirs"
    )
    return (
        f"I can't research {who} yet: {why}. Name the company's site, for example: research acme.example. "
        "LinkedIn profiles are not available: no source for them is connected."
    )
