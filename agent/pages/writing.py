"""Lines in the making: what stands between two borders of blocks is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.pages.page import Kind, Line, Link
from agent.pages.text import clean

_BLOCKS_WORDS = (
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCKS_WORDS.split())
_BREAKS = frozenset({"br", "hr"})
_FRAMES = frozenset({"nav", "footer"})
_ROLES = frozenset({"navigation", "contentinfo", "banner"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELLS = frozenset({"td", "th"})
_LONGEST = 4_000
"""Characters of a line."""
MOST_LINES = 4_000
_DEEPEST = 60
"""Blocks around a line that are told apart: pages nest as deep as they like."""
_SHAPE, _NAMED = 4, 40
"""Blocks around a line by which it is set alike others, and characters of their classes."""


@dataclass
class _Table:
    layout: bool
    head: tuple[str, ...] = ()
    cells: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    heads: int = 0


class Writer:
    """Takes elements as they are entered and left, and their text, and makes lines of them."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self._lines: list[Line] = []
        self._text: list[str | None] = []
        self._under: dict[int, str] = {}
        self._frames: list[bool] = []
        self._boxes: list[int] = []
        self._shapes: list[str] = []
        self._count = 0
        self._tables: list[_Table] = []
        self._cell: list[str] | None = None
        self._term = ""
        self._anchor: int | None = None
        self._anchored_since = 0

    def say(self, text: str) -> None:
        self._text.append(text)

    def gap(self) -> None:
        self._text.append(" ")

    def apart(self) -> None:
        """What follows is set apart from what was said, though it may stand in the same word."""
        self._text.append(None)

    def anchor(self) -> None:
        self._anchor, self._anchored_since = len(self._text), len(self._lines)
        self._open("a", "")

    def anchored(self, url: str | None) -> None:
        """A link is left; None goes nowhere that counts."""
        if url is not None and self._anchor is not None:
            within = [line.text for line in self._lines[self._anchored_since :]]
            text = " ".join(filter(None, (*within, _joined(self._text[self._anchor :]))))
            # The line that is being written; a cell's will be its row.
            at = max(self._anchored_since, len(self._lines) - (not self._said and bool(within)))
            framed = any(self._frames)
            self.links.append(Link(url, text[:_LONGEST], framed=framed, line=at, first=self._anchored_since))
        self._anchor = None
        self._close()

    @property
    def _said(self) -> bool:
        """Whether the line that is being written has a word."""
        return any(each and not each.isspace() for each in self._text)

    def table(self, *, layout: bool) -> None:
        self.enter("table", "")
        self._tables.append(_Table(layout))

    def enter(self, tag: str, role: str, name: str = "") -> None:
        """An element begins; `name` is its class, which others that are set alike share."""
        if tag not in BLOCKS:
            return
        self._flush()
        self._frames.append(tag in _FRAMES or role in _ROLES)
        if tag not in _BREAKS:
            self._open(tag, name)
        if tag in _CELLS and self._data is not None:
            self._cell = []

    def _open(self, tag: str, name: str) -> None:
        self._count += 1
        self._boxes.append(self._count)
        self._shapes.append(f"{tag}.{name[:_NAMED]}" if name else tag)

    def _close(self) -> None:
        if self._boxes:
            self._boxes.pop()
            self._shapes.pop()

    def leave(self, tag: str) -> None:
        if tag not in BLOCKS:
            return
        self._flush(tag)
        if self._frames:
            self._frames.pop()
        table = self._data
        if tag in _CELLS and table is not None and self._cell is not None:
            table.cells.append(" ".join(self._cell))
            table.heads += tag == "th"
            self._cell = None
        elif tag == "tr" and table is not None:
            self._row(table)
        elif tag == "table" and self._tables:
            self._tables.pop()
        if tag not in _BREAKS:
            self._close()

    @property
    def _data(self) -> _Table | None:
        """The table whose rows are being read, unless it only arranges the page."""
        return self._tables[-1] if self._tables and not self._tables[-1].layout else None

    def _row(self, table: _Table) -> None:
        cells, parts, heads = tuple(table.cells), tuple(table.parts), table.heads
        table.cells, table.parts, table.heads = [], [], 0
        if not any(cells):
            return
        if heads == len(cells) and len(cells) > 1 and not table.head:
            table.head = cells
            return
        head = table.head if len(table.head) == len(cells) else ()
        text = " | ".join(filter(None, cells))
        self._put(Line(text, Kind.ROW, cells=cells, head=head, parts=parts))

    def _flush(self, tag: str = "") -> None:
        """End the line that is being written; `tag` is the element that ends it."""
        text, parts = _joined(self._text)[:_LONGEST], _parts(self._text)
        self._text = []
        if self._anchor is not None:
            self._anchor = 0
        if not text:
            return
        if self._cell is not None and self._data is not None:
            self._cell.append(text)
            self._data.parts += parts or (text,)
        elif tag == "dt":
            self._term = text
        elif tag == "dd" and self._term:
            self._put(Line(f"{self._term}: {text}", Kind.PAIR, cells=(self._term, text)))
        elif tag in _HEADINGS:
            self._heading(text, _HEADINGS[tag], parts)
        else:
            self._put(Line(text, Kind.ITEM if tag == "li" else Kind.TEXT, parts=parts))

    def _heading(self, text: str, level: int, parts: tuple[str, ...]) -> None:
        self._put(Line(text, Kind.HEADING, level, parts=parts))
        self._under = {each: said for each, said in self._under.items() if each < level} | {level: text}

    def _put(self, line: Line) -> None:
        if len(self._lines) >= MOST_LINES:
            return
        above = [said for level, said in sorted(self._under.items()) if not line.level or level < line.level]
        placed = Line(
            text=line.text,
            kind=line.kind,
            level=line.level,
            under=above[-1] if above else "",
            framed=any(self._frames),
            cells=line.cells,
            head=line.head,
            parts=line.parts,
            boxes=tuple(self._boxes[:_DEEPEST]),
            shape="/".join(self._shapes[-_SHAPE:]),
        )
        self._lines.append(placed)

    def done(self) -> tuple[Line, ...]:
        self._flush()
        return tuple(self._lines)


def _joined(said: Sequence[str | None]) -> str:
    return clean("".join(each for each in said if each is not None))


def _parts(said: Sequence[str | None]) -> tuple[str, ...]:
    """What is set apart; nothing where all is of one piece."""
    if None not in said:
        return ()
    pieces = [""]
    for each in said:
        if each is None:
            pieces.append("")
        else:
            pieces[-1] += each
    parts = tuple(part for part in map(clean, pieces) if part)
    return parts if len(parts) > 1 else ()
