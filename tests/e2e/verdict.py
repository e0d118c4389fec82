"""What is wrong with a journey, compared with one that nothing disturbed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from tests.e2e.journey import Journey


def faults(journey: Journey, calm: Journey) -> list[str]:
    """A sentence for each difference that a death must not make."""
    return [*_different(journey, calm), *_in_slack(journey)]


def _different(journey: Journey, calm: Journey) -> Iterator[str]:
    for field in dataclasses.fields(journey.outcome):
        found, expected = getattr(journey.outcome, field.name), getattr(calm.outcome, field.name)
        if found != expected:
            yield f"{field.name}: {str(found)[:300]} instead of {str(expected)[:300]}"


def _in_slack(journey: Journey) -> Iterator[str]:
    if journey.kinds != {"plan": 1, "run": 1, "file": 1}:
        yield f"the thread shows {dict(journey.kinds)}"
    if journey.card_moved:
        yield "the run went on in another message than the one that carried Run"
    if journey.violations:
        yield f"Slack refused {journey.violations} calls"
