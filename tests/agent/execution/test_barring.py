"""Steps that contact people leave out whom nobody may contact, and only those steps, however they go on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agent.execution.barring import contacts
from agent.execution.executor import Failure
from agent.planner.catalogue import catalogue
from agent.planner.plan import Outcome
from storage.models import RunStatus
from tests.support import plan_with
from tests.workshop import DANA, WORKSPACE, Workshop, workshop_at

pytestmark = pytest.mark.long

SEARCH, INVITE = "LinkedIn Search Export.js", "LinkedIn Auto Connect.js"
PLANNED = Outcome(plan=plan_with("find 10 CTOs in Berlin and invite them to connect", SEARCH, INVITE))
URL = "https://www.linkedin.com/search/results/people/?keywords=CTO"


@pytest.mark.parametrize(
    ("script", "notices"),
    [
        (SEARCH, False),
        ("Professional Email Finder.js", False),
        (INVITE, True),
        ("LinkedIn Message Sender.js", True),
    ],
)
def test_which_phantoms_people_notice(script: str, notices: bool) -> None:
    assert contacts(catalogue().phantom(script)) is notices


async def run_to_end(shop: Workshop, ts: str) -> str:
    run_id = await shop.waiting_run(ts)
    await shop.connections.put(DANA, "linkedin", {"linkedinliatsessioncookie": "demo"}, demo=True)
    await shop.execution.give(DANA, run_id, {1: {"linkedinsearchurl": URL}})
    await shop.execution.start(DANA, run_id, 0)
    await shop.durable.settle()
    return run_id


async def invited(shop: Workshop, run_id: str) -> list[Any]:
    """The lines that were handed to the phantom that invites, by attempt."""
    async with shop.store.reading(WORKSPACE) as repos:
        return [row.source for row in await repos.runs.rows(run_id) if row.position == 2]


async def test_whoever_must_not_be_contacted_is_not_invited_and_the_others_are_told_apart(
    tmp_path: Path,
) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        first = await run_to_end(shop, "1.1")
        found = await shop.leads.of_run(DANA, first)
        assert len(found) == 10
        await shop.records.block(DANA, found[3].id, "asked not to be")
        second = await run_to_end(shop, "2.2")
        card = await shop.execution.card(WORKSPACE, second)
        assert (card.status, card.people) == (RunStatus.FINISHED, 10)
        assert [step.barred for step in card.steps] == [0, 1]
        assert len(await invited(shop, first)) == 10
        assert len(set(await invited(shop, second))) == 9
        state = await shop.execution._context.state(WORKSPACE, second)
        profiles = {line.values["linkedinprofileurl"]: line for line in state.lines}
        assert "status" not in profiles[found[3].profile_url or ""].values
        names = {row.values["linkedinprofileurl"]: row.values["fullname"] for row in state.lines}
        assert names == {each.profile_url: each.name for each in found}


async def test_a_step_that_goes_on_keeps_what_it_handled_and_leaves_out_the_rest_anew(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        found = await shop.leads.of_run(DANA, await run_to_end(shop, "1.1"))
        profiles = [each.profile_url for each in found]
        shop.fails(INVITE, Failure.RATE_LIMIT, after=4)
        run_id = await run_to_end(shop, "2.2")
        state = await shop.execution._context.state(WORKSPACE, run_id)
        order = [line.values["linkedinprofileurl"] for line in state.lines]
        for place in (1, 7):
            await shop.records.block(DANA, found[profiles.index(order[place])].id, "asked not to be")
        card = await shop.execution.card(WORKSPACE, run_id)
        assert card.status is RunStatus.STOPPED
        shop.faults.clear()
        await shop.execution.retry(DANA, run_id, card.segment)
        await shop.durable.settle()
        assert (await shop.execution.card(WORKSPACE, run_id)).steps[1].barred == 1
        assert sorted(set(await invited(shop, run_id))) == [0, 1, 2, 3, 4, 5, 6, 8, 9]


async def test_a_step_with_nobody_left_to_contact_is_done(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        for lead in await shop.leads.of_run(DANA, await run_to_end(shop, "1.1")):
            await shop.records.block(DANA, lead.id, "asked not to be")
        run_id = await run_to_end(shop, "2.2")
        card = await shop.execution.card(WORKSPACE, run_id)
        assert (card.status, card.steps[1].barred, card.people) == (RunStatus.FINISHED, 10, 10)
        assert await invited(shop, run_id) == []
