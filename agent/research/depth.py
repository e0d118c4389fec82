"""How thorough a research is: quick, standard or deep (004)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from agent.evidence.visiting import WHOLE_SITE


class Depth(StrEnum):
    """How much is read."""

    QUICK = "quick"
    STANDARD = "standard"
    DEEP = "deep"


PAGES: Mapping[Depth, int] = MappingProxyType({Depth.QUICK: 2, Depth.STANDARD: 4, Depth.DEEP: WHOLE_SITE})
"""Pages of a site at most; a deep one reads all that tell something. domain.md (004) names no number."""
DEEPER: Mapping[Depth, Depth] = MappingProxyType({Depth.QUICK: Depth.STANDARD, Depth.STANDARD: Depth.DEEP})
"""What comes after; nothing is deeper than deep."""
