"""The status line of a thread ("Leadsmith is …"): gone after two minutes, or when the app posts."""

from __future__ import annotations

from dataclasses import dataclass

from bot import limits
from bot.sandbox.clock import Clock


@dataclass(frozen=True)
class Status:
    """What the app is doing in a thread."""

    text: str
    loading_messages: tuple[str, ...]
    at: float


class Statuses:
    """One status a thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._shown: dict[tuple[str, str], Status] = {}

    def set(self, channel: str, thread_ts: str, text: str, loading_messages: tuple[str, ...] = ()) -> None:
        self._shown = {place: shown for place, shown in self._shown.items() if self._lives(shown)}
        if text:
            self._shown[channel, thread_ts] = Status(text, loading_messages, self._clock.now().timestamp())
        else:
            self.clear(channel, thread_ts)

    def clear(self, channel: str, thread_ts: str) -> None:
        self._shown.pop((channel, thread_ts), None)

    def of(self, channel: str, thread_ts: str) -> Status | None:
        status = self._shown.get((channel, thread_ts))
        return status if status and self._lives(status) else None

    def _lives(self, status: Status) -> bool:
        return self._clock.now().timestamp() - status.at <= limits.STATUS_SECONDS
