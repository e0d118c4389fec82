"""What planning does is told in plain words, at a pace that can be read."""

from __future__ import annotations

import asyncio

import pytest

from agent.events import Thought
from agent.planner.progress import LONGEST, LONGEST_DETAIL, Glimpse, paced, presentable


class Listener:
    def __init__(self) -> None:
        self.seen: list[Glimpse] = []

    @property
    def heard(self) -> list[str]:
        return [glimpse.doing for glimpse in self.seen]

    async def __call__(self, seen: Glimpse) -> None:
        self.seen.append(seen)


async def test_the_first_sentence_is_told_at_once():
    listener = Listener()
    async with paced(listener) as progress:
        await progress("Reading your goal…")
        assert listener.heard == ["Reading your goal…"]


async def test_of_those_that_come_too_soon_the_newest_is_told_when_it_is_time():
    listener = Listener()
    async with paced(listener, pause=0.05) as progress:
        for doing in ("One…", "Two…", "Three…"):
            await progress(doing)
        assert listener.heard == ["One…"]
        await asyncio.sleep(0.1)
        assert listener.heard == ["One…", "Three…"]


async def test_after_the_pause_the_next_one_is_told_at_once():
    listener = Listener()
    times = iter([0.0, 0.0, 2.0, 2.0])
    async with paced(listener, monotonic=lambda: next(times)) as progress:
        await progress("One…")
        await progress("Two…")
        assert listener.heard == ["One…", "Two…"]


async def test_what_still_waits_at_the_end_is_not_told():
    listener = Listener()
    async with paced(listener, pause=0.05) as progress:
        await progress("One…")
        await progress("Two…")
    await asyncio.sleep(0.1)
    assert listener.heard == ["One…"]


async def test_no_thought_is_lost_however_soon_it_comes():
    listener = Listener()
    async with paced(listener, pause=0.05) as progress:
        for number in range(3):
            await progress(f"{number}…")
            await progress(Thought(f"Thought {number}"))
        await asyncio.sleep(0.1)
        await progress(Thought("The last"))
    assert [thought.title for seen in listener.seen for thought in seen.thoughts] == [
        "Thought 0",
        "Thought 1",
        "Thought 2",
        "The last",
    ]
    assert [seen.over for seen in listener.seen] == [False] * (len(listener.seen) - 1) + [True]


async def test_without_a_thought_nobody_is_told_of_the_end():
    listener = Listener()
    async with paced(listener) as progress:
        await progress("Reading your goal…")
    assert listener.seen == [Glimpse("Reading your goal…")]


async def test_a_thought_is_plain_and_short_too():
    listener = Listener()
    async with paced(listener) as progress:
        await progress(Thought("<!here> *bold*", "word " * 100, well=False))
    (thought,) = (thought for seen in listener.seen for thought in seen.thoughts)
    assert thought.title == "!here bold"
    assert LONGEST < len(thought.detail) <= LONGEST_DETAIL
    assert not thought.well


@pytest.mark.parametrize(
    ("doing", "shown"),
    [
        ("Searching for “CTOs”…", "Searching for “CTOs”…"),
        ("*bold* _sly_ `code` ~gone~", "bold sly code gone"),
        ("<!here> <@U1> <https://evil.example|click>", "!here U1 https://evil.example click"),
        ("two\nlines\x00 and\u202e more", "two lines and more"),
        ("with xoxb-1234567890-abc inside", "with removed inside"),
    ],
)
def test_it_is_one_plain_line_without_secrets(doing: str, shown: str):
    assert presentable(doing) == shown


def test_it_is_short():
    assert len(presentable("word " * 100)) <= LONGEST
