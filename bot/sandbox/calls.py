"""The log of every call and delivery with its verdict: a ring, with credentials masked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot.sandbox.clock import Clock
from bot.sandbox.delivery.route import Kind, Parcel, Payload
from bot.sandbox.errors import NotAnsweredError
from bot.sandbox.masking import masked

RING = 5_000


@dataclass
class Entry:
    """One call of the app, or one delivery to it."""

    at: float
    direction: Literal["call", "delivery"]
    name: str
    request: Any
    answer: Any = None
    verdict: str = "pending"
    fault: str = ""
    seconds: float = 0.0

    def answered(self, answer: Any, verdict: str = "ok") -> None:
        self.answer = masked(answer)
        self.verdict = verdict


@dataclass(frozen=True)
class Violation:
    """A payload that Slack would have refused as wrong."""

    method: str
    error: str
    messages: tuple[str, ...]
    request: Any


class CallLog:
    """What went over the wire, newest last."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.entries: deque[Entry] = deque(maxlen=RING)
        self.violations: list[Violation] = []

    @contextmanager
    def call(self, method: str, arguments: Payload, fault: str = "") -> Iterator[Entry]:
        yield from self._timed(Entry(self._now(), "call", method, masked(arguments), fault=fault))

    @contextmanager
    def delivery(self, parcel: Parcel) -> Iterator[Entry]:
        payload = masked(parcel.payload)
        yield from self._timed(Entry(self._now(), "delivery", _name(parcel), payload, fault=parcel.fault))

    def _timed(self, entry: Entry) -> Iterator[Entry]:
        self.entries.append(entry)
        try:
            yield entry
        except NotAnsweredError as error:
            entry.verdict = f"not answered: {error}"
            raise
        finally:
            entry.seconds = round(self._now() - entry.at, 3)
            entry.verdict += f" (fault: {entry.fault})" if entry.fault else ""

    def violation(self, method: str, error: str, messages: tuple[str, ...], arguments: Payload) -> None:
        self.violations.append(Violation(method, error, messages, masked(arguments)))

    def rows(self, last: int = 200) -> list[dict[str, Any]]:
        return [asdict(entry) for entry in list(self.entries)[-last:]]

    def clear(self) -> None:
        self.entries.clear()
        self.violations.clear()

    def _now(self) -> float:
        return self._clock.now().timestamp()


def _name(parcel: Parcel) -> str:
    if parcel.kind is Kind.COMMAND:
        return str(parcel.payload["command"])
    name = str(parcel.payload.get("event", parcel.payload).get("type", parcel.kind.value))
    return f"{name} (retry {parcel.attempt})" if parcel.attempt else name
