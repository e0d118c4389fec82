"""German, French and Spanish commands, read by way of the English phrases that they mean."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from agent.tables import shipped

_MARK = "\x00"
_ENOUGH = 0.5
"""As much of a text must be known in a language for it to be read as one."""
Phrase = tuple[re.Pattern[str], str]


@lru_cache(maxsize=64)
def in_english(text: str) -> str | None:
    """The text with the phrases replaced of the language that explains most of it; None for English."""
    asked = " ".join(re.sub(r"[?!¿¡;:()…]+|[.,](?=\s|$)", " ", text.replace("’", "'")).split())
    found = [(_left(marked), marked) for marked in (_read(asked, phrases) for phrases in _tongues())]
    left, best = min(found, key=lambda each: each[0])
    words = len(asked.split())
    if not words or left > words * _ENOUGH:
        return None
    return " ".join(best.replace(_MARK, " ").split())


def _read(text: str, phrases: tuple[Phrase, ...]) -> str:
    """What was replaced stands between marks, so that nothing is replaced twice."""
    for pattern, meant in phrases:
        parts = re.split(rf"({_MARK}[^{_MARK}]*{_MARK})", text)
        text = "".join(
            part if part.startswith(_MARK) else pattern.sub(lambda found, m=meant: _put(found, m), part)
            for part in parts
        )
    return text


def _put(found: re.Match[str], meant: str) -> str:
    """The meaning, with what is between its words left to be read."""
    said = re.sub(r"\\(\d)", lambda group: f"{_MARK}{found[int(group[1])] or ''}{_MARK}", meant)
    return f"{_MARK}{said}{_MARK}"


def _left(marked: str) -> int:
    """How many words of the text were not known."""
    return len(re.sub(rf"{_MARK}[^{_MARK}]*{_MARK}", " ", marked).split())


@cache
def _tongues() -> tuple[tuple[Phrase, ...], ...]:
    table = shipped(__package__, "tongues.yaml")
    return tuple(
        tuple(
            (re.compile(rf"(?<![\w-]){phrase(said)}(?![\w])", re.IGNORECASE), meant) for said, meant in pairs
        )
        for pairs in table.values()
    )


def phrase(said: str) -> str:
    """A group of its own; an apostrophe or hyphen at its end needs no gap."""
    return f"(?:{said})"
