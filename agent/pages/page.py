"""A page as it was read: what a person sees of it, line by line, its links and its structured data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a line is."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    PAIR = "pair"


@dataclass(frozen=True)
class Line:
    """One line of a page. `under` is the heading above it; `framed` is true of navigation and footers.

    A row or a pair has its cells in `cells`, a row of a table with a head the head's cells in `head`. `parts`
    is what a person sees set apart within the line, by another font or a break in a cell; empty where it is
    all of one piece. `boxes` are the blocks that it stands in, the outermost first: lines of one card share
    more of them than lines of two. Lines of one `shape` are set alike.
    """

    text: str
    kind: Kind = Kind.TEXT
    level: int = 0
    under: str = ""
    framed: bool = False
    cells: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    boxes: tuple[int, ...] = ()
    shape: str = ""


@dataclass(frozen=True)
class Link:
    """A link of the page: a whole address, or a `mailto:` or `tel:` one.

    `line` is the line it stands in; a link around several lines, a card, goes from `first` to there.
    """

    url: str
    text: str
    framed: bool = False
    line: int = -1
    first: int = -1


@dataclass(frozen=True)
class Record:
    """One thing of a page's structured data, of what schema.org calls `kind`: names and short values only."""

    kind: str
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """A page under the address where it was found in the end; `cents` is what reading it cost, US cents."""

    url: str
    title: str
    language: str
    lines: tuple[Line, ...]
    links: tuple[Link, ...] = ()
    records: tuple[Record, ...] = ()
    site_name: str = ""
    reader: str = "plain"
    cents: float = 0.0

    @property
    def text(self) -> str:
        """All that a person reads, a line each."""
        return "\n".join(line.text for line in self.lines)

    @property
    def body(self) -> Sequence[Line]:
        """The lines outside of navigation and footers."""
        return [line for line in self.lines if not line.framed]
