"""Texts without the words that could be names: every word must be known as one that anybody may use.

In the middle of a sentence a word in capitals must be of the trade (a role, an industry, a platform) or a
place. What stands beside a name is looked at once more, since people are called Mark and Baker, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from agent.evals.vocabulary import (
    is_family,
    is_given,
    is_little,
    is_ordinary,
    is_particle,
    is_title,
    is_trade,
)
from agent.planner.goal import Language
from agent.planner.reading.languages import in_english
from agent.planner.reading.places import known_places

NAME = "Acme"

Spans = Sequence[tuple[int, int]]

_WORD = re.compile(r"[^\W_](?:\w|['’&./+-](?=\w))*")
_PARTS = re.compile(r"['’&./+-]")
_OWNER = re.compile(r"['’]s$", re.IGNORECASE)
_COUNT = re.compile(r"(?:\d{1,6}|\d{1,3}(?:[.,]\d{3})+|\d+[.,]\d+)(?:k|st|nd|rd|th|er|e|m)?", re.IGNORECASE)
_IN = re.compile(
    r"\b(?:in|near|around|across|within|throughout|outside|en|à|im|bei)(?: the)? $", re.IGNORECASE
)
_JOIN = re.compile(r",? (?:and |or |& )?")
_SHORT, _ENOUGH, _TITLE_CASE = 3, 4, 0.8
"""Letters of a word that is small in a title, words that tell a title, and the share of them in capitals."""


@dataclass(slots=True)
class _Word:
    """One word of a text. `bare` is in small letters, without a possessive; `named` written like a name."""

    start: int
    end: int
    bare: str
    capital: bool
    place: bool
    named: bool
    stays: bool


def nameless(text: str, keeps: Sequence[str] = ()) -> str:
    """The text with one invented name for each run of words that go; `keeps` are terms that stay."""
    kept: list[str] = []
    at = 0
    gone = False
    for word in _judged(text, keeps):
        gap = text[at : word.start]
        if not word.stays:
            kept.append("" if gone and not gap.strip(" -.&/") else f"{gap}{NAME}")
            at = word.end
        gone = not word.stays
    return "".join((*kept, text[at:]))


def _judged(text: str, keeps: Sequence[str]) -> list[_Word]:
    """The words of a text, judged by themselves and then by what stands beside them."""
    words = _words(text, keeps)
    for word, after in reversed([*pairwise(words)]):
        word.stays = word.stays and not (_beside(text, word, after) and _is_first_name(word, after))
    for before, word in pairwise(words):
        word.stays = word.stays and not (_beside(text, before, word) and _goes_with(before, word))
    return words


def _is_first_name(word: _Word, after: _Word) -> bool:
    """Whether an everyday word is somebody's first name, seen from what follows."""
    named = word.capital and after.named and not word.place
    return is_given(word.bare) and (named or not after.stays)


def _goes_with(before: _Word, word: _Word) -> bool:
    """Whether an everyday word belongs to the name before it."""
    if is_title(before.bare):
        return word.capital
    if before.stays:
        return False
    if is_particle(word.bare) or (word.named and is_given(before.bare)):
        return True
    return is_family(word.bare) and not word.place and not is_trade(word.bare)


def _beside(text: str, before: _Word, word: _Word) -> bool:
    return text[before.end : word.start] in {" ", ". ", "-"}


def _words(text: str, keeps: Sequence[str]) -> list[_Word]:
    """The words of a text, each judged by itself."""
    spoken = in_english(text)
    found = list(_WORD.finditer(text))
    # Many last names are occupations.
    titles = [each for each in spoken.titles if not all(map(is_family, each.lower().split()))]
    known = [*_places(text), *_terms(text, (*keeps, *titles))]
    loud = _is_title_case(text, found)
    german = spoken.language is Language.GERMAN
    return [_word(text, match, known, german=german, loud=loud) for match in found]


def _word(text: str, found: re.Match[str], known: Spans, *, german: bool, loud: bool) -> _Word:
    said = _OWNER.sub("", found[0])
    start, end = found.start(), found.start() + len(said)
    bare, capital = said.lower(), said[0].isupper()
    place = any(first <= start and end <= last for first, last in known)
    owns = is_given(bare) and end < found.end()
    free = loud or not capital or _begins(text[:start])
    noun = german and capital and not is_family(bare)
    stays = place or (not owns and _may_stay(bare, free=free, german=noun))
    named = capital and not place and not said.isupper()
    return _Word(start, end, bare, capital, place, named, stays)


def _may_stay(word: str, *, free: bool, german: bool) -> bool:
    """Whether a word, or each part of a compound, is one that anybody may use; a free one in any case."""

    def known(part: str) -> bool:
        if _COUNT.fullmatch(part) or is_little(part) or is_trade(part, german=german):
            return True
        return free and is_ordinary(part)

    return known(word) or all(known(part) for part in _PARTS.split(word))


def _places(text: str) -> Spans:
    """Where places stand. Those that are first names, too, count after "in" or beside another place only."""
    spans: list[tuple[int, int]] = []
    for found in known_places(text):
        beside = bool(spans) and _JOIN.fullmatch(text, spans[-1][1], found.start()) is not None
        if not any(map(is_given, found[0].lower().split())) or beside or _IN.search(text[: found.start()]):
            spans.append(found.span())
    return spans


def _terms(text: str, terms: Sequence[str]) -> Spans:
    return [found.span() for term in terms for found in re.finditer(re.escape(term), text)]


def _begins(before: str) -> bool:
    """Whether a sentence begins here, where a capital says nothing."""
    said = before.rstrip()
    return not said or said[-1] in '.!?:;–—([“"' or said.endswith(" -")


def _is_title_case(text: str, found: Sequence[re.Match[str]]) -> bool:
    """Whether Every Word Of A Text Has A Capital, or ALL OF IT."""
    inner = [word[0] for word in found if len(word[0]) > _SHORT and not _begins(text[: word.start()])]
    capitals = sum(word[0].isupper() for word in inner)
    return len(inner) >= _ENOUGH and capitals >= _TITLE_CASE * len(inner)
