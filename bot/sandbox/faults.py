"""Faults on demand: what can go wrong between an app and Slack, asked for by a test or on the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

ANY = "*"


class FaultKind(StrEnum):
    """How a call fails."""

    RATE_LIMITED = "429"
    SERVER_ERROR = "500"
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


@dataclass
class Faults:
    """What is to go wrong next. `copies` is how often every event and interaction is delivered."""

    copies: int = 1
    latency: float = 0.0
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
        self.copies, self.latency, self._each = 1, 0.0, None
        self.planned.clear()

    def take(self, method: str) -> Fault | None:
        """The fault that this call of `method` meets, if any; it is used up by that."""
        fault = next((f for f in self.planned if f.method in (method, ANY)), None)
        if fault is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.planned.remove(fault)
            return fault
        if self._each is not None and method not in self._failed:
            self._failed.add(method)
            return self._each
        return None
