"""Which pages are read follows from what is wanted and missing, whatever a site links to."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from agent.evidence.evidence import Evidence, Signal, Site
from agent.evidence.kinds import PageKind
from agent.evidence.visiting import AT_ONCE, WORTH, Visited, explore, next_page, unread
from agent.pages.errors import PageError, Trouble
from agent.pages.html import page_of
from agent.pages.page import Page

SITE = Site("acme.example", "Acme")
KINDS = st.sampled_from([*WORTH])
LINKS = st.lists(st.tuples(st.integers(0, 12), KINDS), max_size=20)


def address(number: int) -> str:
    return f"https://acme.example/{number}"


def home(links: Sequence[tuple[int, PageKind]], *have: Signal) -> Visited:
    evidence = tuple(Evidence(signal=each, value="x", url=address(0), snippet="x") for each in have)
    linked = tuple((address(number), kind) for number, kind in links)
    return Visited(asked=address(99), url=address(99), kind=PageKind.HOME, evidence=evidence, links=linked)


class Pages:
    """Reads any page, and counts how many at once; every third one is broken."""

    def __init__(self) -> None:
        self.read_ones: list[str] = []
        self.now = self.most = 0

    async def read(self, url: str) -> Page:
        self.read_ones.append(url)
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0)
        self.now -= 1
        if len(self.read_ones) % 3 == 0:
            raise PageError(Trouble.BROKEN, url)
        return page_of(url, "<p>Hello</p>")


def test_what_is_missing_comes_first():
    links = [(1, PageKind.PRICING), (2, PageKind.ABOUT), (3, PageKind.TEAM)]
    assert next_page([home(links)]) == address(2)
    known = home(links, Signal.EMPLOYEES, Signal.INDUSTRY, Signal.PLACE, Signal.BUYER)
    assert next_page([known]) == address(3)


def test_lists_are_worth_reading_though_one_of_their_things_is_known():
    links = [(1, PageKind.LOCATIONS), (2, PageKind.CASES)]
    assert {kind for _, kind in unread([home(links, Signal.PLACE, Signal.CASE)])} == {
        PageKind.LOCATIONS,
        PageKind.CASES,
    }


def test_only_what_is_wanted_is_read():
    links = [(1, PageKind.LOCATIONS), (2, PageKind.TEAM)]
    assert unread([home(links)], {Signal.PERSON}) == [(address(2), PageKind.TEAM)]


@given(LINKS, st.sets(st.sampled_from(Signal)), st.sets(st.sampled_from(Signal)))
def test_of_each_kind_one_page_is_left_that_was_not_read(
    links: list[tuple[int, PageKind]], have: set[Signal], wanted: set[Signal]
):
    visits = [home(links, *have), Visited(asked=address(1), url=address(1), kind=PageKind.ABOUT)]
    left = unread(visits, wanted)
    kinds = [kind for _, kind in left]
    assert len(kinds) == len(set(kinds))
    assert PageKind.ABOUT not in kinds
    assert address(1) not in [url for url, _ in left]
    assert unread(visits, wanted, left) == []


@given(LINKS, st.integers(1, 8))
async def test_exploring_reads_nothing_twice_and_keeps_to_its_caps(
    links: list[tuple[int, PageKind]], most: int
):
    pages = Pages()
    visits = await explore(pages, SITE, [home(links)], most)
    assert len(visits) == 1 + len(pages.read_ones) <= most
    assert len(set(pages.read_ones)) == len(pages.read_ones)
    assert pages.most <= AT_ONCE
