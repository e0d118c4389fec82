"""A search is cancelled, or breaks, in whatever it is at: nothing is paid for after that, and it says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from agent.prospecting.card import SessionState
from agent.prospecting.ending import BROKEN_OFF, FAILED
from agent.prospecting.enriching import Enriching
from agent.prospecting.lanes import BROKE
from agent.prospecting.milestones import NEXT40, is_told
from agent.prospecting.reading import Reading
from storage.models import CompanyWork
from tests.agent.prospecting.conftest import Office
from tests.lookalikes import CUSTOMERS
from tests.workshop import DANA, WORKSPACE

pytestmark = pytest.mark.long

PHASES = {
    "the customers are read": ("do ", 2),
    "it searches": ("search found", 2),
    "candidates are read": ("do ", 8 + 3),
    "contacts of the first ten are found": ("do ", 8 + 15 + 3),
    "contacts of the others are found": ("do ", 8 + 15 + 11),
}
LONG = [pytest.param(phase, marks=pytest.mark.long) for phase in list(PHASES)[2:]]
"""The step during which it is cancelled, by its kind and number: eight sites, fifteen more, then contacts."""
Body = Callable[[], Awaitable[Any]]


def at_step(office: Office, kind: str, number: int, act: Body) -> None:
    """Do something while that step is under way."""
    durable: Any = office.durable
    step, left = durable.step, number

    async def watched(name: str, body: Body) -> Any:
        nonlocal left
        left -= name.startswith(kind)
        if left == 0 and name.startswith(kind):
            await act()
        return await step(name, body)

    durable.step = watched


def asked(office: Office) -> int:
    """What was searched for and looked for so far."""
    return office.web.searches.total() + office.web.finds.total()


@pytest.mark.parametrize("phase", [*list(PHASES)[:2], *LONG])
async def test_nothing_is_asked_after_cancel(office: Office, phase: str):
    counts: list[tuple[int, int]] = []
    session_id = await office.begun()

    async def cancel() -> None:
        for _ in range(3):
            await office.prospecting.cancel(DANA, session_id)
        counts.append((asked(office), office.web.reads.total()))

    at_step(office, *PHASES[phase], cancel)
    await office.prospecting.confirm(DANA, session_id)
    await office.durable.settle()
    if not counts:
        await office.prospecting.enrich(DANA, session_id)
        await office.durable.settle()
    card, events = await office.card(session_id), await office.events(session_id)
    assert (card.state, card.ended_by) == (SessionState.CANCELLED, DANA.user)
    assert asked(office) == counts[0][0]
    assert office.web.reads.total() - counts[0][1] <= 1, "the site that is being read is the last"
    assert "icp:progress_summary:all" not in events
    assert len(office.web.halted) == ("contacts" in phase), "the one that looks for contacts is told to end"


async def test_contacts_are_wanted_until_it_is_cancelled(office: Office):
    session_id = await office.listed()
    await office.prospecting.enrich(DANA, session_id)
    await office.durable.settle()
    wanted = []
    for _ in range(2):
        async with office.store.transaction(WORKSPACE) as repos:
            wanted.append(await office.web.sought[0].goes_on(repos))
        await office.prospecting.cancel(DANA, session_id)
    assert wanted == [True, False]


async def test_cancel_before_anything_begins(office: Office):
    session_id = await office.begun()
    await office.prospecting.cancel(DANA, session_id)
    await office.durable.settle()
    assert (await office.card(session_id)).state is SessionState.CANCELLED
    assert not office.web.reads


async def test_what_cannot_be_kept_holds_up_nobody(office: Office, monkeypatch: pytest.MonkeyPatch):
    keep = Reading.keep

    async def failing(self: Reading, repos: Any, session: Any, row: Any, made: Any) -> None:
        if row.domain == CUSTOMERS[0] and "signals" in made:
            raise ValueError("odd in a new way")
        await keep(self, repos, session, row, made)

    monkeypatch.setattr(Reading, "keep", failing)
    session_id = await office.listed()
    card = await office.card(session_id)
    assert card.state is SessionState.CANDIDATES_FOUND
    assert card.customers.failed == 1
    async with office.store.reading(WORKSPACE) as repos:
        row = await repos.prospecting.company(session_id, CUSTOMERS[0])
    assert row is not None
    assert (row.reading, row.document["trouble"]) == (CompanyWork.FAILED, BROKE)


async def test_a_lane_that_breaks_ends_the_search_and_says_what_to_do(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object) -> Any:
        raise ValueError("odd in a new way")

    monkeypatch.setattr(Reading, "task", broken)
    session_id = await office.listed()
    card = await office.card(session_id)
    assert (card.state, card.sentence) == (SessionState.FAILED, FAILED)
    assert "Start another" in card.sentence


async def test_what_breaks_after_the_summary_ends_the_search_with_what_there_is(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    task = Enriching.task

    def broken(self: Enriching, session: Any, row: Any) -> Any:
        if row.rank > 11:
            raise ValueError("odd in a new way")
        return task(self, session, row)

    monkeypatch.setattr(Enriching, "task", broken)
    session_id = await office.listed()
    await office.prospecting.enrich(DANA, session_id)
    await office.durable.settle()
    card = await office.card(session_id)
    assert (card.state, card.works_on, len(card.enriched)) == (SessionState.SUMMARY_EMITTED, False, 11)
    assert BROKEN_OFF in card.notes
    told = (await office.prospecting.sentences(WORKSPACE, session_id))[-1]
    assert told.sentence.startswith("So far: 11 companies")
    keys = [each.key for each in await office.prospecting.sentences(WORKSPACE, session_id)]
    assert is_told(card.state, {*keys, NEXT40}, working=False)


async def test_reading_on_that_breaks_after_the_summary_is_no_end(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object) -> Any:
        raise ValueError("odd in a new way")

    office.web.more = {"technology": "SAP"}
    session_id = await office.begun()
    await office.prospecting.confirm(DANA, session_id)
    waiting = office.durable.waiting
    while keys := [key for key in waiting if ":rest:" not in key]:
        job, args, _ = waiting.pop(keys[0])
        await office.durable._jobs[job].body(*args)
    later = {key: waiting.pop(key) for key in list(waiting)}
    await office.prospecting.enrich(DANA, session_id)
    await office.durable.settle()
    monkeypatch.setattr(Reading, "task", broken)
    waiting |= later
    await office.durable.settle()
    card = await office.card(session_id)
    assert (card.state, card.candidates.done, len(card.enriched)) == (SessionState.SUMMARY_EMITTED, 15, 12)
