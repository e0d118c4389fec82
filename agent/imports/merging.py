"""Which rows are the same person, and what they add to what is known: pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from agent.leads.draft import Key, LeadDraft
from agent.leads.fact import Fact


@dataclass(frozen=True)
class Known:
    """What there is of the people that rows may be about: who has which key, who was first, their facts."""

    owners: Mapping[Key, str]
    people: Sequence[str]
    facts: Mapping[str, tuple[Fact, ...]]


@dataclass
class Person:
    """One person after some rows: the facts that were there, those that are new, and all their keys."""

    id: str
    known: bool
    facts: tuple[Fact, ...]
    new: list[Fact] = field(default_factory=list)
    keys: set[Key] = field(default_factory=set)

    @property
    def all(self) -> tuple[Fact, ...]:
        return (*self.facts, *self.new)


@dataclass(frozen=True)
class Merged:
    """The people that rows were about, and which known ones turned out to be others: (stays, goes)."""

    people: tuple[Person, ...]
    absorbed: tuple[tuple[str, str], ...]


def merge_rows(drafts: Iterable[LeadDraft], known: Known, new_id: Callable[[], str]) -> Merged:
    """Bring every row to the person who shares a key with it; of two who turn out to be one the older stays.

    A value that is known already stays as it is, with its source. A new one is as new as its row, so that it
    counts unless another was seen later; where somebody entered a value by hand it is left out.
    """
    work = _Work(known, new_id)
    for drafted in drafts:
        work.add(drafted)
    return Merged(tuple(work.met.values()), tuple(work.absorbed))


class _Work:
    """People by id while rows come in; `rank` tells who was there first."""

    def __init__(self, known: Known, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._owners = dict(known.owners)
        self._people = {
            each: Person(each, known=True, facts=known.facts.get(each, ())) for each in known.people
        }
        self._rank = {each: place for place, each in enumerate(known.people)}
        self.met: dict[str, Person] = {}
        self.absorbed: list[tuple[str, str]] = []

    def add(self, drafted: LeadDraft) -> None:
        """One row."""
        owners = {self._owners[key] for key in drafted.keys if key in self._owners}
        same = sorted(owners, key=self._rank.__getitem__)
        person = self._people[same[0]] if same else self._begin()
        for other in same[1:]:
            self._join(person, self._people.pop(other))
        person.keys.update(drafted.keys)
        self._owners.update(dict.fromkeys(drafted.keys, person.id))
        for fact in drafted.facts:
            _learn(person, fact)
        self.met[person.id] = person

    def _begin(self) -> Person:
        person = Person(self._new_id(), known=False, facts=())
        self._people[person.id] = person
        self._rank[person.id] = len(self._rank)
        return person

    def _join(self, person: Person, gone: Person) -> None:
        """The second turns out to be the first."""
        self.met.pop(gone.id, None)
        self._owners = {key: person.id if owner == gone.id else owner for key, owner in self._owners.items()}
        person.keys |= gone.keys
        if gone.known:
            self.absorbed.append((person.id, gone.id))
            person.facts = (*person.facts, *gone.facts)
        for fact in gone.new:
            _learn(person, fact)


def _learn(person: Person, fact: Fact) -> None:
    """Add a value that is not known, unless somebody entered another one by hand."""
    same_field = [each for each in person.all if each.field == fact.field]
    if any(each.by is not None or each.value == fact.value for each in same_field):
        return
    person.new.append(fact)
