"""Chance that never changes: the same words give the same number, on every machine and for ever."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


def seed(*parts: object) -> int:
    """A 64-bit number made from the parts."""
    text = "\x1f".join(map(str, parts))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def pick(options: Sequence[T], *parts: object) -> T:
    """One of the options."""
    return options[seed(*parts) % len(options)]


def draw(options: Sequence[T], count: int, *parts: object) -> tuple[T, ...]:
    """Several different options, in a stable order."""
    order = sorted(range(len(options)), key=lambda index: seed(index, *parts))
    return tuple(options[index] for index in order[:count])


def between(low: int, high: int, *parts: object) -> int:
    """A whole number from low to high, both included."""
    return low + seed(*parts) % (high - low + 1)


def happens(percent: int, *parts: object) -> bool:
    """True for about that share of all parts."""
    return seed(*parts) % 100 < percent
