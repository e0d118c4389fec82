"""Why a lead has its score, in a sentence that quotes only facts."""

from __future__ import annotations

from collections.abc import Iterable

from agent.scoring.score import Part, Scored

_MOST = 5


def because(scored: Scored) -> tuple[str, ...]:
    """What the score stands on, the parts that add most first."""
    known = (part for part in scored.parts if part.known and part.points)
    return tuple(part.said for part in sorted(known, key=_weight)[:_MOST])


def against(scored: Scored) -> tuple[str, ...]:
    """What is known and adds nothing."""
    return tuple(part.said for part in scored.parts if part.known and not part.points and part.weight)


def reason(scored: Scored) -> str:
    """The score's reason by rules: a model may only put it in other words."""
    found = "; ".join(because(scored))
    for_it = f"Known: {found}." if found else "Nothing that counts is known."
    without = "; ".join(against(scored))
    besides = f" Counts nothing: {without}." if without else ""
    missing = f" Not known: {_joined(scored.missing)}." if scored.missing else ""
    return f"{for_it}{besides}{missing}"


def facts_of(scored: Scored) -> tuple[str, ...]:
    """All that a reason may say."""
    return (
        f"{scored.score} of 100 {scored.tier.value}",
        reason(scored),
        *(part.said for part in scored.parts if part.known),
        *scored.missing,
    )


def _weight(part: Part) -> tuple[float, str]:
    return (-float(part.points), part.key)


def _joined(parts: Iterable[str]) -> str:
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last
