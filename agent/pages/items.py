"""Things that a page's elements describe to machines, in microdata and RDFa, as JSON-LD would have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agent.pages.text import clean

_MOST = 400
"""Things of a page that are noted."""
_DEEPEST = 16
"""Things and properties within each other that are noted."""
_LONGEST = 200
_LINKS = frozenset({"sameas", "url"})
"""Properties whose value is where they lead."""


@dataclass
class _Element:
    """An open element: the thing that it begins, and the property that it gives to the thing around it."""

    thing: dict[str, Any] | None = None
    properties: tuple[str, ...] = ()
    owner: dict[str, Any] | None = None
    given: str | None = None
    said: list[str] = field(default_factory=list)


class Items:
    """Takes elements as they are entered and left, and what is said in them; those that nobody sees are none.

    The root has no element; each element is left in the order in which they nest.
    """

    def __init__(self) -> None:
        self._open: list[_Element] = []
        self._telling: list[_Element] = []
        self._things: list[dict[str, Any]] = []
        self._roots: list[dict[str, Any]] = []

    def enter(self, attributes: Mapping[str, str | None]) -> None:
        """An element begins."""
        kinds = attributes.get("itemtype") or attributes.get("typeof") or ""
        names = (attributes.get("itemprop") or attributes.get("property") or "").split()
        begins = bool(kinds) or "itemscope" in attributes
        if (not names and not begins) or len(self._telling) >= _DEEPEST:
            self._open.append(_NOTHING)
            return
        owner = self._things[-1] if self._things else None
        properties = tuple(each.rpartition(":")[2] for each in names)
        thing = {"@type": [each.rpartition(":")[2] for each in kinds.split()]} if begins else None
        given = attributes.get("content") or _target(attributes, properties)
        element = _Element(thing, properties, owner, given)
        self._open.append(element)
        self._telling.append(element)
        if thing is not None:
            self._things.append(thing)
            if (owner is None or not properties) and len(self._roots) < _MOST:
                self._roots.append(thing)

    def say(self, text: str) -> None:
        for each in self._telling:
            if each.properties:
                each.said.append(text)

    def leave(self) -> None:
        """The element that was entered last ends: its property is given to the thing around it."""
        if not self._open:
            return
        left = self._open.pop()
        if left is not _NOTHING:
            self._telling.pop()
        if left.thing is not None:
            self._things.pop()
        if left.owner is None:
            return
        value: Any = left.thing if left.thing is not None else left.given or clean("".join(left.said))
        for name in left.properties:
            if isinstance(value, dict) or 0 < len(value) <= _LONGEST:
                left.owner.setdefault(name, []).append(value)

    def done(self) -> list[dict[str, Any]]:
        """The things that are no part of another."""
        return self._roots


_NOTHING = _Element()
"""An element that says nothing to machines."""


def _target(attributes: Mapping[str, str | None], properties: tuple[str, ...]) -> str | None:
    """Where an element leads, if that is what its property is."""
    if any(each.lower() in _LINKS for each in properties):
        return attributes.get("href")
    return None
