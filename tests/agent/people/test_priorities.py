"""The priority list: in its order, each thing once, a hundred at most, one's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.errors import InvalidError
from agent.people.priorities import MOST, Added
from agent.roles import Actor
from tests.agent.people.test_service import MANAGER, with_leads
from tests.workshop import DANA, SAM, Workshop, workshop_at


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Workshop]:
    async with workshop_at(tmp_path) as workshop:
        yield workshop


async def texts(shop: Workshop, actor: Actor = DANA) -> list[str]:
    items = await shop.priorities.of(actor)
    assert [item.position for item in items] == list(range(len(items)))
    return [item.lead.name if item.lead else item.text for item in items]


async def test_leads_and_words_stand_in_the_order_in_which_they_came(shop: Workshop) -> None:
    await with_leads(shop, "l1", "l2")
    await shop.priorities.add_text(DANA, " call  Acme ")
    assert await shop.priorities.add_leads(DANA, ["l2", "l1", "l2"]) == Added(2, 0, 0, 0)
    assert await texts(shop) == ["call Acme", "Ada l2", "Ada l1"]
    assert [each.lead_id for each in (await shop.people.of(DANA)).leads] == ["l2", "l1"]


async def test_adding_again_changes_nothing(shop: Workshop) -> None:
    await with_leads(shop, "l1", "l2")
    await shop.priorities.add_leads(DANA, ["l1"])
    assert await shop.priorities.add_leads(DANA, ["l1", "l2", "nowhere"]) == Added(1, 1, 1, 0)
    first = await shop.priorities.add_text(DANA, "call Acme")
    again = await shop.priorities.add_text(DANA, "Call ACME")
    assert (again.id, again.position) == (first.id, first.position) == (first.id, 2)
    assert await texts(shop) == ["Ada l1", "Ada l2", "call Acme"]


async def test_what_is_done_leaves_and_may_come_back_at_the_end(shop: Workshop) -> None:
    await with_leads(shop, "l1")
    await shop.priorities.add_leads(DANA, ["l1"])
    await shop.priorities.add_text(DANA, "call Acme")
    lead = (await shop.priorities.of(DANA))[0].id
    for _ in range(2):
        await shop.priorities.done(DANA, lead)
    assert await texts(shop) == ["call Acme"]
    assert await shop.priorities.add_leads(DANA, ["l1"]) == Added(1, 0, 0, 0)
    assert await texts(shop) == ["call Acme", "Ada l1"]


async def test_entries_move_and_are_removed(shop: Workshop) -> None:
    for word in ("a", "b", "c"):
        await shop.priorities.add_text(DANA, word)
    ids = {item.text: item.id for item in await shop.priorities.of(DANA)}
    for _ in range(2):
        await shop.priorities.move(DANA, ids["c"], 0)
    assert await texts(shop) == ["c", "a", "b"]
    await shop.priorities.move(DANA, ids["c"], 99)
    assert await texts(shop) == ["a", "b", "c"]
    await shop.priorities.move(DANA, "nowhere", 0)
    for _ in range(2):
        await shop.priorities.remove(DANA, ids["b"])
    assert await texts(shop) == ["a", "c"]


async def test_a_list_holds_a_hundred(shop: Workshop) -> None:
    await with_leads(shop, *(f"l{n}" for n in range(MOST + 1)))
    every = [f"l{n}" for n in range(MOST + 1)]
    assert await shop.priorities.add_leads(DANA, every) == Added(MOST, 0, 0, 1)
    with pytest.raises(InvalidError, match="100 entries"):
        await shop.priorities.add_text(DANA, "one more")
    assert len(await texts(shop)) == MOST
    assert (await shop.people.of(DANA)).leads == ()


@pytest.mark.parametrize(("text", "said"), [("  ", "Say what"), ("x" * 301, "300 characters")])
async def test_what_cannot_be_an_entry(shop: Workshop, text: str, said: str) -> None:
    with pytest.raises(InvalidError, match=said):
        await shop.priorities.add_text(DANA, text)


async def test_nobody_touches_anothers_list_or_lists_leads_they_do_not_see(shop: Workshop) -> None:
    await with_leads(shop, "l1")
    await shop.priorities.add_leads(DANA, ["l1"])
    item = (await shop.priorities.of(DANA))[0].id
    for actor in (SAM, MANAGER):
        await shop.priorities.done(actor, item)
        await shop.priorities.remove(actor, item)
        await shop.priorities.move(actor, item, 5)
        assert await texts(shop, actor) == []
    assert await texts(shop) == ["Ada l1"]
    assert await shop.priorities.add_leads(SAM, ["l1"]) == Added(0, 0, 1, 0)
    assert await shop.priorities.add_leads(MANAGER, ["l1"]) == Added(1, 0, 0, 0)
