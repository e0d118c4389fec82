"""Words as the market compares them: lower case, ASCII, single spaces."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files

_SPELLED = str.maketrans({"ø": "o", "Ø": "O", "ß": "ss", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "Ae", "ı": "i"})


def fold(text: str) -> str:
    """Comparable words: no accents, no punctuation, lower case."""
    plain = unicodedata.normalize("NFKD", text.translate(_SPELLED)).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9+&]+", plain.lower()))


def slug(text: str) -> str:
    """The words joined by dashes, for addresses."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def rows(table: str) -> tuple[tuple[str, ...], ...]:
    """The cells of a table, written as lines of `a | b | c`; a line with # is a comment."""
    text = (files("agent.market") / "tables" / table).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in lines)


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell that lists several things."""
    return tuple(part.strip() for part in cell.split(",") if part.strip())
