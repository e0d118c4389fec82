"""Answers in a sentence, the number first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agent.questions.answer import Answer, FiguresAnswer, GroupsAnswer, LeadsAnswer, Wider
from agent.questions.query import By, LeadQuery, What, Which, is_decided
from agent.questions.span import All
from storage.filters import LeadOrder
from storage.models import Decision

NOTHING_YET = "The leads of your first run will be here. Send me a goal and I'll plan it."
_FEW = 3
_NOUNS: Mapping[By, tuple[str, str]] = {
    By.COMPANY: ("company", "companies"),
    By.PLACE: ("place", "places"),
    By.TITLE: ("title", "titles"),
    By.INDUSTRY: ("industry", "industries"),
    By.SOURCE: ("phantom", "phantoms"),
    By.DAY: ("day", "days"),
}
_RUNS = {Which.LAST: "from your last run", Which.THREAD: "from this thread"}
_FIRST = {
    LeadOrder.NEWEST: "the newest",
    LeadOrder.OLDEST: "the oldest",
    LeadOrder.SCORE: "the best",
}
_DECIDED: Mapping[Decision, str] = {
    Decision.PROPOSED: "waiting for review",
    Decision.APPROVED: "approved in review",
    Decision.REJECTED: "rejected in review",
    Decision.SKIPPED: "skipped in review",
}
_STATES: Mapping[str, str] = {
    "planning": "being planned",
    "proposed": "waiting for a decision",
    "refused": "could not be planned",
    "waiting": "not started",
}
_WHATS: Mapping[What, tuple[str, str]] = {
    What.PLANS: ("plan", "plans"),
    What.RUNS: ("run", "runs"),
    What.LEADS: ("lead", "leads"),
}


def counted(number: int, one: str, several: str) -> str:
    """A number and its noun."""
    return f"{number:,} {one if number == 1 else several}"


def sentence(answer: Answer) -> str:
    """What the answer comes to; not escaped."""
    match answer:
        case LeadsAnswer():
            return _leads(answer)
        case GroupsAnswer():
            return _groups(answer)
        case FiguresAnswer():
            return _figures(answer)


def help_for(query: LeadQuery, wider: Sequence[Wider]) -> str:
    """What would help where nothing was found."""
    if wider:
        parts = [f"without {each.without} it would be {each.people:,}" for each in wider[:2]]
        return f"{' and '.join(parts).capitalize()}."
    if not qualifiers(query):
        return NOTHING_YET
    return "Ask for all of your leads, or send me a goal and I'll plan how to find such people."


def _leads(answer: LeadsAnswer) -> str:
    query = answer.query
    what = _with(answer.people, "lead", "leads", query)
    if not answer.people:
        return f"{what}."
    limited = answer.people < answer.found
    of = f" ({_FIRST.get(query.order, 'the first')} of {answer.found:,})" if limited else ""
    emails = f", {answer.emails:,} with an e-mail" if query.email is None and not limited else ""
    return f"{what}{of}{emails}."


def _groups(answer: GroupsAnswer) -> str:
    by = answer.query.by or By.COMPANY
    leads = _with(answer.people, "lead", "leads", answer.query)
    if not answer.people:
        return f"{leads}."
    if not answer.group_count:
        return f"{leads}, none with a known {_NOUNS[by][0]}."
    return f"{leads}, {'over' if by is By.DAY else 'of'} {counted(answer.group_count, *_NOUNS[by])}."


def _figures(answer: FiguresAnswer) -> str:
    numbers = [counted(answer.numbers[what], *_WHATS[what]) for what in answer.query.what]
    time = "" if isinstance(answer.query.span, All) else f" {answer.query.span}"
    if answer.emails:
        numbers[-1] += f" ({answer.emails:,} with an e-mail)"
    return f"{_joined(numbers, 'and')}{time}."


def states_of(answer: FiguresAnswer) -> Iterator[str]:
    """Where the plans and runs stand, a line each."""
    for what, states in answer.states.items():
        if states:
            named = (f"{number:,} {_STATES.get(state, state)}" for state, number in states.items() if number)
            yield f"{_WHATS[what][1].capitalize()}: {', '.join(named)}"


def _with(number: int, one: str, several: str, query: LeadQuery) -> str:
    noun = f"No {several}" if not number else counted(number, one, several)
    return " ".join((noun, *qualifiers(query)))


def qualifiers(query: LeadQuery) -> tuple[str, ...]:
    """What was asked of the leads, part by part."""
    return tuple(_qualifiers(query))


def _qualifiers(query: LeadQuery) -> Iterator[str]:
    named = {
        "who are": query.titles,
        "at": query.companies,
        "in the industry": query.industries,
        "in": query.places,
    }
    yield from (f"{before} {_joined(values, 'or')}" for before, values in named.items() if values)
    if query.email is not None:
        yield "with an e-mail" if query.email else "without an e-mail"
    if query.tiers:
        yield f"of {_joined([tier.value for tier in query.tiers], 'or')} tier"
    if query.decisions:
        yield _joined([_DECIDED[each] for each in query.decisions], "or")
    if query.merged is not None:
        yield "that were known before" if query.merged else "that were not known before"
    if query.blocked is not None:
        yield "that must not be contacted" if query.blocked else "that may be contacted"
    if query.phantoms:
        yield f"found by {_phantoms(query.phantoms)}"
    if query.run is not None:
        yield _RUNS[query.run]
    if query.goal is not None:
        yield f"from the goal “{query.goal}”"
    if not isinstance(query.span, All):
        yield str(query.span) if query.phantoms or is_decided(query) else f"found {query.span}"


def _phantoms(scripts: Sequence[str]) -> str:
    names = [script.removesuffix(".js") for script in scripts]
    return _joined(names, "or") if len(names) <= _FEW else f"one of {len(names)} phantoms"


def _joined(parts: Sequence[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
