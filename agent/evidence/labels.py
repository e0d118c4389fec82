"""Values with their labels, however a page sets them: definitions, tables, “Label: value”, headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from agent.evidence.lexicon import LONGEST_LABEL, is_about
from agent.evidence.pairing import Token, pairs
from agent.evidence.pieces import pieces
from agent.pages.page import Kind, Line, Page

_COLON = re.compile(r"([^:.!?|]{2,45}?)\s?:\s+(.+)|([^–—|]{2,45}?)\s[–—|]\s(.+)")
_VALUE = 300
_PAIR = 2
_SECTION = 3
"""Headings above this level head a section, no value."""


@dataclass(frozen=True)
class Labelled:
    """A label, its value, and the line where the value stands (`at`: its number)."""

    label: str
    value: str
    line: Line
    at: int


def labelled(page: Page) -> Iterator[Labelled]:
    """Everything on the page that has a label."""
    lines = page.lines
    for at, line in enumerate(lines):
        yield from _of_line(line, at)
        follower = lines[at + 1] if at + 1 < len(lines) else None
        if follower is not None and _is_label(line) and follower.kind is not Kind.HEADING:
            yield Labelled(line.text, follower.text, follower, at + 1)


def stated(page: Page) -> Iterator[Labelled]:
    """What has its label in its own line."""
    return (each for at, line in enumerate(page.lines) for each in _of_line(line, at))


def beside(page: Page, is_value: Callable[[str], bool]) -> Iterator[Labelled]:
    """Values with the label that stands with them, before or behind: in a line, or in a box."""
    tokens = [
        Token(text, not is_value(text), at, (*line.boxes, -1 - at))
        for at, line in enumerate(page.lines)
        if not line.framed and not 0 < line.level < _SECTION
        for text in _units(line, is_value)
    ]
    for label, value in pairs(tokens):
        yield Labelled(label.text, value.text, page.lines[value.at], value.at)


def _units(line: Line, is_value: Callable[[str], bool]) -> list[str]:
    """A line as a value or a label; in pieces if it has both; nothing of a sentence."""
    if is_value(line.text):
        return [line.text]
    units = pieces(line)
    if len(units) > 1 and any(map(is_value, units)):
        return [each for each in units if len(each) <= LONGEST_LABEL]
    return [line.text] if _is_label(line) and not any(each.isdigit() for each in line.text) else []


def _of_line(line: Line, at: int) -> Iterator[Labelled]:
    if line.kind is Kind.PAIR:
        yield Labelled(line.cells[0], line.cells[1], line, at)
    elif line.kind is Kind.ROW:
        if line.head:
            pairs = zip(line.head, line.cells, strict=True)
            yield from (Labelled(label, value, line, at) for label, value in pairs if label and value)
        elif len(line.cells) >= _PAIR and line.cells[0]:
            yield Labelled(line.cells[0], ", ".join(filter(None, line.cells[1:])), line, at)
    elif (found := _COLON.fullmatch(line.text)) is not None:
        yield Labelled((found[1] or found[3]).strip(), (found[2] or found[4]).strip(), line, at)


def _is_label(line: Line) -> bool:
    """Whether a line can be the label of the next: short, and no sentence."""
    return (
        line.kind in {Kind.HEADING, Kind.TEXT}
        and len(line.text) <= LONGEST_LABEL
        and line.text[-1] not in ".!?"
    )


def values(page: Page, topic: str) -> Iterator[Labelled]:
    """The values whose label is one of the topic's."""
    return (each for each in labelled(page) if len(each.value) <= _VALUE and is_about(topic, each.label))


def section(page: Page, topic: str) -> Iterator[tuple[int, Line]]:
    """The lines below a heading (or a short line that heads them) of the topic, to the next of its level."""
    level: int | None = None
    for at, line in enumerate(page.lines):
        heads = line.kind is Kind.HEADING or (_is_label(line) and line.text.endswith(":"))
        if level is not None and line.kind is Kind.HEADING and line.level <= level:
            level = None
        if heads and is_about(topic, line.text):
            level = line.level or 7
            continue
        if level is not None and not line.framed:
            yield at, line
