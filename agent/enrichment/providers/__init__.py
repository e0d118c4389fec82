"""Providers: who knows addresses. Adding one is one file and one line here, and its price in prices.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agent.enrichment.provider import Kind, Provider, Verifier
from agent.enrichment.providers.apollo import APOLLO
from agent.enrichment.providers.generic_inbox import GENERIC_INBOX
from agent.enrichment.providers.hunter import HUNTER
from agent.enrichment.providers.permutations import PERMUTATIONS
from agent.enrichment.providers.prospeo import PROSPEO
from agent.enrichment.providers.serper import SERPER
from agent.enrichment.providers.snov import SNOV
from agent.enrichment.providers.website import WEBSITE
from agent.enrichment.providers.zerobounce import ZEROBOUNCE

PROVIDERS: tuple[Kind[Provider], ...] = (
    HUNTER,
    APOLLO,
    WEBSITE,
    SERPER,
    SNOV,
    PROSPEO,
    PERMUTATIONS,
    GENERIC_INBOX,
)
"""The usual order. What is shared stays last, whatever a workspace prefers."""
VERIFIER: Kind[Verifier] = ZEROBOUNCE
KINDS: Mapping[str, Kind[Any]] = {kind.name: kind for kind in (*PROVIDERS, VERIFIER)}
KEYED: tuple[Kind[Any], ...] = tuple(kind for kind in KINDS.values() if kind.fields)
"""Those that need a key."""
