"""Instructions hidden for a machine reader: every kind from one table, with what must never be believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from agent.market.web.profiles import table

_PLACES = frozenset({"head", "start", "middle", "end"})


@dataclass(frozen=True)
class Injection:
    """One way to hide an instruction.

    `place` is where its markup goes: head, start, middle or end (of the visible content). `poison` are the
    strings that only the instruction says: whatever holds one of them was made by believing it.
    """

    name: str
    place: str
    markup: str
    poison: tuple[str, ...]


@cache
def injections() -> Mapping[str, Injection]:
    """Every kind, by its name."""
    content = table("injections.yaml")
    poison = tuple(content["poison"])
    kinds: dict[str, Injection] = {}
    for name, row in content["kinds"].items():
        if row["place"] not in _PLACES:
            raise ValueError(f"injections.yaml: {name} is placed {row['place']}, which is no place.")
        kinds[name] = Injection(name, row["place"], row["markup"].replace("{said}", content["said"]), poison)
    return MappingProxyType(kinds)
