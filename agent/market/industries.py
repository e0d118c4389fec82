"""What companies do: industries, what people call them, and how their companies are named."""

from __future__ import annotations

from dataclasses import dataclass

from agent.market.text import listed, rows


@dataclass(frozen=True)
class Industry:
    """An industry of the market. `number` never changes: append only.

    `endings` end its companies' names; no two industries share one. `largest` bounds the head count.
    """

    number: int
    name: str
    words: tuple[str, ...]
    endings: tuple[str, ...]
    largest: int


INDUSTRIES = tuple(
    Industry(number, name, listed(words), listed(endings), int(largest))
    for number, (name, words, endings, largest) in enumerate(rows("industries.txt"))
)
