"""Search URLs built from a goal, for a person to confirm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from urllib.parse import quote, quote_plus

from agent.planner.goal import Goal
from agent.planner.reading.languages import as_on_profiles
from agent.planner.reading.words import singular
from agent.planner.work import Origin

_LINKEDIN = "https://www.linkedin.com/search/results/people/?keywords="
_SALES_NAVIGATOR = "https://www.linkedin.com/sales/search/people?query=(keywords%3A"
_GOOGLE_MAPS = "https://www.google.com/maps/search/"


def linkedin_search(goal: Goal) -> str | None:
    """A LinkedIn people search for the goal's title, industry and place."""
    said = _keywords(goal)
    return f"{_LINKEDIN}{quote(said)}" if said else None


def sales_navigator_search(goal: Goal) -> str | None:
    """The same search in Sales Navigator."""
    said = _keywords(goal)
    return f"{_SALES_NAVIGATOR}{quote(quote(said), safe='')})" if said else None


def google_maps_search(goal: Goal) -> str | None:
    """A Google Maps search for the businesses of the goal, which need a place."""
    what = goal.local or goal.industry or (goal.titles[0] if goal.titles else None)
    if goal.place is None or what is None:
        return None
    return f"{_GOOGLE_MAPS}{quote_plus(f'{what} in {goal.place}')}"


BUILDERS: Mapping[str, Callable[[Goal], str | None]] = MappingProxyType(
    {
        "linkedinsearchurl": linkedin_search,
        "salesnavigatorsearchurl": sales_navigator_search,
        "googlemapssearchurl": google_maps_search,
    }
)
"""Inputs whose value can be built, and how."""


def _keywords(goal: Goal) -> str | None:
    """Words to search people by. A place alone would find everybody in it, so that is not enough."""
    if goal.origin not in {None, Origin.SEARCH, Origin.SALES_NAVIGATOR, Origin.RECRUITER}:
        return None
    who = " OR ".join(as_on_profiles(title) or singular(title) for title in goal.titles)
    parts = [who, goal.industry, *goal.companies]
    said = " ".join(part for part in (*parts, goal.place) if part)
    return said if any(parts) else None
