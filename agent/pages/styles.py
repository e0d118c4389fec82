"""Style declarations, of an element and of the page's own sheets, as far as they can hide something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

Declarations = Mapping[str, str]
_AT = re.compile(r"@(?:media|supports|font-face|keyframes|-webkit-keyframes|page|layer|container)[^{]*")
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|em|rem|pt|vw|vh|%|ch)?")
_EM = 16.0
_SELECTOR = 500
"""Characters of a selector at most."""
_FAR = -200.0
"""Pixels outside of the window from which on nobody sees it."""
_TINY = 2.0
_CLIPPED = re.compile(
    r"rect\(\s*0|rect\(\s*1px|inset\(\s*(?:50|[6-9]\d|100)%|circle\(\s*0|polygon\(\s*0 0,\s*0 0"
)
_MOVED = re.compile(
    r"translate\w{0,2}\(\s*-?(?:\d{4,}px|[1-9]\d{2,}%|[1-9]\d{2,}v[wh])|scale\w{0,2}\(\s*0(?:\.0*)?\s*[,)]"
)


def declarations(style: str) -> dict[str, str]:
    """Properties and values, in lower case."""
    pairs = (each.split(":", 1) for each in _uncommented(style).lower().split(";") if ":" in each)
    return {name.strip(): value.replace("!important", "").strip() for name, value in pairs}


def rules(sheet: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Selectors with their declarations; what holds for some screens only (`@media`) is left out."""
    for piece in _plain(_uncommented(sheet)).split("}")[:-1]:
        before, _, style = piece.rpartition("{")
        selector = before.rpartition("{")[2][-_SELECTOR:].strip()
        if selector and not selector.startswith("@"):
            yield selector, declarations(style)


def _uncommented(text: str) -> str:
    """The text without comments; one that is not closed goes on to the end, as browsers see it."""
    kept: list[str] = []
    at = 0
    while (start := text.find("/*", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("*/", start + 2)
        at = end + 2 if end >= 0 else len(text)
    return "".join((*kept, text[at:]))


def _plain(sheet: str) -> str:
    """The sheet without what is nested in at-rules."""
    kept: list[str] = []
    at = 0
    for found in _AT.finditer(sheet):
        if found.start() < at:
            continue
        kept.append(sheet[at : found.start()])
        at = _end(sheet, found.end())
    return "".join((*kept, sheet[at:]))


def _end(sheet: str, start: int) -> int:
    depth = 0
    for at in range(start, len(sheet)):
        depth += {"{": 1, "}": -1}.get(sheet[at], 0)
        if depth == 0:
            return at + 1
    return len(sheet)


def hides(style: Declarations) -> bool:
    """Whether nobody sees what is declared so; colours aside."""
    return (
        style.get("display") == "none"
        or style.get("visibility") in {"hidden", "collapse"}
        or style.get("content-visibility") == "hidden"
        or _pixels(style.get("opacity", "1")) < 0.06  # noqa: PLR2004 - nothing that an eye could make out
        or _pixels(style.get("font-size", "16px")) < _TINY
        or _far_out(style)
        or _shut(style)
    )


def _pixels(value: str) -> float:
    found = _LENGTH.match(value)
    if found is None:
        return _EM
    number = float(found[1])
    return number * (_EM if found[2] in {"em", "rem", "ch"} else 1.0)


def _far_out(style: Declarations) -> bool:
    """Whether it stands outside of the window."""
    placed = style.get("position") in {"absolute", "fixed", "relative"}
    sides = ("left", "top", "right", "bottom", "inset")
    outside = placed and any(_pixels(style[side]) <= _FAR for side in sides if side in style)
    moved = any(
        _pixels(style[name]) <= _FAR for name in ("text-indent", "margin-left", "margin-top") if name in style
    )
    return outside or moved or _MOVED.search(style.get("transform", "")) is not None


def _shut(style: Declarations) -> bool:
    """Whether its box has no room, or is clipped away."""
    sizes = [style.get(name) for name in ("width", "height", "max-width", "max-height")]
    none = any(size is not None and _LENGTH.match(size) and _pixels(size) <= 1 for size in sizes)
    clipped = _CLIPPED.search(f"{style.get('clip', '')} {style.get('clip-path', '')}") is not None
    return clipped or (none and style.get("overflow", "").startswith(("hidden", "clip")))
