"""The log of every call and delivery with its verdict: a ring on disk, with credentials masked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot.sandbox.clock import Clock
from bot.sandbox.database import temporary
from bot.sandbox.delivery.route import Kind, Parcel, Payload
from bot.sandbox.errors import NotAnsweredError
from bot.sandbox.masking import masked

RING = 5_000
_TABLE = "CREATE TABLE entry (number INTEGER PRIMARY KEY, name TEXT, verdict TEXT, body TEXT)"


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
        self._count = 0
        self._ring = temporary(_TABLE)
        self.violations: list[Violation] = []

    @property
    def entries(self) -> list[Entry]:
        return [Entry(**row) for row in self.rows(RING)]

    @contextmanager
    def call(self, method: str, arguments: Payload, fault: str = "") -> Iterator[Entry]:
        yield from self._timed(Entry(self._now(), "call", method, masked(arguments), fault=fault))

    @contextmanager
    def delivery(self, parcel: Parcel) -> Iterator[Entry]:
        payload = masked(parcel.payload)
        yield from self._timed(Entry(self._now(), "delivery", _name(parcel), payload, fault=parcel.fault))

    def _timed(self, entry: Entry) -> Iterator[Entry]:
        number = self._count = self._count + 1
        self._keep(number, entry)
        try:
            yield entry
        except NotAnsweredError as error:
            entry.verdict = f"not answered: {error}"
            raise
        finally:
            entry.seconds = round(self._now() - entry.at, 3)
            entry.verdict += f" (fault: {entry.fault})" if entry.fault else ""
            self._keep(number, entry)

    def _keep(self, number: int, entry: Entry) -> None:
        """Write an entry in its place; the one before it by a whole ring goes."""
        row = (number, entry.name, entry.verdict, json.dumps(asdict(entry), default=str))
        self._ring.execute("REPLACE INTO entry VALUES (?, ?, ?, ?)", row)
        self._ring.execute("DELETE FROM entry WHERE number <= ?", [number - RING])

    def violation(self, method: str, error: str, messages: tuple[str, ...], arguments: Payload) -> None:
        self.violations.append(Violation(method, error, messages, masked(arguments)))
        del self.violations[:-RING]

    def rows(self, last: int = 200, *, name: str = "", verdict: str = "") -> list[dict[str, Any]]:
        """The last entries, oldest first; only those of a name, or whose verdict begins so, if asked for."""
        found = self._ring.execute(
            "SELECT body FROM entry WHERE ?1 IN (name, '') AND substr(verdict, 1, length(?2)) = ?2 "
            "ORDER BY number DESC LIMIT ?3",
            (name, verdict, last),
        )
        return [json.loads(row[0]) for row in found][::-1]

    def close(self) -> None:
        self._ring.close()

    def clear(self) -> None:
        self._ring.execute("DELETE FROM entry")
        self.violations.clear()

    def _now(self) -> float:
        return self._clock.now().timestamp()


def _name(parcel: Parcel) -> str:
    if parcel.kind is Kind.COMMAND:
        return str(parcel.payload["command"])
    name = str(parcel.payload.get("event", parcel.payload).get("type", parcel.kind.value))
    return f"{name} (retry {parcel.attempt})" if parcel.attempt else name
