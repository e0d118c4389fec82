"""A line in its pieces: what is set apart in it, and what separators part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.pages.page import Line

_PARTED = re.compile(r"\s*[|·•→]\s*|\s+[-–—~/]\s+|^[-–—~]\s*|,\s+|\s*[()]\s*|:\s+|;\s+|\s+@\s+")
_ADDRESS = re.compile(r"\S+@\S+\.\w{2,}")


def split(text: str) -> list[str]:
    """The pieces of a text, without its separators."""
    return [each for each in (piece.strip(" ,;:–—-·•|") for piece in _PARTED.split(text)) if each]


def pieces(line: Line) -> list[str]:
    """The pieces of a line: of each part of it that is set apart."""
    parts = line.parts or line.cells or (line.text,)
    return [piece for part in parts for piece in split(part)]


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, without addresses."""
    bare = _ADDRESS.sub(" ", text).strip()
    for each in re.split(r"(?<=[\w)%])(?<!\b[A-Z])(?<!\bDr)(?<!\bSt)[.!?]\s+(?=[A-ZÀ-Þ])", bare):
        if each.strip():
            yield each.strip()
