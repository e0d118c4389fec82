"""Preferences in words: what a message wants changed, and how sure it is that it does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from agent.people.changes import Change
from agent.people.phrases import RULES, SURE, UNSURE
from agent.tables import shipped

DOUBTFUL = 0.3
LONGEST = 400
"""Characters of a message that can be about preferences; a longer one is about something else."""
A_FEW = 3
"""Words that nobody accounts for, of which a message about preferences may have so many."""


@dataclass(frozen=True)
class Said:
    """A change that somebody asks for, and how sure it is that they do."""

    change: Change
    confidence: float


_RULES = tuple((re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), make) for words, make in RULES)
_FILLER = re.compile(
    r"(?<!\w)(?:please|pls|thanks|thank you|hey|hi|hello|leadsmith|and|also|from now on|in (?:the )?future"
    r"|i(?:'d| would)? (?:like|want|love|need|wish)(?: to (?:have|get))?"
    r"|(?:would|will|should) be (?:nice|great|good|better|lovely|fine|perfect|helpful|appreciated|enough"
    r"|ideal)"
    r"|(?:is|are) (?:better|fine|enough|nicer|easier)|(?:remember|note|keep in mind|know)(?: that)?"
    r"|(?:answers?|replies|messages|responses) (?:could|should|can|might|must)(?: all)?"
    r"|fyi|btw|by the way|so you know|unasked|unprompted|unsolicited|on your own|by yourself"
    r"|automatically|next time|a bit|a little"
    r"|any ?more"
    r"|in general|generally|for now|i prefer|i'd prefer|i would prefer|if possible|a little bit"
    r"|going forward"
    r"|when you (?:answer|reply|write)|bitte|ab jetzt|in zukunft|künftig|ab sofort|danke|s'il te plaît|stp"
    r"|désormais|à l'avenir|por favor|a partir de ahora|en adelante|gracias|then|well|again"
    r"|for the (?:future|moment)"
    r"|always|(?:can|could|would|will) you|i want you to|i'd like you to|you can|just|now|ok|okay|so"
    r"|(?:they|those|these|it|that) (?:matter|count|interest)s?(?: the)?(?: most)?(?: to| for)?(?: me)?"
    r"|most of all"
    r"|in (?:my|the|your) (?:numbers|figures|stats|updates|briefings|reports|summar\w+)|above all|an?"
    r"|some|only|tone|use|with me|to me|for me|your|my|the)(?!\w)|[^\w\s]",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"(?<!\w)(?:not|don't|never|no|stop|without|unless|except)(?!\w)", re.IGNORECASE)


def read(text: str) -> tuple[Said, ...]:
    """Every change that a text asks for, in its order; none for a text about something else."""
    rest = " ".join(text.replace("’", "'").split())
    if len(rest) > LONGEST:
        return ()
    found = _read(rest)
    other = _read(_otherwise(rest)) if _doubt(found) else ()
    return other if _sure(other) > _sure(found) else found


def _sure(found: tuple[Said, ...]) -> float:
    """How sure all of these are."""
    return min((each.confidence for each in found), default=0.0)


def _doubt(found: tuple[Said, ...]) -> bool:
    """Whether the rules are not sure of what is said, and it may be something else that they know."""
    return _sure(found) < SURE


@cache
def _table() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is said for the phrases of the rules, in other words and languages."""
    pairs = shipped(__package__, "otherwise.yaml")
    return tuple(
        (re.compile(rf"(?<!\w)(?:{said})(?:(?<=\W)|(?!\w))", re.IGNORECASE), meant) for said, meant in pairs
    )


def _otherwise(text: str) -> str:
    """The same in the words that the rules know."""
    for pattern, meant in _table():
        text = pattern.sub(meant, text)
    return " ".join(text.split())


def _read(rest: str) -> tuple[Said, ...]:
    found = []
    for pattern, make in _RULES:
        match = pattern.search(rest)
        made = make(match) if match is not None else None
        if match is not None and made is not None:
            found.append((match.start(), *made))
            # As long as before, so that the places of what is found later are those in the text.
            rest = f"{rest[: match.start()]}{'|' * len(match[0])}{rest[match.end() :]}"
    sure = _sureness(rest)
    return tuple(Said(change, min(sure, own)) for _, change, own in sorted(found, key=lambda each: each[0]))


def _sureness(rest: str) -> float:
    """How sure it is that a text is about preferences, by what nobody accounts for in it."""
    if _NEGATION.search(rest):
        return DOUBTFUL
    left = len(_FILLER.sub(" ", rest).split())
    if left == 0:
        return SURE
    return UNSURE if left <= A_FEW else DOUBTFUL
