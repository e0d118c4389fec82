"""Which rows are one person, whatever order and batches they come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.imports.merging import Known, Merged, merge_rows
from agent.leads.draft import Key, LeadDraft
from agent.leads.fact import Fact, current
from tests.storage.rows import NOW

EXAMPLES = 30
NOBODY = Known({}, (), {})
KEYS = st.lists(
    st.tuples(st.sampled_from(["email", "profile"]), st.sampled_from("abcdef")),
    min_size=1,
    max_size=3,
    unique=True,
)


def _row(keys: Sequence[Key], number: int = 0, **values: str) -> LeadDraft:
    at = NOW + timedelta(microseconds=number)
    return LeadDraft(tuple(keys), tuple(Fact(name, value, "file x", at) for name, value in values.items()))


def _merged(rows: Iterable[LeadDraft], known: Known = NOBODY) -> Merged:
    numbers = count(1)
    return merge_rows(rows, known, lambda: f"new{next(numbers)}")


def _groups(rows: Sequence[Sequence[Key]]) -> set[frozenset[Key]]:
    """The keys of each person, found the slow way."""
    groups: list[set[Key]] = []
    for keys in rows:
        same = [group for group in groups if group & set(keys)]
        groups = [group for group in groups if group not in same]
        groups.append(set(keys).union(*same))
    return {frozenset(group) for group in groups}


@settings(max_examples=EXAMPLES)
@given(st.lists(KEYS, max_size=12))
def test_rows_that_share_a_key_even_by_way_of_others_are_one_person(rows: list[list[Key]]) -> None:
    found = _merged(_row(keys) for keys in rows)
    assert {frozenset(person.keys) for person in found.people} == _groups(rows)
    assert found.absorbed == ()


@settings(max_examples=EXAMPLES)
@given(st.lists(KEYS, max_size=8), st.lists(KEYS, max_size=8))
def test_what_was_known_before_merges_like_rows_do(before: list[list[Key]], rows: list[list[Key]]) -> None:
    first = _merged(_row(keys) for keys in before)
    owners = {key: person.id for person in first.people for key in person.keys}
    ids = tuple(sorted(person.id for person in first.people))
    second = merge_rows((_row(keys) for keys in rows), Known(owners, ids, {}), iter_ids())
    gone = {goes for _, goes in second.absorbed}
    assert gone <= set(ids)
    assert all((stays in ids and stays not in gone) or stays in gone for stays, _ in second.absorbed)
    left = len(ids) - len(gone) + sum(not person.known for person in second.people)
    assert left == len(_groups([*before, *rows]))


def iter_ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"later{next(numbers)}"


@settings(max_examples=EXAMPLES)
@given(st.permutations([[("email", "a")], [("email", "b")], [("email", "a"), ("email", "b")]]))
def test_the_one_who_was_there_first_stays(rows: list[list[Key]]) -> None:
    known = Known({("email", "b"): "old", ("email", "a"): "older"}, ("older", "old"), {})
    found = _merged((_row(keys) for keys in rows), known)
    assert [person.id for person in found.people] == ["older"]
    assert found.absorbed == (("older", "old"),)


def test_a_value_that_is_known_stays_as_it_is_and_a_new_one_counts_from_the_file_on() -> None:
    earlier = Fact("title", "CTO", "A.js", NOW - timedelta(days=1))
    later = Fact("company", "Berg SE", "A.js", NOW + timedelta(days=1))
    known = Known({("email", "a"): "ada"}, ("ada",), {"ada": (earlier, later)})
    rows = [_row([("email", "a")], title="CTO", company="Berg AG"), _row([("email", "a")], 1, title="CEO")]
    (person,) = _merged(rows, known).people
    newest = current(person.all)
    assert (newest["title"].value, newest["company"].value) == ("CEO", "Berg SE")
    assert [(fact.field, fact.value) for fact in person.new] == [("company", "Berg AG"), ("title", "CEO")]


def test_what_somebody_entered_by_hand_stays_whenever_that_was() -> None:
    entered = Fact("title", "Chief", "person:U1", NOW - timedelta(days=400))
    known = Known({("email", "a"): "ada"}, ("ada",), {"ada": (entered,)})
    (person,) = _merged([_row([("email", "a")], title="CTO")], known).people
    assert person.new == []
