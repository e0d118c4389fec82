"""Which providers may be asked in a run, and why not the others: pure, from what they answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage.models import LookupOutcome

FAILURES = 3
OPEN_FOR = timedelta(seconds=300)
"""So many failures one after the other within this time close a provider to its workspace."""
CLOSING = frozenset({LookupOutcome.REFUSED, LookupOutcome.OUT_OF_CREDIT, LookupOutcome.THROTTLED})
"""Who answers so is not asked again in that run."""


class Closed(StrEnum):
    """Why a provider is not asked."""

    NO_KEY = "no_key"
    SKIPPED = "skipped"
    LEFT_OUT = "left_out"
    NO_READER = "no_reader"
    NO_VERIFIER = "no_verifier"
    REFUSED = "refused"
    OUT_OF_CREDIT = "out_of_credit"
    THROTTLED = "throttled"
    BREAKER = "breaker"


@dataclass(frozen=True)
class Circumstances:
    """What decides over all providers: of the workspace, of the run, and what they answered lately.

    `failed` holds the closing answers of this run; `lately` what each answered in the workspace of late, with
    the times, newest first.
    """

    keys: Collection[str]
    skipped: Collection[str]
    left_out: Collection[str]
    failed: Mapping[str, LookupOutcome]
    lately: Mapping[str, Sequence[tuple[LookupOutcome, datetime]]]
    now: datetime
    reads_pages: bool = False

    def closed(self, name: str, *, needs_key: bool, reads_pages: bool = False) -> Closed | None:
        """Why this one is not asked; None when it is."""
        if needs_key and name not in self.keys:
            return Closed.NO_KEY
        if reads_pages and not self.reads_pages:
            return Closed.NO_READER
        if name in self.skipped:
            return Closed.SKIPPED
        if name in self.left_out:
            return Closed.LEFT_OUT
        if name in self.failed:
            return Closed(self.failed[name].value)
        return Closed.BREAKER if breaks(self.lately.get(name, ()), self.now) else None


def breaks(lately: Sequence[tuple[LookupOutcome, datetime]], now: datetime) -> bool:
    """Whether the newest answers are all failures, and none of them is long ago."""
    newest = list(lately[:FAILURES])
    return len(newest) == FAILURES and all(
        outcome is LookupOutcome.BROKEN and now - at < OPEN_FOR for outcome, at in newest
    )
