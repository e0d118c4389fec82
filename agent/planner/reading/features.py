"""What a text is told apart by: its letters, its words and what the rules read in it, as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from zlib import crc32

from agent.planner.goal import Goal
from agent.planner.reading.folding import folded
from agent.planner.reading.sites import named

BITS = 16
BUCKETS = 1 << BITS
"""Features share this many numbers, by their checksums."""

WEIGHTS = (1.0, 1.0, 1.0, 0.7, 0.5)
"""How much each block of `features` counts, whatever the number of features in it."""

_LONGEST = 2_000
"""Characters that are looked at: a goal has no more."""

_GRAMS = (3, 4, 5)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_URL = re.compile(
    r"https?://(?P<host>[^\s/]+)\S*"
    r"|(?:www\.)?(?P<site>(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|info|biz|io|ai|co|app|dev|me|tv|gg|so|vc|xyz|shop"
    r"|store|de|fr|eu|uk|es|it|nl|ch|at|be|us|ca|example|test))(?![\w@-])(?:/[^\s<>\"']*)?",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"[\"“”„«»][^\"“”„«»]{12,1500}[\"“”„«»]|(?<=[: ])['‘][^'’\n]{3,} [^\n]{2,1500}?['’](?!\w)"
)
_NUMBER = re.compile(r"\d[\d.,:%]*")
_WORD = re.compile(r"[@\w']+|[$€£?#]")
_SECOND_LEVEL = frozenset({"co", "com", "org", "ac"})
_READ = ("titles", "industry", "place", "count", "local", "companies", "quoted", "urls", "size")
"""What a goal may say besides its tasks; that it says it tells something, what it is tells nothing."""


def features(goal: Goal) -> tuple[frozenset[int], ...]:
    """Buckets of a goal's features, each below `BUCKETS`.

    There is a block each for letters, words, English words, what the rules read, and capitals.

    Links, addresses, numbers and what is to be written count as such, whatever they are; in the English words
    and in what was read, any site that no phantom reads counts as one.
    """
    text = _masked(goal.text[:_LONGEST])
    words = _words(text)
    letters = frozenset(bucket for word in words for bucket in _grams(word))
    on_site, english = _site_for_site(goal.text[:_LONGEST], goal.asked[:_LONGEST])
    return (
        letters,
        _hashed(_phrases(words, "w", "b")),
        _hashed(_phrases(english, "e", "f")),
        _hashed(_reading(goal, on_site)),
        _hashed(_capitals(text)),
    )


def _site_for_site(text: str, asked: str) -> tuple[bool, Sequence[str]]:
    """Whether a site is named that no phantom reads, and the English words with the same word for each."""
    if named(text) is None:
        return False, _words(_masked(asked))
    return True, _words(_masked(named(asked, " @known ") or asked))


def _masked(text: str) -> str:
    """The text with a word for what stands for itself only; of a link the name of its site is kept."""
    for pattern, instead in ((_MAIL, " @mail "), (_URL, _site), (_QUOTED, " @quoted "), (_NUMBER, " 0 ")):
        text = pattern.sub(instead, text)
    return text


def _site(found: re.Match[str]) -> str:
    labels = (found["host"] or found["site"]).lower().split(".")
    known = [label for label in labels[:-1] if label not in _SECOND_LEVEL]
    return f" @url @{known[-1] if known else labels[0]} "


def _words(masked: str) -> Sequence[str]:
    return _WORD.findall(folded(masked.lower()).replace("’", "'"))


def _phrases(words: Sequence[str], one: str, two: str) -> Iterator[str]:
    """Single words and neighbours, the first and the last word as such."""
    framed = ("^", *words, "$")
    yield from (f"{one}{word}" for word in framed)
    yield from (f"{two}{first} {second}" for first, second in pairwise(framed))


def _reading(goal: Goal, on_site: bool) -> Iterator[str]:
    """What the rules understood, and every two things of it."""
    read = [f"o:{goal.origin}", f"p:{goal.platform}", f"l:{goal.language}"]
    read += [f"t:{task}" for task in goal.tasks]
    read += [name for name in _READ if getattr(goal, name)]
    read += ["site"] if on_site else []
    yield from (f"r{each}" for each in read)
    yield from (f"r{first}&{second}" for first, second in combinations(sorted(read), 2))


def _capitals(masked: str) -> Iterator[str]:
    """The words before names and abbreviations: what somebody is "on" is a site more often than "in"."""
    for before, word in pairwise(_WORD.findall(masked)):
        if word[0].isupper():
            yield f"s{before.lower()}|{'CAPS' if len(word) > 1 and word.isupper() else 'Cap'}"


@lru_cache(maxsize=4096)
def _grams(word: str) -> tuple[int, ...]:
    """Pieces of three to five letters of a word, its beginning and its end marked."""
    if word[0] == "@" or len(word) < _GRAMS[0]:
        return ()
    framed = f" {word} "
    pieces = (framed[at : at + size] for size in _GRAMS for at in range(len(framed) - size + 1))
    return tuple(_bucket(f"c{piece}") for piece in pieces)


def _hashed(features: Iterable[str]) -> frozenset[int]:
    return frozenset(map(_bucket, features))


def _bucket(feature: str) -> int:
    return crc32(feature.encode()) & (BUCKETS - 1)
