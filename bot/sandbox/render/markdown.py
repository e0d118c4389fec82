"""Standard Markdown, as far as Slack's markdown block knows it, to HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from markupsafe import Markup, escape

from bot.sandbox.render.emoji import with_emoji
from bot.sandbox.render.links import link
from bot.sandbox.render.stash import Stash

_INLINE = (
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), "strong"),
    (re.compile(r"__(?=\S)(.+?)(?<=\S)__"), "strong"),
    (re.compile(r"(?<![\w*])\*(?=\S)(.+?)(?<=\S)\*(?![\w*])"), "em"),
    (re.compile(r"(?<![\w_])_(?=\S)(.+?)(?<=\S)_(?![\w_])"), "em"),
    (re.compile(r"~~(?=\S)(.+?)(?<=\S)~~"), "del"),
)
_LINK = re.compile(r"!?\[([^\]\n]+)\]\(([^()\s]+)\)")
_BARE = re.compile(r"(?<![\w\"'=/])https?://[^\s<>\x00]+[^\s<>\x00.,;:!?)]")
_CODE = re.compile(r"`([^`\n]+)`")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_BULLET = re.compile(r"\s*[-*+•]\s+(.*)")
_NUMBER = re.compile(r"\s*\d+[.)]\s+(.*)")
_LISTS = ((_BULLET, "ul"), (_NUMBER, "ol"))
_TASK = re.compile(r"^\[([ xX])\] ")
_QUOTE = re.compile(r">\s?(.*)")
_RULE = re.compile(r"\s*([-*_])(\s*\1){2,}\s*")
_TABLE_LINE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*")


def inline(text: str) -> str:
    """One run of text: code and links are set aside, the rest escaped, then styled."""
    stash = Stash()
    text = _CODE.sub(lambda m: stash.keep(f"<code>{escape(m[1])}</code>"), stash.clean(text))
    text = _LINK.sub(lambda m: stash.keep(str(link(m[2], m[1]))), text)
    text = _BARE.sub(lambda m: stash.keep(str(link(m[0]))), text)
    html = with_emoji(str(escape(text)))
    for pattern, tag in _INLINE:
        html = pattern.sub(rf"<{tag}>\1</{tag}>", html)
    return stash.restore(html)


class _Lines:
    """The lines of a document, taken in groups."""

    def __init__(self, text: str) -> None:
        self._lines = text.replace("\r\n", "\n").split("\n")

    def __bool__(self) -> bool:
        return bool(self._lines)

    @property
    def first(self) -> str:
        return self._lines[0]

    @property
    def second(self) -> str:
        return self._lines[1] if len(self._lines) > 1 else ""

    def take(self) -> str:
        return self._lines.pop(0)

    def while_(self, wanted: Callable[[str], object]) -> list[str]:
        taken: list[str] = []
        while self._lines and wanted(self._lines[0]):
            taken.append(self._lines.pop(0))
        return taken


def markdown(text: str) -> Markup:
    lines = _Lines(text)
    return Markup("".join(_blocks(lines)))  # noqa: S704 - every piece was escaped by inline()


def _blocks(lines: _Lines) -> Iterator[str]:
    while lines:
        for reads in _READERS:
            html = reads(lines)
            if html is not None:
                yield html
                break


def _blank(lines: _Lines) -> str | None:
    return None if lines.first.strip() else lines.take().strip()


def _fence(lines: _Lines) -> str | None:
    if not lines.first.lstrip().startswith("```"):
        return None
    lines.take()
    body = lines.while_(lambda line: not line.lstrip().startswith("```"))
    if lines:
        lines.take()
    return f"<pre>{escape(chr(10).join(body))}</pre>"


def _heading(lines: _Lines) -> str | None:
    match = _HEADING.fullmatch(lines.first)
    if match is None:
        return None
    lines.take()
    return f'<p class="heading h{len(match[1])}">{inline(match[2])}</p>'


def _rule(lines: _Lines) -> str | None:
    if not _RULE.fullmatch(lines.first):
        return None
    lines.take()
    return "<hr>"


def _list(lines: _Lines) -> str | None:
    for pattern, tag in _LISTS:
        if pattern.fullmatch(lines.first):
            return f"<{tag}>{''.join(_items(lines, pattern, _depth(lines.first)))}</{tag}>"
    return None


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _items(lines: _Lines, pattern: re.Pattern[str], depth: int) -> Iterator[str]:
    """The items of one list; what is indented further is a list inside the item before it."""
    while lines and (item := pattern.fullmatch(lines.first)) and _depth(lines.first) == depth:
        lines.take()
        inner = _list(lines) if lines and _depth(lines.first) > depth else None
        yield f"<li>{_TASK.sub(_box, inline(item[1]))}{inner or ''}</li>"


def _box(match: re.Match[str]) -> str:
    return "☐ " if match[1] == " " else "☑ "


def _quote(lines: _Lines) -> str | None:
    taken = lines.while_(_QUOTE.fullmatch)
    inner = "<br>".join(inline(line.removeprefix(">").strip()) for line in taken)
    return f"<blockquote>{inner}</blockquote>" if taken else None


def _cells(line: str, tag: str) -> str:
    cells = line.strip().strip("|").split("|")
    return "<tr>" + "".join(f"<{tag}>{inline(cell.strip())}</{tag}>" for cell in cells) + "</tr>"


def _table(lines: _Lines) -> str | None:
    if "|" not in lines.first or not _TABLE_LINE.fullmatch(lines.second):
        return None
    head = _cells(lines.take(), "th")
    lines.take()
    rows = "".join(_cells(line, "td") for line in lines.while_(lambda line: "|" in line))
    return f'<div class="scroll"><table class="grid"><thead>{head}</thead><tbody>{rows}</tbody></table></div>'


def _starts_block(line: str) -> bool:
    starts = (_HEADING, _BULLET, _NUMBER, _QUOTE, _RULE)
    return not line.strip() or line.lstrip().startswith("```") or any(p.fullmatch(line) for p in starts)


def _paragraph(lines: _Lines) -> str | None:
    taken = [lines.take(), *lines.while_(lambda line: not _starts_block(line))]
    return f"<p>{'<br>'.join(inline(line) for line in taken)}</p>"


_READERS: tuple[Callable[[_Lines], str | None], ...] = (
    _blank,
    _fence,
    _heading,
    _rule,
    _list,
    _quote,
    _table,
    _paragraph,
)
