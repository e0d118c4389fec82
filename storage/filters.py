"""Which leads are wanted, in the terms of their columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Words = tuple[str, ...]
"""Folded words (see `storage.folding`), any of which will do; nothing is asked of the column without any."""


@dataclass(frozen=True)
class LeadFilter:
    """Leads that runs of `owner` delivered. What is None or empty is not asked; the rest must all hold.

    `runs` are those that delivered them, `known` tells whether the workspace knew them when a run found them
    (again). They were found first in the time from `since` to before `until`.
    """

    owner: str
    titles: Words = ()
    companies: Words = ()
    locations: Words = ()
    industries: Words = ()
    email: bool | None = None
    sources: tuple[str, ...] = ()
    runs: tuple[str, ...] | None = None
    known: bool | None = None
    since: datetime | None = None
    until: datetime | None = None


class LeadOrder(StrEnum):
    """In which order leads come; leads that are equal in it, by their ids."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    COMPANY = "company"


class LeadGroup(StrEnum):
    """What leads are counted by."""

    COMPANY = "company"
    LOCATION = "location"
    TITLE = "title"
    INDUSTRY = "industry"
    SOURCE = "source"


Bucket = tuple[datetime, datetime]
"""A stretch of time, its end not included."""
