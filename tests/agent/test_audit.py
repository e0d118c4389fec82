"""The audit trail: every act is in it once, with who did it, and an act that failed is not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from agent.audit import PAGE, AuditAct, note
from agent.errors import AgentError, NotAllowedError
from agent.execution.executor import Failure
from agent.planner.plan import Outcome
from agent.roles import Role
from tests.agent.people.test_service import acts, ready
from tests.support import plan_with
from tests.workshop import ADMIN, DANA, NOW, SAM, Workshop, workshop_at

pytestmark = pytest.mark.long

SEARCH = "LinkedIn Search Export.js"
PLANNED = Outcome(plan=plan_with("find 20 CTOs in Berlin", SEARCH))
TITLE = "20 CTOs in Berlin"


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Workshop]:
    async with workshop_at(tmp_path, PLANNED) as workshop:
        yield workshop


async def test_a_run_from_its_plan_to_its_end(shop: Workshop) -> None:
    shop.fails(SEARCH, Failure.UNAVAILABLE, 5)
    run_id = await shop.waiting_run()
    await ready(shop, run_id)
    await shop.execution.start(DANA, run_id, 0)
    await shop.durable.settle()
    await shop.execution.retry(ADMIN, run_id, 1)
    await shop.durable.settle()
    again = await shop.execution.again(DANA, run_id)
    await shop.execution.cancel(ADMIN, again)
    assert list(reversed(await acts(shop))) == [
        ("U1", AuditAct.PLAN_APPROVED, "find people"),
        ("U1", AuditAct.ACCOUNT_SET, "the demo account"),
        ("U1", AuditAct.RUN_STARTED, TITLE),
        ("U9", AuditAct.RUN_RETRIED, TITLE),
        ("U1", AuditAct.RUN_REPEATED, TITLE),
        ("U9", AuditAct.RUN_CANCELLED, TITLE),
    ]


async def test_a_step_that_is_left_as_it_is(shop: Workshop) -> None:
    shop.fails(SEARCH, Failure.UNAVAILABLE, 5)
    run_id = await shop.waiting_run()
    await ready(shop, run_id)
    await shop.execution.start(DANA, run_id, 0)
    await shop.durable.settle()
    await shop.execution.skip(DANA, run_id, 1)
    assert (await acts(shop))[0] == ("U1", AuditAct.RUN_SKIPPED, TITLE)


async def test_what_is_done_twice_is_noted_once(shop: Workshop) -> None:
    plan_id = await shop.proposed()
    await shop.planning.cancel(DANA, plan_id, 1)
    with pytest.raises(AgentError):
        await shop.planning.cancel(DANA, plan_id, 1)
    for _ in range(2):
        await shop.connections.put(DANA, "linkedin", {"cookie": "one"})
    await shop.connections.put(DANA, "linkedin", {"cookie": "two"})
    for _ in range(2):
        await shop.connections.remove(DANA, "linkedin")
    assert [act for _, act, _ in reversed(await acts(shop))] == [
        AuditAct.PLAN_CANCELLED,
        AuditAct.ACCOUNT_SET,
        AuditAct.ACCOUNT_SET,
        AuditAct.ACCOUNT_REMOVED,
    ]


async def test_an_act_that_fails_leaves_no_trace(shop: Workshop) -> None:
    plan_id = await shop.proposed()
    with pytest.raises(NotAllowedError):
        await shop.execution.approve(SAM, plan_id, 1)
    run_id = await shop.waiting_run()
    noted = await acts(shop)
    with pytest.raises(AgentError):
        await shop.execution.start(DANA, run_id, 0)
    assert await acts(shop) == noted == [("U1", AuditAct.PLAN_APPROVED, "find people")]


async def test_nothing_is_noted_of_what_was_not_done(shop: Workshop) -> None:
    async with shop.store.transaction("T1") as repos:
        note(repos, "U1", AuditAct.RUN_STARTED, NOW, "run1")
        await repos.session.flush()
        await repos.session.rollback()
    assert await acts(shop) == []


async def test_a_goal_that_was_taken_back_is_a_cancelled_plan(shop: Workshop) -> None:
    await shop.proposed()
    await shop.intake.deleted("T1", "D1", "1.1", "Ev9")
    assert await acts(shop) == [("U1", AuditAct.PLAN_CANCELLED, "find people")]


async def test_an_export_in_words_is_noted(shop: Workshop) -> None:
    await shop.says("export my leads as csv")
    assert await acts(shop) == [("U1", AuditAct.LEADS_EXPORTED, "export my leads as csv")]


async def test_nothing_that_is_secret_is_in_the_trail(shop: Workshop) -> None:
    await shop.connections.put(DANA, "linkedin", {"cookie": "AQED-secret"})
    (line,) = (await shop.audit.page(ADMIN)).lines
    assert "AQED-secret" not in repr(line)


async def test_admins_turn_its_pages_and_nobody_else(shop: Workshop) -> None:
    async with shop.store.transaction("T1") as repos:
        for number in range(PAGE + 3):
            note(repos, "U1", AuditAct.RUN_STARTED, NOW, f"run{number}", "x" * 1_000)
            await repos.session.flush()
    first, last = await shop.audit.page(ADMIN), await shop.audit.page(ADMIN, 99)
    assert (first.page, first.pages, first.total) == (0, 2, PAGE + 3)
    assert [line.target for line in last.lines] == ["run2", "run1", "run0"]
    assert len(first.lines[0].detail) == 300
    assert (await shop.audit.page(replace(ADMIN, workspace="T2"))).lines == []
    with pytest.raises(NotAllowedError):
        await shop.audit.page(replace(DANA, role=Role.MANAGER))
