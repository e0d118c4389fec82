"""The platform that a goal names, in words or by a link, and where its people are then to be found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from agent.planner.reading.data import compiled, table
from agent.planner.work import Origin

ORIGINS: Mapping[str, Origin] = MappingProxyType(
    {
        "instagram": Origin.INSTAGRAM,
        "x": Origin.X,
        "facebook": Origin.FACEBOOK,
        "youtube": Origin.YOUTUBE,
        "tiktok": Origin.TIKTOK,
        "reddit": Origin.REDDIT,
        "product_hunt": Origin.PRODUCT_HUNT,
        "crunchbase": Origin.CRUNCHBASE,
        "yellow_pages": Origin.DIRECTORIES,
        "pages_jaunes": Origin.DIRECTORIES,
    }
)
"""Platforms that people of nowhere else are found on."""


def platform_of(text: str, urls: Mapping[str, str]) -> str | None:
    """The platform named, the most particular first."""
    for platform, names in table("limits")["platform_links"].items():
        if urls.keys() & set(names):
            return str(platform)
    return next((name for name, said in _platforms() if any(pattern.search(text) for pattern in said)), None)


@cache
def _platforms() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    return tuple((name, compiled(said)) for name, said in table("limits")["platforms"].items())
