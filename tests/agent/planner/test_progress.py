"""What planning does is told in plain words, at a pace that can be read."""

from __future__ import annotations

import asyncio

import pytest

from agent.planner.progress import LONGEST, paced, presentable


class Listener:
    def __init__(self) -> None:
        self.heard: list[str] = []

    async def __call__(self, doing: str) -> None:
        self.heard.append(doing)


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
