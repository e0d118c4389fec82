"""The language of a text, by its small words: English, German, French or Spanish."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from agent.tables import shipped

_WORD = re.compile(r"[^\W\d_]+")
_READ = 3_000
"""Words that are looked at."""
_ENOUGH = 4
"""Small words from which on the text counts more than what the page says of itself."""
DEFAULT = "en"


@cache
def _small() -> dict[str, tuple[str, ...]]:
    table: dict[str, str] = shipped(__package__, "languages.yaml")
    small: dict[str, tuple[str, ...]] = {}
    for language, words in table.items():
        for word in words.split():
            small[word] = (*small.get(word, ()), language)
    return small


def language_of(text: str, declared: str = "") -> str:
    """The language's code ("en", "de", "fr", "es"); `declared` is what the page's `lang` says.

    What is read counts; where it is too little, what is declared; else English.
    """
    counts: Counter[str] = Counter()
    for found in list(_WORD.finditer(text.casefold()))[:_READ]:
        for language in _small().get(found[0], ()):
            counts[language] += 1
    said = declared.lower().split("-")[0].split("_")[0]
    best = counts.most_common(1)
    if best and best[0][1] >= _ENOUGH:
        top = [language for language, count in counts.items() if count == best[0][1]]
        return said if said in top else best[0][0]
    return said if said in {"en", "de", "fr", "es"} else (best[0][0] if best else DEFAULT)
