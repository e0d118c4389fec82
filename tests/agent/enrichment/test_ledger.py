"""What providers cost a verified contact, the order that follows, and how a workspace prefers it."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from agent.enrichment.ledger import ENOUGH, LedgerLine, suggested
from agent.enrichment.preference import SHARED, USUAL, Preference, arranged
from agent.enrichment.prices import PRICES, price_of
from agent.enrichment.providers import KEYED
from agent.enrichment.searches import SEARCHES
from storage.models import LookupOutcome

LAST = frozenset({"d"})


def line(name: str, verified: int, millicents: int, asked: int = 100) -> LedgerLine:
    return LedgerLine(name, asked, verified, verified, millicents)


def test_the_cheapest_verified_contact_comes_first() -> None:
    ledger = {"a": line("a", 10, 9_000), "b": line("b", 50, 5_000), "c": line("c", 0, 100)}
    assert suggested(("a", "b", "c", "d"), ledger, LAST) == ("b", "a", "c", "d")
    assert ledger["c"].each is None


def test_who_was_hardly_asked_keeps_their_place() -> None:
    ledger = {"a": line("a", 10, 9_000), "b": line("b", 5, 1, asked=ENOUGH - 1), "c": line("c", 50, 1_000)}
    assert suggested(("a", "b", "c"), ledger) == ("c", "b", "a")


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(1, 10_000)), min_size=3, max_size=4))
def test_no_order_costs_less(figures: list[tuple[int, int]]) -> None:
    """Where a provider is asked only after those before it failed, and each succeeds independently."""
    names = "abcd"[: len(figures)]
    ledger = {name: line(name, hits, cost * 100) for name, (hits, cost) in zip(names, figures, strict=True)}

    def expected(order: tuple[str, ...]) -> float:
        cost, left = 0.0, 1.0
        for name in order:
            cost += left * ledger[name].millicents / ledger[name].asked
            left *= 1 - ledger[name].verified / ledger[name].asked
        return cost

    best = min(expected(each) for each in permutations(names))
    assert expected(suggested(tuple(names), ledger)) <= best * (1 + 1e-9)


orders = st.lists(st.sampled_from([*USUAL, "gone"]), max_size=10)


@given(orders, st.sampled_from(USUAL), st.sampled_from([-1, 1]))
def test_an_order_holds_everybody_once_and_the_shared_last(order: list[str], name: str, by: int) -> None:
    moved = Preference(order=tuple(order)).moved(name, by)
    for names in (arranged(order), moved.names()):
        assert sorted(names) == sorted(USUAL)
        assert names[-1] in SHARED
    assert moved.moved(name, -by).moved(name, by).names() == moved.names()


def test_a_suggested_order_can_be_undone() -> None:
    new = Preference().ordered(tuple(reversed(USUAL)))
    assert new.names() != USUAL
    assert new.ordered(new.names()) == new
    assert new.undone().names() == USUAL
    assert new.moved("hunter", -1).before == ()
    assert Preference().undone() == Preference()


def test_every_vendor_has_a_price_with_its_source() -> None:
    assert PRICES.keys() == {kind.name for kind in (*KEYED, *SEARCHES)}
    assert all(price.source.startswith("https://") and price.millicents > 0 for price in PRICES.values())


def test_only_what_is_charged_costs() -> None:
    assert price_of("hunter").of(LookupOutcome.NOTHING) == 0
    assert price_of("serper").of(LookupOutcome.NOTHING) > 0
    assert price_of("zerobounce").of(LookupOutcome.UNKNOWN) == 0
    assert price_of("hunter").of(LookupOutcome.THROTTLED) == 0
    assert price_of("apollo").of(LookupOutcome.INTERRUPTED) > 0
    assert price_of("permutations").of(LookupOutcome.FOUND) == 0
