"""How long the web takes: a delay for each page, the same in every process."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from statistics import NormalDist

from agent.market.chance import seed

_NORMAL = NormalDist()
_P95 = _NORMAL.inv_cdf(0.95)
_RANGE = 1 << 64
_LONGEST = 20.0
"""Seconds; a log-normal tail has no end of its own."""


@dataclass(frozen=True)
class Weather:
    """Delays with a log-normal spread: half of them below `median` seconds, 95 % below `p95`."""

    median: float = 0.3
    p95: float = 3.0
    seed: int = 1

    def delay(self, host: str, path: str, visit: int = 0) -> float:
        """Seconds until an answer begins; `visit` counts how often the page was asked for before."""
        share = (seed("weather", self.seed, host, path, visit) + 0.5) / _RANGE
        spread = log(self.p95 / self.median) / _P95
        return min(_LONGEST, self.median * exp(spread * _NORMAL.inv_cdf(share)))
