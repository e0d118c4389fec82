"""What to do next for one person: pure, from what was asked so far. The record is all that there is to know.

Providers are asked in their order, every address that can be the person's is verified, and the first
verified one ends it. Without a verifier nothing can become verified, so the first good address ends it as
*unverified*: asking on would only cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from agent.enrichment.provider import Kind, Provider
from agent.enrichment.screening import belongs, fault, normal
from agent.enrichment.wanted import Candidate, Wanted
from storage.models import LookupOutcome, TargetState

CHECKED = frozenset(
    {
        LookupOutcome.VERIFIED,
        LookupOutcome.CATCH_ALL,
        LookupOutcome.INVALID,
        LookupOutcome.UNKNOWN,
    }
)


@dataclass(frozen=True)
class Looked:
    """One thing that was asked: a provider of the person (no `subject`), or the verifier of an address."""

    provider: str
    subject: str
    outcome: LookupOutcome
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Course:
    """Who may be asked, in this order; whether addresses can be verified."""

    kinds: tuple[Kind[Provider], ...]
    verifies: bool
    closed: frozenset[str] = frozenset()
    """Those that are not asked any more; what they answered before counts."""


@dataclass(frozen=True)
class Ask:
    """Ask a provider for the person."""

    kind: Kind[Provider]


@dataclass(frozen=True)
class Verify:
    """Have an address verified, that this provider was first with."""

    email: str
    provider: str


@dataclass(frozen=True)
class Contact:
    """What came of it; `provider` is the first that really answered with this address."""

    state: TargetState
    email: str = ""
    provider: str = ""
    confidence: int = 0


Move = Ask | Verify | Contact


def next_move(person: Wanted, course: Course, record: Sequence[Looked]) -> Move:
    """The next thing to do; a `Contact` when it is over."""
    answers = {each.provider: each for each in record if not each.subject}
    marks = {each.subject: each.outcome for each in record if each.subject}
    spare: list[Contact] = []
    for kind in course.kinds:
        answer = answers.get(kind.name)
        if answer is None or answer.outcome is LookupOutcome.ASKED:
            if _is_worth_asking(kind, course, marks):
                return Ask(kind)
            continue
        move = _of_answer(kind, answer, person, course, marks)
        if isinstance(move, Verify) or (move is not None and _is_enough(move, course)):
            return move
        spare += [move] if move is not None else []
    return max(spare, key=_worth, default=Contact(TargetState.NOTHING))


def informed(person: Wanted, record: Sequence[Looked]) -> Wanted:
    """The person with the company's domain, where a provider has told it: an address that has its name."""
    if person.domain:
        return person
    told = (each.email.partition("@")[2].lower() for looked in record for each in looked.candidates)
    return replace(person, domain=next((domain for domain in told if belongs(domain, person)), ""))


def _is_worth_asking(kind: Kind[Provider], course: Course, marks: Mapping[str, LookupOutcome]) -> bool:
    if kind.name in course.closed:
        return False
    catches_all = LookupOutcome.CATCH_ALL in marks.values()
    return not kind.guesses or (course.verifies and not catches_all)


def _of_answer(
    kind: Kind[Provider],
    answer: Looked,
    person: Wanted,
    course: Course,
    marks: Mapping[str, LookupOutcome],
) -> Verify | Contact | None:
    """What follows from one provider's answer: an address to verify, or the best that it is good for."""
    spare: Contact | None = None
    for candidate in possible(kind, answer.candidates, person):
        mark = marks.get(candidate.email)
        found = Contact(TargetState.UNVERIFIED, candidate.email, kind.name, candidate.confidence)
        if mark is LookupOutcome.VERIFIED:
            state = TargetState.SHARED if kind.shared else TargetState.VERIFIED
            return Contact(state, candidate.email, kind.name, candidate.confidence)
        if mark is LookupOutcome.CATCH_ALL and kind.guesses:
            return spare
        if mark in {None, LookupOutcome.ASKED} and course.verifies:
            return Verify(candidate.email, kind.name)
        if mark is not LookupOutcome.INVALID and not kind.guesses:
            spare = spare or (
                Contact(TargetState.SHARED, candidate.email, kind.name) if kind.shared else found
            )
    return spare


def possible(kind: Kind[Provider], candidates: Sequence[Candidate], person: Wanted) -> tuple[Candidate, ...]:
    """The addresses that can be the person's, in one spelling, the surest first."""
    good = (
        Candidate(normal(each.email) or each.email, each.confidence, each.place)
        for each in sorted(candidates, key=lambda each: -each.confidence)
        if fault(each.email, person, shared=kind.shared) is None
    )
    return tuple(_once(good))[: kind.most]


def _once(candidates: Iterator[Candidate]) -> Iterator[Candidate]:
    seen: set[str] = set()
    for each in candidates:
        if each.email not in seen:
            seen.add(each.email)
            yield each


def _is_enough(found: Contact, course: Course) -> bool:
    """Whether this ends it: verified, or as good as it can get."""
    return found.state is TargetState.VERIFIED or (
        not course.verifies and found.state is TargetState.UNVERIFIED
    )


def _worth(found: Contact) -> tuple[bool, int]:
    return found.state is TargetState.UNVERIFIED, found.confidence
