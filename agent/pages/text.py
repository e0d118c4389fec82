"""Characters: what nobody sees is taken out, and space is one space."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
"""Soft hyphens, zero widths, directions, variation selectors, and the tag characters that spell in secret."""


def clean(text: str) -> str:
    """The text as a person sees it, on one line."""
    plain = " ".join(text.split())
    if plain.isascii() and plain.isprintable():
        return plain
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    kept = "".join(" " if unicodedata.category(each) in {"Cc", "Zs", "Zl", "Zp"} else each for each in seen)
    return " ".join(kept.split())


def fold(text: str) -> str:
    """The text in lower case and without accents, to be compared."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.replace("ß", "ss").casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))
