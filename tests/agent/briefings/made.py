"""Facts for tests: a quiet morning in Berlin, changed by keyword."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from agent.briefings.facts import EndedFact, Facts, PlanFact, PlaybookFact
from agent.execution.alerting import Stopped
from agent.execution.executor import Failure

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""A Tuesday, 09:00 in Berlin."""
DAY = timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")
PLAN = PlanFact("p1", "U1", "CFOs in Texas", NOW + DAY)
ENDED = EndedFact("r1", "U1", "Marketing managers in Berlin", 50, 38)
STOPPED = Stopped("r2", "U1", "CFOs in Texas", 2, "LinkedIn Search Export", Failure.RATE_LIMIT, 20)
PLAYBOOK = PlaybookFact("p9", "Weekly CFOs", "find 50 CFOs in Texas", NOW - 9 * DAY)


def facts(**changes: Any) -> Facts:
    values: dict[str, Any] = {"reader": "U1", "now": NOW, "since": NOW - DAY, "zone": BERLIN}
    return Facts(**values | changes)
