"""Presets: which signals count, how much, and from where on a lead is high or medium."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from storage.models import Tier


class Preset(StrEnum):
    """What leads are scored by."""

    COMPLETENESS = "completeness"
    EVIDENCE = "evidence"
    SAVINGS = "savings"


@dataclass(frozen=True)
class Recipe:
    """One preset: signals with their usual weights, which sum to 100, and the floors of its tiers."""

    preset: Preset
    name: str
    what: str
    weights: Mapping[str, int]
    high: int
    medium: int

    def tier(self, score: int) -> Tier:
        """The tier of a score on 0–100."""
        if score >= self.high:
            return Tier.HIGH
        return Tier.MEDIUM if score >= self.medium else Tier.LOW


COMPLETENESS = Recipe(
    Preset.COMPLETENESS,
    "Completeness",
    "how much is known of the person",
    {
        "name": 10,
        "email": 10,
        "company": 15,
        "title": 10,
        "linkedin": 20,
        "recent_activity": 15,
        "company_info": 10,
        "interests": 10,
    },
    high=70,
    medium=45,
)
"""seeds/004. It has one threshold, 45, which is medium here; high is 001's."""
EVIDENCE = Recipe(
    Preset.EVIDENCE,
    "Evidence",
    "what the company shows of itself",
    {
        "evidence_types": 15,
        "integrations": 35,
        "buyer_titles": 20,
        "open_roles": 5,
        "pricing_page": 15,
        "case_studies": 10,
    },
    high=70,
    medium=50,
)
"""seeds/002; its A, B and C are high, medium and low."""
SAVINGS = Recipe(
    Preset.SAVINGS,
    "Savings",
    "what the company could save",
    {"recovery": 40, "industry": 25, "multisite": 20, "data_quality": 15},
    high=70,
    medium=40,
)
"""seeds/001."""
RECIPES: tuple[Recipe, ...] = (COMPLETENESS, EVIDENCE, SAVINGS)
"""The first is what leads are scored by where nobody chose."""


def recipe_of(preset: Preset) -> Recipe:
    """The recipe of a preset."""
    return next(recipe for recipe in RECIPES if recipe.preset is preset)
