"""A goal said once more for another place or title: “now the same for Vienna” after “find 30 architects”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.planner.reading.places import is_place, place
from agent.planner.reading.titles import title_spans
from agent.tools.heard import Memory, Past

_PLANNED = "plan_goal"
_MOST = 5
"""Words of what it is said for, at most."""
_LEAD = (
    r"(?:(?:ok|okay|now|and|then|so|great|cool|please|pls|jetzt|und|dann|nun|bitte|mach|mache|et|maintenant"
    r"|alors|fais|y|ahora|luego|haz|do|plan|run|find|try|search|exactly|genau) )*"
)
_SAME = (
    r"(?:(?:the )?same(?: (?:thing|search|goal|plan|again|people|one|but|just|only))*"
    r"|(?:das|die|den) ?(?:gleiche|selbe)n?(?: suche)?"
    r"|dasselbe|gleiches|(?:it|that|this|das|es|ça|eso)(?: (?:again|too|also|as well|nochmal|auch|aussi"
    r"|también))*|(?:la )?m[êe]me (?:chose|recherche)|pareil|idem|lo mismo|la misma búsqueda|igual)"
)
_MORE = r"(?:(?:and|und|et|y)(?: (?:now|also|then|jetzt|noch|auch|dann|maintenant|aussi|ahora|también))*)"
_FOR = r"(?:for|in|with|at|around|near|für|in|bei|mit|pour|à|en|avec|para|con)"
_TAIL = r"(?: (?:please|pls|bitte|noch|auch|too|as well|again|now|instead|stp|por favor|aussi|también))*"
_ONCE_MORE = re.compile(
    rf"{_LEAD}(?:{_SAME}|{_MORE}) {_FOR} (?P<other>[^?.!,]+?){_TAIL}[?.! ]*", re.IGNORECASE
)


_MANY = re.compile(
    rf"{_LEAD}(?:double (?:it|that|them),?|actually|rather|better|more like|let's (?:do|say)|no,?|sorry,?"
    r"|(?:i|we)(?:'d| would)? (?:need|want|like|prefer)|make (?:it|that|them)|(?:the )?same (?:but|with)"
    r"|with|but|mach|nimm|lieber|plutôt|mejor)"
    r"(?: (?:it|das|es|daraus|only|just|nur|lieber|draus))* (?P<count>\d{1,5})(?: (?:inste"
    r"ad|please|stattdessen|bitte|of them))*[?.! ]*",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?<![\w./-])\d{1,5}(?![\w./-])")


def once_more(text: str, memory: Memory) -> str | None:
    """The goal that was said before, for what this text names instead; None for everything else."""
    many = _MANY.fullmatch(text.strip())
    if many is not None:
        goal = goal_before(memory.turns)
        return _COUNT.sub(many["count"], goal, count=1) if _COUNT.search(goal) else None
    found = _ONCE_MORE.fullmatch(text.strip())
    if found is None or len(found["other"].split()) > _MOST:
        return None
    before = goal_before(memory.turns)
    return _instead(before, found["other"].strip()) if before else None


def goal_before(turns: Sequence[Past]) -> str:
    """The goal that the newest of these turns planned."""
    if not turns or turns[0].tool != _PLANNED:
        return ""
    return once_more(turns[0].text, Memory(tuple(turns[1:]))) or turns[0].text


def _instead(goal: str, other: str) -> str | None:
    """The goal with another place in the place of its own, or with another title."""
    if title_spans(other):
        spans = title_spans(goal)
        if not spans:
            return None
        start, end = spans[0]
        return f"{goal[:start]}{other}{goal[end:]}"
    if not is_place(other) and not other[:1].isupper():
        return None
    there = place(goal, guess=True)
    at = goal.lower().find(there.lower()) if there else -1
    if there is None or at < 0:
        return f"{goal} in {other}"
    return f"{goal[:at]}{other}{goal[at + len(there) :]}"
