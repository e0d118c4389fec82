"""Text as it is compared: words in lower case and in the singular, without accents and punctuation."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3
_NO_PLURAL = ("ss", "us", "is")


def folded(text: str | None) -> str | None:
    """The words between single spaces, one before and one after, so that whole words can be looked for.

    Words lose their plural's "s" ("VPs of Sales" and "VP of sale" are the same): it need not be right, only
    the same on both sides. None for a text without words.
    """
    plain = unicodedata.normalize("NFKD", (text or "").casefold().replace("ß", "ss"))
    words = _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))
    return f" {' '.join(map(_one, words))} " if words else None


def _one(word: str) -> str:
    plural = len(word) >= _SHORTEST and word.endswith("s") and not word.endswith(_NO_PLURAL)
    return word[:-1] if plural else word
