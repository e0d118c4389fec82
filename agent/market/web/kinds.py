"""The kinds of pages that a site may have, and which facts stand on which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """A kind of page; its value is also the path that always leads to it."""

    HOME = ""
    ABOUT = "about"
    CONTACT = "contact"
    TEAM = "team"
    PRICING = "pricing"
    CAREERS = "careers"
    CASES = "case-studies"
    CASE = "case-study"
    INTEGRATIONS = "integrations"
    LOCATIONS = "locations"


FACTS: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        Kind.HOME: frozenset({"name", "language", "industry", "buyer_titles", "linkedin_url"}),
        Kind.ABOUT: frozenset(
            {"employees", "size_band", "founded", "headquarters", "annual_spend", "industry", "buyer_titles"}
        ),
        Kind.CONTACT: frozenset({"headquarters", "phone", "inbox"}),
        Kind.TEAM: frozenset({"people", "emails"}),
        Kind.PRICING: frozenset({"pricing"}),
        Kind.CAREERS: frozenset({"open_roles", "technologies"}),
        Kind.CASES: frozenset({"case_studies"}),
        Kind.CASE: frozenset({"case_studies"}),
        Kind.INTEGRATIONS: frozenset({"integrations"}),
        Kind.LOCATIONS: frozenset({"places", "sites"}),
    }
)
"""Fields of a truth, by the page that states them."""
