"""What a line stands among: words of others (quotes, partners) are no evidence of the company."""

from __future__ import annotations

from collections.abc import Iterator

from agent.evidence.lexicon import is_about
from agent.pages.page import Kind, Line, Page

_QUOTED = ("“", "„", "«", "»", '"', "‘", "‚", "”")
_AFTER = 1
"""Lines after a quotation, or after its signature's first, that can name who said it."""
_SIGNATURE = 100
_CARD = 5
"""Lines of a box at most that is a quotation's alone, with who said it."""


def own_lines(page: Page) -> Iterator[tuple[int, Line]]:
    """The page's lines by their numbers, without what others say, and who they are."""
    for at, line in unquoted(page):
        if not is_about("quotes", line.under) and not is_about("quotes", next(iter(line.parts), "")):
            yield at, line


def unquoted(page: Page) -> Iterator[tuple[int, Line]]:
    """The page's lines by their numbers, without quotations and who said them."""
    quoted = -_AFTER - 1
    ends = -1
    for at, line in enumerate(page.lines):
        if is_quote(line.text):
            end = _end(page, at)
            quoted, ends = (at, ends) if end is None else (-_AFTER - 1, max(ends, end))
            continue
        if at <= ends:
            continue
        if at - quoted <= _AFTER and _is_signature(line):
            quoted = at - 1
            continue
        yield at, line


def _end(page: Page, at: int) -> int | None:
    """The last line of the card that a quotation is a part of; None where it stands among others."""
    boxes = page.lines[at].boxes
    for depth in range(len(boxes), 0, -1):
        first = last = at
        while first > 0 and at - first < _CARD and page.lines[first - 1].boxes[:depth] == boxes[:depth]:
            first -= 1
        while (
            last + 1 < len(page.lines)
            and last - at < _CARD
            and page.lines[last + 1].boxes[:depth] == boxes[:depth]
        ):
            last += 1
        if last > first:
            return last if last - first < _CARD else None
    return None


def _is_signature(line: Line) -> bool:
    """Whether a line, after a quotation, is who said it: a name, a title and a company, no sentence."""
    dashed = line.text.lstrip().startswith(("–", "—", "-", "~"))
    short = len(line.text) <= _SIGNATURE and line.text[-1] not in ".!?:"
    return not line.level and line.kind is Kind.TEXT and (dashed or short)


def is_quote(text: str) -> bool:
    """Whether a line is what somebody says."""
    return text.startswith(_QUOTED) and len(text) > 1


def is_beside(line: Line, other: Line) -> bool:
    """Whether another line stands in the box around a line: in its card."""
    around = line.boxes[:-1]
    return other.boxes[: len(around)] == around
