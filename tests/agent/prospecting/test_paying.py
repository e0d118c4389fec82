"""Contacts cost no more than a person agreed to: the search stops, says so, and goes on when told."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import StaleError
from agent.prospecting.board import Board, Budget
from agent.prospecting.card import SessionState
from agent.prospecting.context import board_of, locked, put_board
from agent.prospecting.milestones import BUDGET
from agent.prospecting.parts import Price
from agent.prospecting.paying import DEARER, Terms, agree
from agent.prospecting.phases import TOP10, begin
from agent.prospecting.reflecting import LANES_ENRICH
from agent.prospecting.service import Prospecting
from tests.agent.prospecting.conftest import Office
from tests.workshop import DANA, WORKSPACE

pytestmark = pytest.mark.long

DOLLAR = 100_000


@given(each=st.integers(0, 10**6), agreed=st.integers(0, 10**7), costs=st.lists(st.floats(0, 1), max_size=60))
def test_what_is_spent_never_passes_what_was_agreed(each: int, agreed: int, costs: list[float]):
    board = Board().agreeing(agreed, each)
    for cost in costs:
        if not board.affords(1):
            break
        board = board.paying(int(cost * each))
    assert board.spent <= agreed or not each


def test_who_saw_a_lower_price_is_asked_again():
    offered = Terms(Price(company=300, people=3), 10, 3_000)
    assert agree(Board(), offered, 3_000).agreed == 3_000
    assert agree(Board(), offered, 4_000).agreed == 4_000
    with pytest.raises(StaleError, match="more than you saw"):
        agree(Board(), offered, 2_999)


async def test_the_price_is_there_before_anything_is_paid(office: Office):
    office.web.price = DOLLAR
    card = await office.card(await office.listed())
    assert card.terms == Terms(Price(DOLLAR, 2), 12, 12 * DOLLAR)
    assert not card.terms.capped
    await office.prospecting.enrich(DANA, card.id, card.terms.most)
    await office.durable.settle()
    done = await office.card(card.id)
    assert (done.agreed, done.spent, done.terms) == (12 * DOLLAR, 3 * DOLLAR, None)


async def test_a_price_that_rose_meanwhile_is_shown_first(office: Office):
    card = await office.card(await office.listed())
    office.web.price = DOLLAR
    with pytest.raises(StaleError, match=DEARER[:20]):
        await office.prospecting.enrich(DANA, card.id, 0)
    assert (await office.card(card.id)).state is SessionState.CANDIDATES_FOUND
    assert not office.web.finds


async def test_the_search_stops_before_the_budget_is_passed_and_goes_on_when_told(office: Office):
    office.web.price = DOLLAR
    budget = replace(office.context.budget, millicents=3 * DOLLAR)
    office.prospecting._context = replace(office.context, budget=budget)
    session_id = await office.listed()
    card = await office.card(session_id)
    assert card.terms is not None
    assert (card.terms.most, card.terms.capped) == (3 * DOLLAR, True)
    await office.prospecting.enrich(DANA, session_id, card.terms.most)
    await office.durable.settle()
    stopped = await office.card(session_id)
    assert stopped.state is SessionState.SUMMARY_EMITTED
    assert stopped.stopped
    assert stopped.spent <= 3 * DOLLAR
    assert not stopped.works_on
    assert 0 < len(stopped.enriched) < 12
    said = [told.sentence for told in await office.prospecting.sentences(WORKSPACE, session_id)]
    assert any("more than the $3.00 you agreed to" in sentence for sentence in said)
    assert not any(sentence.startswith("All done") for sentence in said)
    assert stopped.terms is not None
    looked = len(stopped.enriched)
    for _ in range(20):
        if not (card := await office.card(session_id)).stopped:
            break
        assert card.terms is not None
        await office.prospecting.enrich(DANA, session_id, card.terms.most)
        await office.prospecting.enrich(DANA, session_id, card.terms.most)
        await office.durable.settle()
    done = await office.card(session_id)
    assert looked < len(done.enriched) == 12
    assert set(office.web.finds.values()) == {1}
    assert done.spent == 3 * DOLLAR
    events = await office.events(session_id)
    assert events.count(BUDGET) >= 1
    assert (
        "All done. 12 companies" in (await office.prospecting.sentences(WORKSPACE, session_id))[-1].sentence
    )


async def test_no_more_is_asked_for_while_a_company_is_worked_on(office: Office):
    """The one that is slow is not counted in what was spent, so nobody may agree to more beside it."""
    office.web.price, office.web.delay = DOLLAR, 0.02
    budget = replace(office.context.budget, millicents=2 * DOLLAR)
    office.prospecting._context = replace(office.context, budget=budget)
    session_id = await office.listed()
    await office.prospecting.enrich(DANA, session_id, 2 * DOLLAR)
    await office.at_once()
    durable: Any = office.durable
    step, begun, offered = durable.step, 0, []

    async def slow(name: str, body: Any) -> Any:
        nonlocal begun
        begun += name.startswith("do ")
        second, made = begun % 4 == 2, await step(name, body)
        if second and name.startswith("do "):
            await asyncio.sleep(0.3)
            offered.append((await office.card(session_id)).terms)
        return made

    durable.step = slow
    for _ in range(9):
        if (await office.card(session_id)).terms is not None:
            await office.prospecting.enrich(DANA, session_id, 2 * DOLLAR)
            await office.at_once()
    done = await office.card(session_id)
    assert offered
    assert set(offered) == {None}
    assert len(done.enriched) == 12
    assert office.web.most_at_once["find"] == LANES_ENRICH
    assert set(office.web.finds.values()) == {1}


async def test_a_lane_that_began_before_more_was_agreed_takes_no_others_place(office: Office):
    """It counts as one of those that may be at work, and what it passes on is its own."""
    office.web.price, office.web.delay = DOLLAR, 0.02
    session_id = await office.listed()
    await office.prospecting.enrich(DANA, session_id)
    before = len(office.durable.waiting)
    async with office.store.transaction(WORKSPACE) as repos:
        row = await locked(repos, session_id)
        put_board(row, board_of(row).model_copy(update={"rounds": 1}))
        await begin(office.context, repos, row, TOP10)
    assert len(office.durable.waiting) == before + LANES_ENRICH
    await office.at_once()
    assert len((await office.card(session_id)).enriched) == 12
    assert office.web.most_at_once["find"] == LANES_ENRICH
    assert set(office.web.finds.values()) == {1}


async def test_what_pays_for_one_company_pays_for_it(office: Office):
    office.web.price = DOLLAR
    office.prospecting._context = replace(office.context, budget=replace(Budget(), millicents=DOLLAR))
    session_id = await office.listed()
    await office.prospecting.enrich(DANA, session_id, DOLLAR)
    await office.durable.settle()
    card = await office.card(session_id)
    assert (card.stopped, card.spent <= DOLLAR) == (True, True)
    assert card.enriched


def test_a_usual_search_may_cost_twenty_dollars():
    assert Budget().millicents == 20 * DOLLAR
    assert Prospecting.enrich.__doc__
