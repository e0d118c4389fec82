"""What providers cost and yield, and the order that follows: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ENOUGH = 10
"""Answers of a provider before its figures count: fewer are chance."""


@dataclass(frozen=True)
class LedgerLine:
    """One provider in a workspace: how often it was asked, found something, and was right first.

    `millicents` is what its answers cost and what verifying the addresses that it was first with cost.
    """

    provider: str
    asked: int = 0
    found: int = 0
    verified: int = 0
    millicents: int = 0

    @property
    def each(self) -> float | None:
        """What one verified contact cost, in millicents; None while there is none."""
        return self.millicents / self.verified if self.verified else None


def suggested(
    order: Sequence[str], ledger: Mapping[str, LedgerLine], last: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The order that costs least a verified contact.

    Where each is asked only after the others failed, that is by cost per success, cheapest first. Those that
    little is known of keep their places; `last` ones stay at the end.
    """
    known = {name for name in order if name not in last and _is_known(ledger.get(name))}
    best = iter(sorted((name for name in order if name in known), key=lambda name: _each(ledger[name])))
    placed = [next(best) if name in known else name for name in order]
    return (*(name for name in placed if name not in last), *(name for name in placed if name in last))


def _is_known(line: LedgerLine | None) -> bool:
    return line is not None and line.asked >= ENOUGH


def _each(line: LedgerLine) -> float:
    return line.each if line.each is not None else float("inf")
