"""The parts of a command: what to do, with what kind of thing, with which of them, and what is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from agent.questions.rest import Rest
from agent.questions.span import Span
from agent.questions.spans import take_span
from agent.tables import shipped
from agent.tools.heard import Noun, Past
from agent.tools.slips import mended
from agent.tools.tongues import in_english

LONGEST = 160
LAST, THAT, THOSE, ALL = "last", "that", "those", "all"
PENALTY = 0.15
_FROM_DAY = re.compile(
    r"\b(?:from|of) (?=(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)|yesterday|today|last|this)",
    re.IGNORECASE,
)
_POSSESSED = re.compile(
    r"\b(yesterday|today|week|month|quarter|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day)'s\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\^[ |]*(?:that|which|who)\b", re.IGNORECASE)
"""“The plans that have expired” are not that plan."""
_ONE = re.compile(
    r"\b(?:the|my|our|that|this) (?P<topic>(?:(?!(?:that|this|the|my|our|of|first|last"
    r"|next)\b)[^\W\d_][\w&'-]*[ |]+){1,3})"
    r"one\b(?! of\b)",
    re.IGNORECASE,
)
"""“The dentist one”: one of a kind that goes without saying."""
_FEW = 4
"""Words of a command, at most, that gives no reason."""
_TOPIC = 4
"""Words that say which one is meant, at most."""


@dataclass(frozen=True)
class Parts:
    """A command taken apart. `which` is `that`, `last`, `all`, a number, or words that name it.

    `plain` says that the thing was named by a noun, `mine` that it is the person's; `left` are the words that
    nothing was made of.
    """

    verb: str
    noun: Noun | None
    which: str
    status: str
    span: Span | None
    running: bool
    scheduled: bool
    mine: bool
    many: bool
    never: bool
    counting: bool
    left: tuple[str, ...]

    def sure(self, base: float) -> float:
        """How sure a reading is that understands everything but what is left."""
        return round(max(0.0, base - PENALTY * len(self.left)), 2)

    def carrying(self, before: Parts | None) -> Parts:
        """The same, with the state or the time of what was listed before, where it says only the other."""
        if before is None or self.which not in {"", THOSE} or bool(self.status) == (self.span is not None):
            return self
        return replace(self, status=self.status or before.status, span=self.span or before.span)

    @property
    def points(self) -> bool:
        """Whether it says what to do with one, or which, and nothing of what kind."""
        alone = self.noun is None and not (self.never or self.left or self.running or self.scheduled)
        said_so = self.which or self.status or self.verb in {"pause", "continue", "again", "delete"}
        return alone and bool(said_so) and not self.counting

    @property
    def time(self) -> str:
        """The stretch of time in words."""
        return str(self.span) if self.span is not None else ""


@cache
def words() -> Any:
    """The tables of words.yaml."""
    return shipped(__package__, "words.yaml")


@cache
def said(*path: str) -> re.Pattern[str]:
    """The phrases at this place, as whole words."""
    found = words()
    for part in path:
        found = found[int(part)] if isinstance(found, list) else found[part]
    return re.compile(rf"(?<![\w#-])(?:{found})(?![\w-])", re.IGNORECASE)


@cache
def _reason(name: str) -> re.Pattern[str]:
    return re.compile(words()[name], re.IGNORECASE)


@lru_cache(maxsize=256)
def parts(text: str) -> Parts | None:
    """The parts of a text; None for one that is too long to be a command."""
    text = _instead(without_reason(_instead(mended(text))))
    text = in_english(text) or text
    if len(text) > LONGEST or "://" in text:
        return None
    plain = re.sub(r"[?!;:()\"“”„]+|[.,](?=\s|$)", " ", text.replace("’", "'"))
    rest = Rest(
        re.sub(rf"^{words()['courtesy']}", "", f"{' '.join(plain.split())} ", flags=re.IGNORECASE).strip()
    )
    never = said("never").search(rest.text) is not None
    possessed = _POSSESSED.sub(r"\1", rest.text)
    rest.text = re.sub(r"\bhaven't\b|\bhasn't\b|\bwasn't\b", "not", possessed)
    counting = said("counting").search(rest.text) is not None
    rest.text = re.sub(r"\bthis (?:morning|afternoon)|earlier today|tonight", "today", rest.text)
    rest.text = _FROM_DAY.sub(_of_day, rest.text)
    running = rest.take(said("running")) is not None
    scheduled = rest.take(said("scheduled")) is not None
    verb = _first(rest, "verb") if not (running or scheduled) else "show"
    noun_at = _noun(rest)
    noun, many = (Noun(noun_at[0]), noun_at[1]) if noun_at else (None, False)
    span = take_span(rest)
    status = _first(rest, "status")
    mine = re.search(r"\b(?:my|our|mine|i|we)\b", rest.text, re.IGNORECASE) is not None
    rest.text = _RELATIVE.sub("^", rest.text)
    which = _which(rest)
    topic = _topic(rest) if noun is not None else _one(rest) if not which else ""
    if noun is Noun.SCHEDULES and not topic and (day := rest.take(said("weekday"))) is not None:
        topic = str(day[0])
    if noun is Noun.SCHEDULES and not topic and re.search(r"\bbriefings?\b", plain, re.IGNORECASE):
        topic = "briefing"
    left = tuple(word for word in rest.left() if not said("small").fullmatch(word))
    if many and which == LAST:
        # “My last runs” are the newest, which come first anyway.
        which = ""
    if topic and not which:
        which = topic
    return Parts(
        verb=verb, noun=noun, which=which, status=status, span=span, running=running, scheduled=scheduled,
        mine=mine, many=many, never=never, counting=counting, left=left,
    )  # fmt: skip


def without_reason(text: str) -> str:
    """The command without what is said why: “abort the Munich run, I picked the wrong city”."""
    bare = _reason("remark").sub("", text.strip(" ?!."))
    found = _reason("reason").search(bare) if len(bare.split()) > _FEW else None
    return bare[: found.start()].strip(" ,;–-") if found and len(bare[: found.start()].split()) > 1 else bare


def _instead(text: str) -> str:
    """What is said for a command that is known, in its words; what comes before it and its time stay."""
    bare = re.sub(rf"^{words()['courtesy']}", "", text.strip(" ?!."), flags=re.IGNORECASE)
    rest = Rest(bare)
    span = take_span(rest)
    alone = " ".join(rest.text.replace("|", " ").split())
    for pattern, meant in words()["instead"]:
        found = re.search(pattern, alone, re.IGNORECASE)
        if found is not None:
            return f"{found.expand(meant)} {span or ''}".strip()
    return text


def listed_before(turns: Sequence[Past], tool: str) -> Parts | None:
    """What the newest turns listed with this tool, each going on with the one before."""
    if not turns or turns[0].tool != tool:
        return None
    found = parts(turns[0].text)
    if found is None or found.noun is not None:
        return found
    return found.carrying(listed_before(turns[1:], tool))


def _of_day(found: re.Match[str]) -> str:
    """“From Monday” is that day, as in “the plan from Monday”; since it, one would say “since”."""
    return "on " if found["day"] else ""


def _first(rest: Rest, table: str) -> str:
    """The first of a table that is said; it is taken out."""
    found = {name: match for name in words()[table] if (match := said(table, name).search(rest.text))}
    if not found:
        return ""
    name: str = min(found, key=lambda each: (found[each].start(), -len(found[each][0])))
    inner = found[name].groupdict().get("rest") or ""
    rest.text = f"{rest.text[: found[name].start()]} {inner} | {rest.text[found[name].end() :]}"
    return name


def _noun(rest: Rest) -> tuple[str, bool] | None:
    """The kind of thing, marked where it stood, and whether several are named."""
    found = {name: match for name in words()["noun"] if (match := said("noun", name).search(rest.text))}
    if not found:
        return None
    name = min(found, key=lambda each: found[each].start())
    match = found[name]
    rest.text = f"{rest.text[: match.start()]} ^ {rest.text[match.end() :]}"
    return name, match[0].lower().endswith("s")


def _which(rest: Rest) -> str:
    """Which one is pointed at."""
    if rest.take(said("last")) is not None:
        return LAST
    for place in range(len(words()["ordinal"])):
        if _ordinal(rest.text, place):
            rest.take(said("ordinal", str(place)))
            return str(place + 1)
    for name in (ALL, THOSE, THAT):
        if rest.take(said("which", name)) is not None:
            return name
    return ""


def _ordinal(text: str, place: int) -> bool:
    """Whether this place is named as one; “one” and “two” alone are not."""
    found = said("ordinal", str(place)).search(text)
    return found is not None and found[0].lower() not in {"one", "two", "three"}


def _one(rest: Rest) -> str:
    """The words that name one of a kind that is not said: “the dentist one”."""
    found = _ONE.search(rest.text)
    topic = found["topic"].replace("|", " ").split() if found is not None else []
    if found is None or any(said("small").fullmatch(word) for word in topic):
        return ""
    rest.take(_ONE)
    return " ".join(topic)


def _topic(rest: Rest) -> str:
    """The words that name one: before its noun (“my dentist run”), or after it (“the run for dentists”)."""
    before, _, after = rest.text.partition("^")
    words_before = [word for word in before.split() if word != "|"]
    named: list[str] = []
    while words_before and not said("small").fullmatch(words_before[-1]) and len(named) < _TOPIC:
        named.insert(0, words_before.pop())
    if named:
        rest.text = f"{' '.join(words_before)} | {after}"
        return " ".join(named)
    found = re.match(rf"[ |]*{words()['about']} (?:the |my |our |a )?(?P<topic>[^|^]+)", after, re.IGNORECASE)
    if found and len(found["topic"].split()) <= _TOPIC:
        topic = [word for word in found["topic"].split() if not said("small").fullmatch(word)]
        rest.text = f"{before} | {after[found.end() :]}"
        return " ".join(topic)
    rest.text = f"{before} | {after}"
    return ""
