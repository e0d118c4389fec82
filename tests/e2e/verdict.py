"""What is wrong with a journey, compared with one that nothing disturbed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from tests.e2e.journey import Journey

UPLOADED = "answered: file #1"
"""The only instant after which something may be in Slack twice: the file, and nothing else."""


def faults(journey: Journey, calm: Journey) -> list[str]:
    """A sentence for each difference that a death must not make."""
    return [*_different(journey, calm), *_in_slack(journey)]


def _different(journey: Journey, calm: Journey) -> Iterator[str]:
    for field in dataclasses.fields(journey.outcome):
        found, expected = getattr(journey.outcome, field.name), getattr(calm.outcome, field.name)
        if found != expected:
            yield f"{field.name}: {str(found)[:300]} instead of {str(expected)[:300]}"


def _in_slack(journey: Journey) -> Iterator[str]:
    shown = journey.kinds
    if {kind: count for kind, count in shown.items() if kind != "file"} != {"plan": 1, "run": 1}:
        yield f"the thread shows {dict(shown)}"
    if not 1 <= shown["file"] <= 1 + uploads_lost(journey):
        yield f"{shown['file']} files"
    if journey.card_moved:
        yield "the run went on in another message than the one that carried Run"
    if journey.violations:
        yield f"Slack refused {journey.violations} calls"


def uploads_lost(journey: Journey) -> int:
    """How often it died between Slack's answer to the upload and our commit, as far as one can know.

    A death from outside counts when it came while the file was being handed over.
    """
    from_outside = any(isinstance(death, float) for death in journey.reached)
    handing_over = journey.trace.count("before: deliver #1") - journey.trace.count("kept: deliver #1")
    return journey.reached.count(UPLOADED) + (handing_over if from_outside else 0)
