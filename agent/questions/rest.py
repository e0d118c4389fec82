"""What is left of a question while it is read, piece by piece."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from agent.tables import shipped

_GAP = "|"
_WORD = re.compile(r"[^\W_][\w'’&.-]*")


@cache
def words() -> Any:
    """The tables of words.yaml."""
    return shipped(__package__, "words.yaml")


@cache
def said(name: str) -> re.Pattern[str]:
    """Any of the phrases of that name, as whole words in any case; dots in the name lead further in."""
    found = words()
    for part in name.split("."):
        found = found[part]
    phrases = found if isinstance(found, list) else [found]
    return re.compile(rf"(?<![\w@-])(?:{'|'.join(phrases)})(?![\w-])", re.IGNORECASE)


class Rest:
    """A text from which pieces are taken; a bar stands where one was."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first such piece, which is then gone."""
        found = pattern.search(self.text)
        if found is not None:
            self.text = f"{self.text[: found.start()]} {_GAP} {self.text[found.end() :]}"
        return found

    def takes(self, name: str) -> bool:
        """Whether a phrase of that name was there; all of them are gone then."""
        found = False
        while self.take(said(name)):
            found = True
        return found

    def left(self) -> list[str]:
        """The words that are still there."""
        return _WORD.findall(self.text)
