"""Slack's rate limits: so many calls of a method a minute, and about a post a second a conversation."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot import limits

_MINUTE = 60.0


@dataclass(frozen=True)
class Tier:
    """How often a method may be called: by the app as a whole, or in each conversation."""

    per_minute: float
    burst: int
    each_channel: bool = False


# A tier promises its figure in any one minute, so all of it may come at once.
TIER_1 = Tier(limits.TIER_1, limits.TIER_1_BURST)
TIER_2 = Tier(limits.TIER_2, limits.TIER_2)
TIER_3 = Tier(limits.TIER_3, limits.TIER_3)
TIER_4 = Tier(limits.TIER_4, limits.TIER_4)
POSTING = Tier(limits.POSTS_PER_SECOND * _MINUTE, limits.POST_BURST, each_channel=True)
OFTEN = Tier(limits.TIER_SPECIAL, limits.TIER_SPECIAL)


@dataclass
class _Bucket:
    tokens: float
    at: float


class RateLimits:
    """A token bucket for each method, or each method in a conversation. They run on real time."""

    def __init__(self, *, enabled: bool = True, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.enabled = enabled
        self._monotonic = monotonic
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def wait(self, method: str, tier: Tier, channel: str = "") -> int:
        """Seconds to wait before this call, in `channel` if that counts; 0 takes a token."""
        if not self.enabled:
            return 0
        now, per_second = self._monotonic(), tier.per_minute / _MINUTE
        bucket = self._buckets.setdefault((method, channel), _Bucket(tier.burst, now))
        bucket.tokens = min(tier.burst, bucket.tokens + (now - bucket.at) * per_second)
        bucket.at = now
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return 0
        return math.ceil((1 - bucket.tokens) / per_second)

    def clear(self) -> None:
        """Forget what was called so far."""
        self._buckets.clear()
