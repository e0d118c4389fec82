"""Whatever people do, two users and two workspaces never see each other's."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.people.changes import AddGoal, SetChannel
from agent.people.person import Person
from agent.people.priorities import PriorityItem
from agent.roles import Actor, Role
from tests.storage import rows
from tests.workshop import Workshop, workshop_at

pytestmark = pytest.mark.long

ACTORS = [Actor(workspace, user) for workspace in ("T1", "T2") for user in ("U1", "U2")]
LEADS = [f"{actor.workspace}{actor.user}{n}" for actor in ACTORS for n in (1, 2)]
Do = Callable[[Workshop, Actor, int], Awaitable[object]]


def _mark(actor: Actor, number: int) -> str:
    return f"{actor.workspace}{actor.user} {number}"


async def _finish_first(shop: Workshop, actor: Actor, number: int) -> None:
    for other in ACTORS:
        items = await shop.priorities.of(other)
        if items:
            await (shop.priorities.done if number % 2 else shop.priorities.remove)(actor, items[0].id)
            await shop.priorities.move(actor, items[-1].id, 0)


DEEDS: dict[str, Do] = {
    "goal": lambda shop, actor, n: shop.people.change(actor, AddGoal(goal=_mark(actor, n))),
    "channel": lambda shop, actor, n: shop.people.change(actor, SetChannel(channel=_mark(actor, n))),
    "leads": lambda shop, actor, n: shop.people.dealt_with(actor, LEADS[n:][:4]),
    "forget": lambda shop, actor, _: shop.people.forget(actor),
    "add leads": lambda shop, actor, n: shop.priorities.add_leads(actor, LEADS[n:][:4]),
    "add text": lambda shop, actor, n: shop.priorities.add_text(actor, _mark(actor, n)),
    "finish": _finish_first,
    "role": lambda shop, actor, _: shop.members.give(
        Actor(actor.workspace, actor.user, Role.ADMIN), actor.user, Role.MANAGER
    ),
}
steps = st.lists(
    st.tuples(st.sampled_from(sorted(DEEDS)), st.sampled_from(ACTORS), st.integers(0, 7)), max_size=12
)


async def _seed(shop: Workshop) -> None:
    """Each of the four has two leads of their own."""
    for actor in ACTORS:
        name = f"{actor.workspace}{actor.user}"
        async with shop.store.transaction(actor.workspace) as repos:
            repos.plans.add(rows.plan(actor.workspace, id=name, author=actor.user))
            await repos.session.flush()
            repos.runs.add(rows.run(actor.workspace, id=name, plan_id=name, owner=actor.user), [])
            await repos.session.flush()
            for n in (1, 2):
                await repos.leads.add(rows.lead(actor.workspace, id=f"{name}{n}", owner=actor.user))
                await repos.leads.link_run(name, f"{name}{n}", known=False)


async def _seen(shop: Workshop, actor: Actor) -> tuple[Person, list[PriorityItem], object]:
    standing = await shop.members.standing(actor.workspace, actor.user)
    return await shop.people.of(actor), await shop.priorities.of(actor), standing


def _own(actor: Actor, person: Person, items: list[PriorityItem]) -> list[bool]:
    name = f"{actor.workspace}{actor.user}"
    shown = [*person.goals, *(each.lead_id for each in person.leads), person.channel]
    shown += [item.lead.id if item.lead else item.text for item in items]
    return [each.startswith(name) for each in shown if each]


async def _play(deeds: list[tuple[str, Actor, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with workshop_at(Path(folder)) as shop:
            await _seed(shop)
            for deed, actor, number in deeds:
                others = [each for each in ACTORS if each != actor]
                before = [await _seen(shop, each) for each in others]
                await DEEDS[deed](shop, actor, number)
                assert [await _seen(shop, each) for each in others] == before
                person, items, _ = await _seen(shop, actor)
                assert all(_own(actor, person, items))


@settings(max_examples=15)
@given(steps)
def test_nobody_sees_or_changes_what_is_anothers(deeds: list[tuple[str, Actor, int]]) -> None:
    anyio.run(_play, deeds)
