"""Finding what a person points at: the last one, that one, the second one, the one about dentists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from agent.tools.heard import Memory, Noun
from agent.tools.parts import ALL, LAST, THAT, THOSE
from storage.folding import folded

T = TypeVar("T")
_ENDING = 2
"""Letters in which the endings of a word may differ."""


def pointed(
    which: str,
    found: Sequence[T],
    memory: Memory,
    noun: Noun,
    *,
    id_of: Callable[[T], str],
    words_of: Callable[[T], str],
) -> list[T]:
    """Those of `found` (newest first) that are meant: one, none or all of them."""
    if which in {"", ALL}:
        return list(found)
    by_id = {id_of(each): each for each in found}
    shown = [by_id[each] for each in memory.listed(noun) if each in by_id]
    listed = shown or list(found)
    if which in {THAT, THOSE}:
        one = by_id.get(memory.one(noun))
        # “It” of several that were shown is any of them.
        return [one] if one is not None and which == THAT else shown or list(found[:1])
    if which == LAST:
        return list(found[:1])
    if which.isdigit():
        return listed[int(which) - 1 : int(which)] if int(which) else []
    wanted = (folded(which) or "").split()
    return [each for each in found if _speaks_of(words_of(each), wanted)]


def _speaks_of(text: str, wanted: Sequence[str]) -> bool:
    """Whether all the words are there; one that only ends otherwise (dentist, dentists) will do."""
    there = (folded(text) or "").split()
    return all(any(_same(word, other) for other in there) for word in wanted)


def _same(word: str, other: str) -> bool:
    """Whether two words are one, or one ends a little otherwise."""
    shorter, longer = sorted((word, other), key=len)
    ends = len(longer) - len(shorter)
    return longer.startswith(shorter) and (not ends or (ends <= _ENDING < len(shorter)))
