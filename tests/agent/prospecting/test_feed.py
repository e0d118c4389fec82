"""A feed tells everybody everything once, in order, and lets go of who is too far behind."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.prospecting import milestones as m
from agent.prospecting.feed import END, QUEUE, Feed, Subscription
from agent.prospecting.milestones import is_told
from storage.models import Milestone, SessionState
from storage.repositories.prospecting import Position
from tests.workshop import NOW, WORKSPACE

S = SessionState


def reached(*numbers: int) -> list[Milestone]:
    return [
        Milestone(
            session_id="s",
            key=f"{m.TICK}:{number}",
            number=number,
            event=m.TICK,
            message="One more.",
            state=S.ENRICHMENT_RUNNING,
            counters={},
            at=NOW,
        )
        for number in numbers
    ]


def at(newest: int, state: SessionState = S.ENRICHMENT_RUNNING, working: int = 1) -> Position:
    return Position(state, "It broke." if state is S.FAILED else "", newest, working)


class Cut:
    """Counts how often somebody was cut."""

    count = 0

    def __call__(self) -> None:
        self.count += 1


async def ids(follower: Subscription) -> list[str]:
    """What there is to be told at the moment."""
    found = []
    try:
        while (told := await follower.next(0.001)) is not None:
            found.append(told.id)
    except TimeoutError:
        pass
    return found


@settings(max_examples=30)
@given(st.integers(0, 8), st.integers(0, 8), st.integers(0, 8))
async def test_whoever_comes_whenever_is_told_the_rest_once_in_order(before: int, after: int, asked: int):
    feed = Feed(WORKSPACE, "s")
    feed.take(at(before), reached(*range(1, before + 1)))
    follower = feed.join(asked, Cut())
    feed.take(at(before + after), reached(*range(before + 1, before + after + 1)))
    feed.take(at(before + after, S.CANCELLED, 0), [])
    expected = [n for n in range(1, before + 1) if n > asked] + list(range(before + 1, before + after + 1))
    assert await ids(follower) == [*map(str, expected), END]
    late = feed.join(before + after, Cut())
    assert await ids(late) == [END]


async def test_who_is_a_hundred_behind_is_let_go_and_nobody_else():
    feed, slow, quick = Feed(WORKSPACE, "s"), Cut(), Cut()
    feed.take(at(0), [])
    feed.join(0, slow)
    reader = feed.join(0, quick)
    feed.take(at(QUEUE), reached(*range(1, QUEUE + 1)))
    assert len(await ids(reader)) == QUEUE
    assert slow.count == 0
    feed.take(at(QUEUE + 1), reached(QUEUE + 1))
    assert (slow.count, quick.count) == (1, 0)
    assert await ids(reader) == [str(QUEUE + 1)]


async def test_what_was_told_before_one_came_takes_no_room():
    feed, cut = Feed(WORKSPACE, "s"), Cut()
    feed.take(at(300), reached(*range(1, 301)))
    follower = feed.join(0, cut)
    feed.take(at(350), reached(*range(301, 351)))
    assert await ids(follower) == [str(number) for number in range(1, 351)]
    assert cut.count == 0


async def test_closing_wakes_who_waits_and_cuts_who_is_busy():
    feed, waiting, busy = Feed(WORKSPACE, "s"), Cut(), Cut()
    feed.take(at(1), reached(1))
    feed.join(0, busy)
    follower = feed.join(1, waiting)
    follower._waiting = True
    feed.close()
    follower._waiting = False
    assert await follower.next(1) is None
    assert (waiting.count, busy.count) == (0, 1)


@pytest.mark.parametrize(
    ("state", "keys", "working", "told"),
    [
        (S.PLANNING, [], 0, False),
        (S.CANDIDATES_FOUND, [m.CANDIDATES_FOUND], 0, False),
        (S.ENRICHMENT_RUNNING, [m.START_TOP10], 0, False),
        (S.SUMMARY_EMITTED, [m.SUMMARY], 0, True),
        (S.SUMMARY_EMITTED, [m.SUMMARY, m.NEXT40], 0, False),
        (S.SUMMARY_EMITTED, [m.SUMMARY, m.NEXT40, m.ALL_DONE], 0, True),
        (S.SUMMARY_EMITTED, [m.BUDGET, m.SUMMARY], 0, False),
        (S.SUMMARY_EMITTED, [m.SUMMARY, m.NEXT40, m.BUDGET, m.ALL_DONE], 0, False),
        (S.SUMMARY_EMITTED, [m.SUMMARY, m.BUDGET, f"{m.ALL_DONE}:1"], 0, True),
        (S.CANCELLED, [], 2, False),
        (S.CANCELLED, [], 0, True),
        (S.FAILED, [], 0, True),
    ],
)
def test_when_there_is_nothing_more_to_tell(state: SessionState, keys: list[str], working: int, told: bool):
    assert is_told(state, keys, working=working > 0) is told


@pytest.mark.parametrize(
    ("state", "said"),
    [(S.FAILED, "It broke."), (S.CANCELLED, "That search was cancelled. What was found is kept.")],
)
async def test_the_end_says_how_it_ended(state: SessionState, said: str):
    feed = Feed(WORKSPACE, "s")
    feed.take(at(0, state, 0), [])
    told: Any = await feed.join(0, Cut()).next(1)
    assert told.payload == {
        "event": "end",
        "message": said,
        "context": {"session_id": "s", "tenant_id": WORKSPACE, "state": state.value, "counters": {}},
    }
