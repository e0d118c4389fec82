"""Tools that are asked for in few ways are read by whole sentences: see phrases.yaml."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from agent.planner.reading.talk import words_of
from agent.tools.slips import mended

_COURTESY = re.compile(
    r"^(?:(?:so|hey|hi|hello|ok|okay|and|please|pls|can you|could you|would you|now|then|leadsmith|bitte"
    r"|kannst du|peux-tu|puedes|por favor) )+"
)
_WITHIN = ("list", "mine", "place")
"""Phrases that others are made of."""
_NAMED = re.compile(r"\(\?P<\w+>")


def whole(name: str, text: str) -> re.Match[str] | None:
    """The phrase of this name, if that is all that a text says."""
    return _phrase(name).fullmatch(plain(text))


def plain(text: str) -> str:
    """A text as the phrases have it."""
    return _COURTESY.sub("", words_of(mended(text)).lower())


def named(found: re.Match[str], name: str) -> str:
    """What the first group said whose name begins so; nothing for none."""
    return next((said for key, said in found.groupdict().items() if key.startswith(name) and said), "")


@cache
def _phrase(name: str) -> re.Pattern[str]:
    table: dict[str, str] = yaml.safe_load((files(__package__) / "phrases.yaml").read_text("utf-8"))
    said = table[name]
    for part in _WITHIN:
        said = said.replace(f"<{part}>", f"(?:{_NAMED.sub('(', table[part])})")
    return re.compile(said)
