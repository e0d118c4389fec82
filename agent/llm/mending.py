"""Closing and straightening the broken JSON that weak models write, where its meaning is plain."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
      "(?:[^"\\]|\\.)*(?:"|\\?\Z)   # a text, perhaps cut off
    | '(?:[^'\\]|\\.)*(?:'|\\?\Z)   # one in the wrong quotes
    | [{}\[\],:]
    | [^\s"'{}\[\],:]+              # a number, a word
    """,
    re.VERBOSE | re.DOTALL,
)
_CLOSING = {"{": "}", "[": "]"}
_WORDS = {"True": "true", "False": "false", "None": "null"}


def mended(text: str) -> str | None:
    """The JSON value that a text begins with, whole again; None when it takes more than closing it.

    Mends what is cut off, commas too many, wrong brackets at the end, other quotes, keys without quotes and
    Python's words. Nothing is invented: what has no value is left out.
    """
    written = " ".join(_Value().take(_TOKEN.findall(text)))
    try:
        return json.dumps(json.loads(written, strict=False))
    except (ValueError, RecursionError):
        return None


class _Value:
    """One value while its pieces are put in order."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._open: list[str] = []

    def take(self, pieces: list[str]) -> list[str]:
        """The pieces up to the end of the first value, and what is missing there."""
        for piece in pieces:
            self._put(piece)
            if not self._open:
                break
        while self._open:
            self._close()
        return self._pieces

    def _put(self, piece: str) -> None:
        if piece in _CLOSING:
            self._open.append(piece)
            self._pieces.append(piece)
        elif piece in _CLOSING.values():
            for _ in self._until(piece):
                self._close()
        elif piece == ":" and self._pieces:
            self._pieces[-1] = _quoted(self._pieces[-1])
            self._pieces.append(piece)
        else:
            self._pieces.append(_straight(piece))

    def _until(self, closing: str) -> Iterator[None]:
        """Once for each bracket that ends here; never, when nothing of this kind is open."""
        ours = [place for place, bracket in enumerate(self._open) if _CLOSING[bracket] == closing]
        yield from [None] * (len(self._open) - ours[-1] if ours else 0)

    def _close(self) -> None:
        self._trim()
        self._pieces.append(_CLOSING[self._open.pop()])

    def _trim(self) -> None:
        """Take back a key without its value, and a comma that nothing follows."""
        before = self._pieces[-2] if len(self._pieces) > 1 else ""
        if self._pieces[-1] == ":":
            del self._pieces[-2:]
        elif self._open[-1] == "{" and before in {"{", ","} and self._pieces[-1].startswith('"'):
            del self._pieces[-1]
        while self._pieces[-1] == ",":
            del self._pieces[-1]


def _straight(piece: str) -> str:
    """A text in JSON's quotes, closed; a word as JSON spells it."""
    quote = piece[0]
    if quote not in "\"'":
        return _WORDS.get(piece, piece)
    closed = len(piece) > 1 and piece.endswith(quote)
    inner = piece[1:-1] if closed else piece[1:].removesuffix("\\")
    return f'"{inner}"' if quote == '"' else json.dumps(inner.replace("\\'", "'"))


def _quoted(key: str) -> str:
    return key if key.startswith('"') else json.dumps(key)
