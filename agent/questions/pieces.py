"""The pieces of a question: what is asked for in which way, and every filter that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from agent.planner.catalogue import catalogue
from agent.planner.reading.languages import as_on_profiles, in_english, roles
from agent.planner.reading.people import who
from agent.planner.reading.places import is_place, place, several
from agent.planner.reading.titles import cased, title_spans
from agent.questions.query import By, Which
from agent.questions.rest import Rest, said, words
from agent.questions.span import Span
from agent.questions.spans import take_span
from storage.filters import LeadOrder
from storage.models import Decision, Tier

_AT = re.compile(
    r"""\b(?:at|from|with|of|by|bei|von|aus)[ ](?:the[ ]company[ ]|der[ ]firma[ ]|der[ ]|dem[ ])?
    ((?!(?:the|my|our|all|these|those|them|this|that
      |each|every|mine|new|any|more|some|only|just|last|first|recent|people|leads|contacts)\b)[^\W_][\w&.'’-]*
      (?:[ ](?:(?:and|or|und|oder)[ ](?=(?-i:[A-Z])))?
        (?!(?:in|at|and|with|from|that|which|who|we|i|do|did|have|has|yet|already|please|pls|again|so|now|among)\b)[^\W_][\w&.'’-]*){0,3})""",
    re.IGNORECASE | re.VERBOSE,
)
_THEIRS = re.compile(
    r"\b(?i:my|our|the|any|all|all my|all our) (?P<name>[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,2}) (?i:leads?"
    r"|contacts?|people|prospects?)\b"
)
_LONGEST_PLACE = 4


@dataclass(frozen=True)
class Pieces:
    """What a question names. `first` is its first subject, `left` are words that nothing was made of."""

    asks: frozenset[str]
    subjects: frozenset[str]
    first: str | None
    mine: bool
    never: bool
    titles: tuple[str, ...]
    places: tuple[str, ...]
    industries: tuple[str, ...]
    companies: tuple[str, ...]
    email: bool | None
    phantoms: tuple[str, ...]
    goal: str | None
    run: Which | None
    merged: bool | None
    blocked: bool | None
    tiers: tuple[Tier, ...]
    decisions: tuple[Decision, ...]
    span: Span | None
    by: By | None
    order: LeadOrder | None
    limit: int | None
    top: bool
    csv: bool
    left: tuple[str, ...]

    @property
    def points(self) -> bool:
        """Whether something is named that only what is already there can have."""
        pointed = (self.phantoms, self.goal, self.run, self.span, self.tiers, self.decisions)
        return any(pointed) or self.merged is not None or self.blocked is not None


def pieces(text: str) -> Pieces:
    """Take a question apart."""
    rest = Rest(" ".join(re.sub(r"[?!;:()]+|[.,](?=\s|$)", " ", text.replace("’", "'")).split()))
    while rest.take(said("courtesy")):
        rest.text = rest.text.replace("|", " ").strip()
    tiers = tuple(tier for tier in Tier if rest.takes(f"tier.{tier}"))
    decisions = tuple(each for each in Decision if rest.takes(f"decision.{each}"))
    rest.takes("reasons")
    goal = _goal(rest)
    email = _either(rest, "email.without", "email.with")
    blocked = _either(rest, "blocked.free", "blocked.out")
    merged = _either(rest, "merged.once", "merged.again")
    csv = rest.takes("csv")
    run = next((which for which in Which if rest.takes(f"run.{which}")), None)
    phantoms = _phantoms(rest)
    order = _order(rest)
    by = next((by for by in By if rest.takes(f"by.{by}")), None)
    span = take_span(rest)
    limit, ordered = _limit(rest)
    order = order or ordered or next((each for each in LeadOrder if rest.takes(f"order.{each}")), None)
    top = rest.takes("top")
    goal = goal or _goal_words(rest)
    never = said("never").search(rest.text) is not None
    mine = rest.takes("mine")
    asks = frozenset(name for name in words()["ask"] if rest.takes(f"ask.{name}"))
    titles = _titles(rest)
    places = _places(rest)
    first = _first_subject(rest.text)
    subjects = frozenset(name for name in words()["subject"] if rest.takes(f"subject.{name}"))
    industries = _industries(rest)
    companies = _companies(rest) or _possessed(rest, text)
    rest.takes("small")
    return Pieces(
        asks=asks,
        subjects=subjects,
        first=first,
        mine=mine,
        never=never,
        titles=titles,
        places=places,
        industries=industries,
        companies=companies,
        email=email,
        phantoms=phantoms,
        goal=goal,
        run=run,
        merged=merged,
        blocked=blocked,
        tiers=tiers,
        decisions=decisions,
        span=span,
        by=by,
        order=order,
        limit=limit,
        top=top,
        csv=csv,
        left=tuple(rest.left()),
    )


def _first_subject(text: str) -> str | None:
    found = {name: said(f"subject.{name}").search(text) for name in words()["subject"]}
    at = {name: match.start() for name, match in found.items() if match}
    return min(at, key=lambda name: at[name], default=None)


def _either(rest: Rest, no: str, yes: str) -> bool | None:
    """False or true, by what is said; the longer phrases are those that deny."""
    if rest.takes(no):
        return False
    return True if rest.takes(yes) else None


def _goal(rest: Rest) -> str | None:
    found = rest.take(said("goal"))
    return found["goal"].strip() if found else None


def _goal_words(rest: Rest) -> str | None:
    found = rest.take(said("goal_words"))
    return found["goal"].strip() if found else None


def _order(rest: Rest) -> LeadOrder | None:
    """An order that is said as one; it would read as a group ("by company") otherwise."""
    named = (LeadOrder.COMPANY, LeadOrder.NAME, LeadOrder.SCORE)
    return next((order for order in named if rest.takes(f"order.{order}")), None)


def _limit(rest: Rest) -> tuple[int | None, LeadOrder | None]:
    found = rest.take(said("limit"))
    count = int(found["n"] or found["m"]) if found is not None else 0
    if found is None or not count:
        return None, None
    # Of what is shown, “the first 10” are the first; of all leads, the oldest.
    leads = said("subject.leads").search(rest.text)
    oldest = re.search(r"oldest|ältesten" + (r"|first|ersten" if leads else ""), found[0], re.IGNORECASE)
    return min(count, 10_000), LeadOrder.OLDEST if oldest else LeadOrder.NEWEST


def _phantoms(rest: Rest) -> tuple[str, ...]:
    """The scripts that are meant by a phantom's name, or by what the names of several begin with."""
    for pattern in _named():
        found = rest.take(pattern)
        if found is not None:
            return _starting_with(found["name"])
    return ()


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    by = words()["found_by"]
    names = [phantom.script.removesuffix(".js") for phantom in catalogue().phantoms]
    starts = {" ".join(name.split()[:size]) for name in names for size in (1, 2) if len(name.split()) > size}
    platforms = [start for start in starts if sum(_begins(name, start) for name in names) > 1]
    return (
        _any_of(names, rf"(?:{by} )?"),
        _any_of([p for p in platforms if p.lower() not in _PLAIN], rf"(?:{by}) "),
    )


_PLAIN = frozenset(
    {"ai", "data", "email", "lead", "company", "professional", "website", "advanced", "linkedin company"}
)
"""Words that names of phantoms begin with and that say no source."""


def _any_of(names: list[str], before: str) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(
        rf"(?<![\w-]){before}(?P<name>{'|'.join(map(re.escape, longest_first))})(?: phantoms?)?(?![\w-])",
        re.IGNORECASE,
    )


def _begins(name: str, start: str) -> bool:
    return f"{name} ".lower().startswith(f"{start} ".lower())


def _starting_with(said_name: str) -> tuple[str, ...]:
    scripts = [phantom.script for phantom in catalogue().phantoms]
    same = [script for script in scripts if script.removesuffix(".js").lower() == said_name.lower()]
    return tuple(same or (each for each in scripts if _begins(each.removesuffix(".js"), said_name)))


def _titles(rest: Rest) -> tuple[str, ...]:
    spoken = in_english(rest.text).titles
    if foreign := _foreign(rest, spoken):
        return foreign
    spans = [
        span
        for span in title_spans(rest.text)
        if not said("subject.people").fullmatch(rest.text[slice(*span)])
    ]
    if not spans:
        return _foreign(rest, roles(rest.text))
    titles = tuple(dict.fromkeys(cased(rest.text[start:end]) for start, end in spans))
    for start, end in reversed(spans):
        rest.text = f"{rest.text[:start]} | {rest.text[end:]}"
    return titles


def _foreign(rest: Rest, titles: tuple[str, ...]) -> tuple[str, ...]:
    """Titles of another language, in the singular."""
    for title in titles:
        rest.take(re.compile(re.escape(title)))
    return tuple(as_on_profiles(title) or title for title in titles)


def _places(rest: Rest) -> tuple[str, ...]:
    where = place(rest.text, guess=True)
    if where is None or (where == who(rest.text).industry and not is_place(where)):
        return ()
    found = several(where)
    named = {part.strip().lower() for name in found for part in (name, *name.split(","))}
    for size in range(_LONGEST_PLACE, 0, -1):
        rest.text = _without_places(rest.text, size, named)
    return tuple(name.split(",")[0] for name in found)


def _without_places(text: str, size: int, named: set[str]) -> str:
    """The text without the names of so many words that are places."""

    def gap(found: re.Match[str]) -> str:
        return "|" if found[1].lower() in named or is_place(found[1]) else found[0]

    word = r"[^\W\d_][\w'.-]*"
    return re.sub(rf"(?=\b({word}(?: {word}){{{size - 1}}}))\b{word}(?: {word}){{{size - 1}}}", gap, text)


def _industries(rest: Rest) -> tuple[str, ...]:
    found = who(rest.text).industry
    if found is None:
        return ()
    rest.take(
        re.compile(
            rf"(?:in |from |of |the )*\b{re.escape(found)}\b(?: (?:industry|sector|branche))?", re.IGNORECASE
        )
    )
    return (found,)


def _possessed(rest: Rest, text: str) -> tuple[str, ...]:
    """The company of “our Volvo leads”: a name that is nothing else."""
    found = _THEIRS.search(text)
    if found is None or not set(found["name"].split()) <= set(rest.left()):
        return ()
    rest.take(re.compile(re.escape(found["name"])))
    return (found["name"],)


def _companies(rest: Rest) -> tuple[str, ...]:
    found = rest.take(_AT)
    if found is None:
        return ()
    return tuple(name.strip() for name in re.split(r" or | and | und | oder ", found[1]) if name.strip())
