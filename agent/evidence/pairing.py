"""Which of a page's words belong together, by how they stand: in a line, in a card, in turns down a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_FAR = 3
"""Lines between two that belong together, at most."""


@dataclass(frozen=True)
class Token:
    """Some words of a line (`at`) that are one half of a pair: its head (a name, a label) or its value.

    `boxes` are the blocks around them, the outermost first.
    """

    text: str
    head: bool
    at: int
    boxes: tuple[int, ...] = ()


Pair = tuple[Token, Token]
"""A head and its value."""


def pairs(tokens: Iterable[Token]) -> Iterator[Pair]:
    """Heads with their values: of the smallest box that has both, in the order in which the box has them.

    In a box with several of both they take turns; whether heads or values come first is what more of them
    agree with, and what stands nearer.
    """
    left = list(tokens)
    depth = max((len(each.boxes) for each in left), default=0)
    for length in range(depth, -1, -1):
        boxes: defaultdict[tuple[int, ...], list[Token]] = defaultdict(list)
        for token in left:
            if len(token.boxes) >= length:
                boxes[token.boxes[:length]].append(token)
        taken: set[int] = set()
        for within in boxes.values():
            for head, value in _turns(within):
                taken |= {id(head), id(value)}
                yield head, value
        left = [each for each in left if id(each) not in taken]


def _turns(tokens: Sequence[Token]) -> list[Pair]:
    """The pairs of one box."""
    if len({each.head for each in tokens}) < 2:  # noqa: PLR2004 - heads and values
        return []
    ways = [_neighbours(tokens, first=first) for first in (True, False)]
    return max(ways, key=lambda way: (len(way), -sum(abs(head.at - value.at) for head, value in way)))


def _neighbours(tokens: Sequence[Token], *, first: bool) -> list[Pair]:
    """Each head with the value after it, or before it when heads do not come first."""
    found: list[Pair] = []
    for one, other in pairwise(tokens):
        if one.head is first and other.head is not first and other.at - one.at <= _FAR:
            found.append((one, other) if first else (other, one))
    return found
