"""What shapes are made of: rules for fields, shapes of rules, a look that collects what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class Surface(StrEnum):
    """Where blocks are shown."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"


EVERYWHERE = frozenset(Surface)
MESSAGES = frozenset({Surface.MESSAGE})
MODALS = frozenset({Surface.MODAL})
NOT_MODALS = EVERYWHERE - MODALS
NOT_HOME = EVERYWHERE - {Surface.HOME}
NOT_MESSAGES = EVERYWHERE - MESSAGES


@dataclass
class Inspection:
    """One look over a payload."""

    surface: Surface
    problems: list[str] = field(default_factory=list)

    def say(self, at: str, problem: str) -> None:
        self.problems.append(f"{problem} [json-pointer:{at}]")


class Check(Protocol):
    """Looks at one value."""

    def examine(self, value: Any, at: str, look: Inspection) -> None: ...


@dataclass(frozen=True)
class Rule:
    """A field of an object and what may stand in it."""

    name: str
    required: bool = field(default=False, kw_only=True)

    def apply(self, node: Mapping[str, Any], at: str, look: Inspection) -> None:
        value = node.get(self.name)
        if value is not None:
            self.examine(value, f"{at}/{self.name}", look)
        elif self.required:
            look.say(at, f"missing required field: {self.name}")

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        """Anything may stand here."""


def check_length(text: str, at: str, look: Inspection, *, minimum: int, maximum: int | None) -> None:
    if len(text) < minimum:
        look.say(at, f"must be more than {minimum - 1} characters")
    if maximum is not None and len(text) > maximum:
        look.say(at, f"must be less than {maximum + 1} characters")


@dataclass(frozen=True)
class Text:
    """A string on its own."""

    maximum: int | None = None
    minimum: int = 1
    pattern: str | None = None

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        if not isinstance(value, str):
            look.say(at, "must provide a string")
            return
        check_length(value, at, look, minimum=self.minimum, maximum=self.maximum)
        if self.pattern is not None and re.fullmatch(self.pattern, value) is None:
            look.say(at, f"must match {self.pattern}")


@dataclass(frozen=True)
class OneOf:
    """One of a few words on its own."""

    words: tuple[str, ...]

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        if value not in self.words:
            look.say(at, "must be a valid enum value")


@dataclass(frozen=True)
class Str(Rule):
    """A string."""

    maximum: int | None = None
    minimum: int = field(default=1, kw_only=True)
    pattern: str | None = field(default=None, kw_only=True)

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        Text(self.maximum, self.minimum, self.pattern).examine(value, at, look)


@dataclass(frozen=True)
class Flag(Rule):
    """True or false."""

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        if not isinstance(value, bool):
            look.say(at, "must provide a boolean")


@dataclass(frozen=True)
class Whole(Rule):
    """A whole number within bounds."""

    minimum: int = 0
    maximum: int | None = None

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            look.say(at, "must provide a number")
        elif value < self.minimum:
            look.say(at, f"must be greater than or equal to {self.minimum}")
        elif self.maximum is not None and value > self.maximum:
            look.say(at, f"must be less than or equal to {self.maximum}")


@dataclass(frozen=True)
class Number(Rule):
    """Any number; some must be above a bound."""

    above: float | None = None

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            look.say(at, "must provide a number")
        elif self.above is not None and value <= self.above:
            look.say(at, f"must be greater than {self.above:g}")


@dataclass(frozen=True)
class Choice(Rule):
    """One of a few words."""

    words: tuple[str, ...]

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        OneOf(self.words).examine(value, at, look)


@dataclass(frozen=True)
class Nested(Rule):
    """Something with a check of its own."""

    check: Check

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        self.check.examine(value, at, look)


@dataclass(frozen=True)
class Items(Rule):
    """A list, every item of which has a check of its own."""

    check: Check
    maximum: int | None = None
    minimum: int = field(default=1, kw_only=True)

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        if not isinstance(value, list):
            look.say(at, "must provide an array")
            return
        if len(value) < self.minimum:
            look.say(at, f"no less than {self.minimum} items required")
        if self.maximum is not None and len(value) > self.maximum:
            look.say(at, f"no more than {self.maximum} items allowed")
        for index, item in enumerate(value):
            self.check.examine(item, f"{at}/{index}", look)


Also = Callable[[Mapping[str, Any], str, Inspection], None]


class Shape:
    """An object: its fields, and what must hold between them."""

    def __init__(
        self, *rules: Rule, also: Also | None = None, surfaces: frozenset[Surface] = EVERYWHERE
    ) -> None:
        self._rules = rules
        self._names = {rule.name for rule in rules} | {"type"}
        self._also = also
        self._surfaces = surfaces

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        if not isinstance(value, dict):
            look.say(at, "must provide an object")
            return
        if look.surface not in self._surfaces:
            look.say(f"{at}/type", f"unsupported type: {value.get('type')}")
            return
        for name in sorted(value.keys() - self._names):
            look.say(at, f"invalid additional property: {name}")
        for rule in self._rules:
            rule.apply(value, at, look)
        if self._also is not None:
            self._also(value, at, look)


class Variants:
    """An object whose `type` says which shape it has."""

    def __init__(self, shapes: Mapping[str, Check]) -> None:
        self.shapes = shapes

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        if not isinstance(value, dict):
            look.say(at, "must provide an object")
            return
        kind = value.get("type")
        if kind is None:
            look.say(at, "missing required field: type")
        elif not isinstance(kind, str) or kind not in self.shapes:
            look.say(f"{at}/type", f"unsupported type: {kind}")
        else:
            self.shapes[kind].examine(value, at, look)
