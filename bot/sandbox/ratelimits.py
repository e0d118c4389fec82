"""Slack's rate limits: about a post a second a conversation, with a short burst allowed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot import limits


@dataclass(frozen=True)
class Rate:
    """So many calls a second, and so many at once."""

    per_second: float
    burst: int


POSTING = Rate(limits.POSTS_PER_SECOND, limits.POST_BURST)
EDITING = Rate(limits.POSTS_PER_SECOND, 50)  # tier 3: 50 a minute and more

RATES = {
    "chat.postMessage": POSTING,
    "chat.postEphemeral": POSTING,
    "chat.startStream": POSTING,
    "chat.update": EDITING,
}


@dataclass
class _Bucket:
    tokens: float
    at: float


class RateLimits:
    """A token bucket for each method and conversation. They run on real time, not on the clock."""

    def __init__(self, *, enabled: bool = True, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.enabled = enabled
        self._monotonic = monotonic
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def wait(self, method: str, channel: str) -> int:
        """Seconds to wait before this call; 0 takes a token."""
        rate = RATES.get(method)
        if rate is None or not self.enabled:
            return 0
        now = self._monotonic()
        bucket = self._buckets.setdefault((method, channel), _Bucket(rate.burst, now))
        bucket.tokens = min(rate.burst, bucket.tokens + (now - bucket.at) * rate.per_second)
        bucket.at = now
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return 0
        return math.ceil((1 - bucket.tokens) / rate.per_second)
