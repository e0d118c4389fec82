"""Which leads are wanted, in the terms of their columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.models.lead import Decision, Tier

Words = tuple[str, ...]
"""Folded words (see `storage.folding`), any of which will do; nothing is asked of the column without any."""


@dataclass(frozen=True)
class LeadFilter:
    """Leads that runs and files of `owner` brought. What is None or empty is not asked; the rest must hold.

    `runs` are those that delivered them. `known` tells whether the workspace knew them when a run or file
    brought them (again), `qualified` whether enough is known of them for a message (seeds/004), `blocked`
    whether they must not be contacted. They were found first in the time from `since` to before `until`, and
    likewise decided over. Without an owner, leads of anybody's runs are meant.
    """

    owner: str | None
    titles: Words = ()
    companies: Words = ()
    locations: Words = ()
    industries: Words = ()
    email: bool | None = None
    qualified: bool | None = None
    sources: tuple[str, ...] = ()
    runs: tuple[str, ...] | None = None
    known: bool | None = None
    blocked: bool | None = None
    tiers: tuple[Tier, ...] = ()
    decisions: tuple[Decision, ...] = ()
    decided_since: datetime | None = None
    decided_until: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None


class LeadOrder(StrEnum):
    """In which order leads come; leads that are equal in it, by their ids."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    COMPANY = "company"
    SCORE = "score"


class LeadGroup(StrEnum):
    """What leads are counted by."""

    COMPANY = "company"
    LOCATION = "location"
    TITLE = "title"
    INDUSTRY = "industry"
    SOURCE = "source"


Bucket = tuple[datetime, datetime]
"""A stretch of time, its end not included."""
