"""What is known of people: changed, remembered as they work, shown with names, forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from agent.audit import AuditAct
from agent.errors import InvalidError
from agent.events import HomeChanged
from agent.people.changes import AddGoal, SetFrequency, SetStyle
from agent.people.person import Frequency, Person, Style
from agent.people.remembering import FEW
from agent.planner.plan import Outcome
from agent.roles import Role
from storage.models import RunStatus
from tests.storage import rows
from tests.support import plan_with
from tests.workshop import ADMIN, DANA, SAM, Workshop, workshop_at

PLANNED = Outcome(plan=plan_with("find 20 CTOs in Berlin", "LinkedIn Search Export.js"))
URL = "https://www.linkedin.com/search/results/people/?keywords=CTO%20Berlin"
MANAGER = replace(SAM, user="U3", role=Role.MANAGER)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Workshop]:
    async with workshop_at(tmp_path, PLANNED) as workshop:
        yield workshop


async def with_leads(shop: Workshop, *ids: str, owner: str = "U1") -> None:
    """Leads that a run of this person's delivered."""
    async with shop.store.transaction("T1") as repos:
        repos.plans.add(rows.plan(id=f"p{owner}", author=owner))
        await repos.session.flush()
        repos.runs.add(rows.run(id=f"r{owner}", plan_id=f"p{owner}", owner=owner), [])
        await repos.session.flush()
        for each in ids:
            await repos.leads.add(rows.lead(id=each, name=f"Ada {each}", owner=owner))
            await repos.leads.link_run(f"r{owner}", each, known=False)


async def ready(shop: Workshop, run_id: str) -> None:
    """Give a run everything it needs."""
    await shop.connections.put(DANA, "linkedin", {"linkedinliatsessioncookie": "demo"}, demo=True)
    await shop.execution.give(DANA, run_id, {1: {"linkedinsearchurl": URL}})


async def acts(shop: Workshop) -> list[tuple[str, AuditAct, str]]:
    return [(line.user, line.act, line.detail) for line in (await shop.audit.page(ADMIN)).lines]


async def test_nothing_is_known_of_a_stranger(shop: Workshop) -> None:
    assert await shop.people.of(DANA) == Person()


async def test_changes_are_made_together_or_not_at_all_and_home_is_told(shop: Workshop) -> None:
    brief, weekly = SetStyle(style=Style.BRIEF), SetFrequency(frequency=Frequency.WEEKLY)
    assert await shop.people.change(DANA, brief, weekly) == await shop.people.of(DANA)
    assert (await shop.people.of(DANA)).frequency is Frequency.WEEKLY
    with pytest.raises(InvalidError):
        await shop.people.change(DANA, SetStyle(style=Style.DETAILED), AddGoal(goal="x" * 301))
    assert (await shop.people.of(DANA)).style is Style.BRIEF
    await shop.durable.settle()
    assert shop.audience.of(HomeChanged) == [HomeChanged("T1", "U1")]


async def test_what_is_approved_and_run_is_remembered_for_whoever_did_it(shop: Workshop) -> None:
    first = await shop.waiting_run("1.1")
    second = await shop.waiting_run("2.2")
    campaigns = (await shop.people.of(DANA)).campaigns
    assert [each.run_id for each in campaigns] == [second, first]
    assert campaigns[0].title == "20 CTOs in Berlin"
    await ready(shop, first)
    await shop.execution.start(DANA, first, 0)
    assert [each.run_id for each in (await shop.people.of(DANA)).campaigns] == [first, second]
    assert await shop.people.of(SAM) == Person()


async def test_few_leads_that_were_opened_matter_and_many_do_not(shop: Workshop) -> None:
    await with_leads(shop, *(f"l{n}" for n in range(FEW + 1)))
    await shop.people.dealt_with(DANA, [f"l{n}" for n in range(FEW + 1)])
    assert (await shop.people.known(DANA)).leads == []
    await shop.people.dealt_with(DANA, ["l1", "nowhere"])
    await shop.people.dealt_with(DANA, ["l2"])
    known = await shop.people.known(DANA)
    assert [lead.name for lead in known.leads] == ["Ada l2", "Ada l1"]


async def test_leads_of_others_are_not_taken(shop: Workshop) -> None:
    await with_leads(shop, "l1")
    await shop.people.dealt_with(SAM, ["l1"])
    assert (await shop.people.of(SAM)).leads == ()
    await shop.people.dealt_with(MANAGER, ["l1"])
    assert [each.lead_id for each in (await shop.people.of(MANAGER)).leads] == ["l1"]


async def test_everything_is_forgotten_once_and_noted_once(shop: Workshop) -> None:
    await shop.people.change(DANA, AddGoal(goal="20 demos"))
    await shop.people.change(SAM, AddGoal(goal="10 demos"))
    await shop.people.forget(DANA)
    await shop.people.forget(DANA)
    assert await shop.people.of(DANA) == Person()
    assert (await shop.people.of(SAM)).goals == ("10 demos",)
    assert await acts(shop) == [("U1", AuditAct.CONTEXT_FORGOTTEN, "")]


async def test_a_lead_that_is_gone_is_shown_no_more(shop: Workshop) -> None:
    await with_leads(shop, "l1", "l2")
    await shop.people.dealt_with(DANA, ["l1", "l2"])
    async with shop.store.transaction("T1") as repos:
        (gone,) = await repos.leads.among(["l1"], None)
        await repos.leads.absorb("l2", gone)
    assert [lead.id for lead in (await shop.people.known(DANA)).leads] == ["l2"]


async def test_a_run_that_somebody_else_starts_is_their_campaign(shop: Workshop) -> None:
    run_id = await shop.waiting_run()
    await ready(shop, run_id)
    await shop.execution.start(MANAGER, run_id, 0)
    assert [each.run_id for each in (await shop.people.of(MANAGER)).campaigns] == [run_id]
    assert (await shop.execution.card("T1", run_id)).status is RunStatus.RUNNING
