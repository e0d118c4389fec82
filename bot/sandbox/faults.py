"""Faults on demand: what can go wrong between an app and Slack, asked for by a test or on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

_WINDOW = 5  # events, when no number is asked for
ANY = "*"
"""Every method of the Web API."""
DELIVERY = "delivery"
"""Stands where a method stands for what Slack sends to the app: an event, a click, a command."""


class FaultKind(StrEnum):
    """How a call fails."""

    RATE_LIMITED = "429"
    SERVER_ERROR = "500"
    UNAVAILABLE = "503"
    TIMEOUT = "timeout"
    DROPPED = "dropped"


@dataclass
class Fault:
    """The next `times` calls of `method` fail, before or after their effect (the answer is lost)."""

    method: str
    kind: FaultKind
    after: bool = False
    times: int = 1
    retry_after: int = 1

    def __str__(self) -> str:
        return f"{self.kind.value} {'after' if self.after else 'before'} its effect"


@dataclass
class Faults:
    """What is to go wrong next.

    `copies` is how often every event and interaction is delivered, `latency` how many seconds every call
    waits, `reorder` how many events are held together and delivered in another order, `skew` how many
    seconds the clock is off that signs requests to the app.
    """

    copies: int = 1
    latency: float = 0.0
    reorder: int = 0
    skew: int = 0
    hang_seconds: float = 30.0
    planned: list[Fault] = field(default_factory=list)
    _each: Fault | None = None
    _failed: set[str] = field(default_factory=set)

    def fail(
        self,
        method: str = ANY,
        kind: FaultKind = FaultKind.SERVER_ERROR,
        *,
        times: int = 1,
        after: bool = False,
        retry_after: int = 1,
    ) -> None:
        self.planned.append(Fault(method, FaultKind(kind), after, times, retry_after))

    def fail_each_method_once(
        self, kind: FaultKind = FaultKind.SERVER_ERROR, *, after: bool = False, retry_after: int = 1
    ) -> None:
        self._each = Fault(ANY, FaultKind(kind), after, 1, retry_after)
        self._failed.clear()

    def clear(self) -> None:
        self.copies, self.latency, self.reorder, self.skew, self._each = 1, 0.0, 0, 0, None
        self.planned.clear()

    def state(self) -> dict[str, Any]:
        """What is asked for at the moment, as JSON."""
        planned = [asdict(fault) for fault in self.planned]
        settings = {
            "copies": self.copies,
            "latency": self.latency,
            "reorder": self.reorder,
            "skew": self.skew,
        }
        return settings | {"planned": planned}

    def change(self, body: Mapping[str, Any]) -> None:
        """Ask for something else: what `body` does not name stays, unless it says to clear first."""
        planned = [_planned(body)] if body.get("kind") else []
        settings = {name: read(body[name]) for name, read in _SETTINGS.items() if name in body}
        if body.get("clear"):
            self.clear()
        vars(self).update(settings)
        self.planned += planned

    def slowness(self) -> str:
        """What the log says of a call that waits."""
        return f"{self.latency:g} s slower" if self.latency else ""

    def take(self, method: str) -> Fault | None:
        """The fault that this call of `method` meets, if any; it is used up by that."""
        fault = self._next((method, ANY))
        if fault is None and self._each is not None and method not in self._failed:
            self._failed.add(method)
            return self._each
        return fault

    def take_delivery(self) -> Fault | None:
        """The fault that this delivery meets, if any; it is used up by that."""
        return self._next((DELIVERY,))

    def _next(self, methods: tuple[str, ...]) -> Fault | None:
        fault = next((f for f in self.planned if f.method in methods), None)
        if fault is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.planned.remove(fault)
        return fault


def _at_least(least: float, value: float) -> float:
    if not least <= value < float("inf"):
        raise ValueError(f"{value:g} is less than {least:g}")
    return value


def _planned(body: Mapping[str, Any]) -> Fault:
    method = str(body.get("method") or ANY)
    times = int(_at_least(1, int(body.get("times", 1))))
    retry_after = int(_at_least(0, int(body.get("retry_after", 1))))
    return Fault(method, FaultKind(str(body["kind"])), bool(body.get("after")), times, retry_after)


_SETTINGS: Mapping[str, Callable[[Any], float]] = {
    "copies": lambda value: int(_at_least(1, int(value))),
    "latency": lambda value: _at_least(0, float(value)),
    "reorder": lambda value: _WINDOW if value is True else int(_at_least(0, int(value))),
    "skew": int,
}
