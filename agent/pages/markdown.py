"""Markdown to a page, as readers elsewhere deliver it."""

from __future__ import annotations

import re

from agent.pages.language import language_of
from agent.pages.page import Page
from agent.pages.text import clean
from agent.pages.urls import link
from agent.pages.writing import Writer

# None of these looks beyond the next bracket, or a page of brackets would be read once for each of them.
_IMAGE = re.compile(r"!\[[^\[\]]*+\]\([^)\[]*+\)")
_LINK = re.compile(r"\[([^\[\]]*+)\]\(\s*+<?([^)\s>\[]++)>?[^)\[]*+\)")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+(.*)")
_MARKS = re.compile(r"(\*\*|__|`|~~)|<[^<>]{1,200}>|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_TITLE = 200
_CELLS = 100
_LONGEST = 20_000
"""Characters of a line that are looked at."""


def page_of(url: str, text: str, *, title: str = "", reader: str = "markdown", cents: float = 0.0) -> Page:
    """The page of some Markdown."""
    writer = Writer()
    open_table = False
    for line in (each[:_LONGEST] for each in _IMAGE.sub("", text).splitlines()):
        row = line.strip().startswith("|") and line.strip().endswith("|")
        if open_table and not row:
            writer.leave("table")
        elif row and not open_table:
            writer.table(layout=False)
        open_table = row
        if _is_rule(line):
            continue
        _cells(writer, line, url) if row else _line(writer, line, url)
    if open_table:
        writer.leave("table")
    lines = writer.done()
    head = clean(title) or next((line.text for line in lines if line.level == 1), "")
    language = language_of("\n".join(line.text for line in lines))
    return Page(
        url=url,
        title=head[:_TITLE],
        language=language,
        lines=lines,
        links=tuple(writer.links),
        reader=reader,
        cents=cents,
    )


def _is_rule(line: str) -> bool:
    """Whether a line is drawn, below a heading, between two parts or in a table, and says nothing."""
    marks = "".join(line.split())
    if "|" in marks:
        return set(marks) <= set(":|-")
    return len(marks) >= len("---") and set(marks) <= set("-*_=")


def _line(writer: Writer, line: str, url: str) -> None:
    heading, item = _HEADING.match(line), _ITEM.match(line)
    tag = f"h{len(heading[1])}" if heading else "li" if item else "p"
    writer.enter(tag, "")
    _inline(writer, heading[2].rstrip().rstrip("#") if heading else item[1] if item else line, url)
    writer.leave(tag)


def _cells(writer: Writer, line: str, url: str) -> None:
    writer.enter("tr", "")
    for cell in line.strip().strip("|").split("|")[:_CELLS]:
        writer.enter("td", "")
        _inline(writer, cell, url)
        writer.leave("td")
    writer.leave("tr")


def _inline(writer: Writer, text: str, url: str) -> None:
    at = 0
    for found in _LINK.finditer(text):
        writer.say(_MARKS.sub("", text[at : found.start()]))
        writer.anchor()
        writer.say(_MARKS.sub("", found[1]))
        writer.anchored(link(url, found[2]))
        at = found.end()
    writer.say(_MARKS.sub("", text[at:]))
