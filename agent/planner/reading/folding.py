"""Letters without their accents, one for one, so that a place in the folded text is the same in the text."""

from __future__ import annotations

import unicodedata
from functools import cache

_UMLAUTS = {"ä": "ae?", "ö": "oe?", "ü": "ue?", "ß": "(?:ss|ß)"}
_LATIN = (range(0xC0, 0x250), range(0x1E00, 0x1F00))


def folded(text: str) -> str:
    """The text without accents, as long as before: people leave them out, and so do patterns."""
    return text.translate(_bare())


def folded_pattern(pattern: str) -> str:
    """A pattern for folded texts; of umlauts also what stands for them ("ae")."""
    spelled = "".join(_UMLAUTS.get(char, char) for char in pattern)
    return folded(spelled)


@cache
def _bare() -> dict[int, str]:
    letters = [chr(code) for codes in _LATIN for code in codes]
    return {ord(letter): unicodedata.normalize("NFD", letter)[0] for letter in letters}
