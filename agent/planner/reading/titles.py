"""Titles: runs of title words that end in a noun for a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from agent.planner.reading.data import table
from agent.planner.reading.words import entries, heads, one

Span = tuple[int, int]

_WORD = re.compile(r"[^\W_][\w&+/'’-]*")
_OF = re.compile(
    r"""[ ](?:of|for)[ ]([\w&-]+(?:[ ](?:(?:and|&)[ ])?[\w&-]+){0,2}?)
    (?=[ ](?:at|in|from|with|who|that|on|of|and|or|based|working|near|across|but|without|for|to)\b
    |[^\w &-]|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_GUESS = re.compile(
    r"""(?:^|\b(?:find|get|list|search|want|need|of|for|export|with|message|contact|to|collect|invite|add|reach|approach|pitch
    |show|pull|all|source|hire|us|me)\s)
    (?:(?:find|get|list|search|export|me|all|every|some|the|good|up\sto|\d[\d,.]*k?)\s)*
    ((?:[\w-]+\s){0,2}?[\w-]+s)(?=\s(?:in|near|around|across|based)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_AT_FIRM = re.compile(
    r" (?:at|of|in|from) (?!our|my)(?:[\w-]+ ){0,3}(?:firms|practices|consultancies|funds|offices)\b",
    re.IGNORECASE,
)
"""What makes a title of "partners" and "associates": the kind of house that has them."""
_OF_HEADS = frozenset(
    {"head", "vp", "svp", "evp", "director", "chief", "president", "leader", "lead", "manager", "officer"}
)
_OF_FIRMS = frozenset({"partner", "associate", "principal"})
_NOT_OF = ("the ", "these ", "our ", "my ", "all ", "this ", "me ", "us ", "sale ", "free ")


def title_spans(text: str) -> list[Span]:
    """Where titles stand: "senior marketing managers", "heads of growth"."""
    spans: list[Span] = []
    for run in _runs(text):
        span = _title(text, run)
        if span and not (spans and span[0] < spans[-1][1]):
            spans.append(span)
    return spans


def cased(title: str) -> str:
    """Lower case but for what is written in capitals (CFOs, VP); known abbreviations get theirs."""
    return " ".join(_cased_word(word) for word in title.split())


def guessed(text: str) -> tuple[str, ...]:
    """A plural before a place, for texts that name nobody in our lists: "beekeepers in Kent"."""
    found = _GUESS.search(text)
    if found is None or any(_names_nobody(word) for word in found[1].split()):
        return ()
    return (found[1].lower(),)


def _names_nobody(word: str) -> bool:
    return word.isdigit() or one(word).lower() in entries("not_people")


def _title(text: str, run: Sequence[re.Match[str]]) -> Span | None:
    """The run up to its last noun for a person."""
    for length in range(len(run), 0, -1):
        if _is_head(text, run[length - 1], alone=length == 1):
            return run[0].start(), _with_of(text, run[length - 1])
    return None


def _runs(text: str) -> list[list[re.Match[str]]]:
    """Neighbouring words that may stand in a title."""
    known = entries("heads", "modifiers")
    numbered = (
        (match, one(match[0]).lower() in known or match[0].lower() in known) for match in _WORD.finditer(text)
    )
    runs: list[list[re.Match[str]]] = []
    for title_word, group in groupby(numbered, key=lambda pair: pair[1]):
        if title_word:
            runs.extend(_at_gaps(text, [match for match, _ in group]))
    return runs


def _at_gaps(text: str, words: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Split where more than a space lies between two words."""
    runs: list[list[re.Match[str]]] = []
    for word in words:
        if runs and text[runs[-1][-1].end() : word.start()] == " ":
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _is_head(text: str, word: re.Match[str], *, alone: bool) -> bool:
    """Whether a word names a person. Some do only with a word before them, or with "of growth" after."""
    stem = one(word[0]).lower()
    if stem not in heads():
        return False
    bare = alone and stem in entries("never_alone") and _with_of(text, word) == word.end()
    return not bare or bool(stem in _OF_FIRMS and _AT_FIRM.match(text, word.end()))


def _with_of(text: str, head: re.Match[str]) -> int:
    """Where the title ends, with "of growth" after a head that takes it."""
    of = _OF.match(text, head.end())
    takes = one(head[0]).lower() in _OF_HEADS
    names = of and takes and not f"{of[1].lower()} ".startswith(_NOT_OF)
    return of.end(1) if of and names else head.end()


def _cased_word(word: str) -> str:
    stem = one(word).lower()
    if stem in table("people")["capitals"]:
        return stem.upper() + ("s" if word.lower() != stem else "")
    return word if any(char.isupper() for char in word[1:]) else word.lower()
