"""Who may be asked in a run, and who not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agent.enrichment.line import retry_after
from agent.enrichment.standing import FAILURES, OPEN_FOR, Circumstances, Closed, breaks
from storage.models import LookupOutcome

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
BROKEN, FOUND = LookupOutcome.BROKEN, LookupOutcome.FOUND


def around(**changes: Any) -> Circumstances:
    values: dict[str, Any] = {
        "keys": {"hunter"},
        "skipped": set(),
        "left_out": (),
        "failed": {},
        "lately": {},
        "now": NOW,
    }
    return Circumstances(**values | changes)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"keys": set()}, Closed.NO_KEY),
        ({"skipped": {"hunter"}}, Closed.SKIPPED),
        ({"left_out": ("hunter",)}, Closed.LEFT_OUT),
        ({"failed": {"hunter": LookupOutcome.REFUSED}}, Closed.REFUSED),
        ({"failed": {"hunter": LookupOutcome.OUT_OF_CREDIT}}, Closed.OUT_OF_CREDIT),
        ({"failed": {"hunter": LookupOutcome.THROTTLED}}, Closed.THROTTLED),
        ({"failed": {"apollo": LookupOutcome.THROTTLED}}, None),
        ({"lately": {"hunter": [(BROKEN, NOW)] * FAILURES}}, Closed.BREAKER),
    ],
)
def test_there_is_a_reason_for_everybody_who_is_not_asked(
    changes: dict[str, Any], reason: Closed | None
) -> None:
    assert around(**changes).closed("hunter", needs_key=True) is reason


def test_pages_are_read_where_something_reads_them() -> None:
    assert around().closed("website", needs_key=False, reads_pages=True) is Closed.NO_READER
    assert around(reads_pages=True).closed("website", needs_key=False, reads_pages=True) is None


def test_three_failures_close_a_provider_for_five_minutes() -> None:
    failures = [(BROKEN, NOW - timedelta(seconds=each)) for each in range(FAILURES)]
    assert breaks(failures, NOW)
    assert not breaks(failures[:-1], NOW)
    assert not breaks([(FOUND, NOW), *failures], NOW)
    assert not breaks(failures, NOW + OPEN_FOR)
    assert (3, timedelta(seconds=300)) == (FAILURES, OPEN_FOR)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("Sat, 21 Nov 2026 09:30:30 GMT", 30.0),
        ("Sat, 21 Nov 2020 09:30:30 GMT", 0.0),
        ("soon", None),
        (None, None),
    ],
)
def test_a_vendor_says_when_to_come_again(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds
