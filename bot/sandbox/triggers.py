"""Trigger ids and response URLs: short-lived permissions that an interaction hands to the app."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from bot import limits
from bot.sandbox.clock import Clock
from bot.sandbox.errors import SlackError
from bot.sandbox.recent import forget_oldest

_KEPT = 5_000


@dataclass
class Trigger:
    """May open one modal for one person, soon."""

    user: str
    at: float
    view_id: str | None = None
    channel: str | None = None
    used: bool = False


class Triggers:
    """Every trigger id handed out."""

    def __init__(self, clock: Clock, *, seconds: float = limits.TRIGGER_SECONDS) -> None:
        self._clock = clock
        self._seconds = seconds
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str, view_id: str | None = None, *, channel: str | None = None) -> str:
        trigger_id = f"{secrets.randbelow(10**10)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = Trigger(user, self._clock.now().timestamp(), view_id, channel)
        forget_oldest(self._issued, _KEPT)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._clock.now().timestamp() - trigger.at > self._seconds:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger


@dataclass
class ResponseUrl:
    """Where an app may answer an interaction later: 5 times within 30 minutes."""

    user: str
    channel: str
    at: float
    message_ts: str | None = None
    ephemeral: bool = False
    thread_ts: str | None = None
    uses: int = 0


class ResponseUrls:
    """Every response URL handed out, by its secret part."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, user: str, channel: str, **about: Any) -> str:
        token = secrets.token_urlsafe(18)
        self._issued[token] = ResponseUrl(user, channel, self._clock.now().timestamp(), **about)
        forget_oldest(self._issued, _KEPT)
        return token

    def use(self, token: str) -> ResponseUrl:
        issued = self._issued.get(token)
        if issued is None or self._clock.now().timestamp() - issued.at > limits.RESPONSE_URL_SECONDS:
            raise SlackError("expired_url")
        if issued.uses >= limits.RESPONSE_URL_USES:
            raise SlackError("used_url")
        issued.uses += 1
        return issued
