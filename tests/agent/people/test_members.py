"""Roles and settings: given by those who may, noted, told, the same again changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from agent.audit import AuditAct
from agent.errors import NotAllowedError
from agent.events import HomeChanged
from agent.people.members import Standing
from agent.roles import Approver, LeadScope, Policy, Role
from tests.agent.people.test_service import MANAGER, acts
from tests.workshop import ADMIN, DANA, SAM, Workshop, workshop_at

ALONE = Policy(approvers=frozenset({Approver.ADMINS}), manager_leads=LeadScope.OWN)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Workshop]:
    async with workshop_at(tmp_path) as workshop:
        yield workshop


async def test_a_role_is_given_changed_and_taken_back(shop: Workshop) -> None:
    assert await shop.members.standing("T1", "U1") == Standing(None, Policy())
    for role in (Role.MANAGER, Role.MANAGER, Role.REP, None, None):
        await shop.members.give(ADMIN, "U1", role)
        assert (await shop.members.standing("T1", "U1")).role is role
    assert (await shop.members.standing("T2", "U1")).role is None
    assert await acts(shop) == [
        ("U9", AuditAct.ROLE_CHANGED, "rep → as in Slack"),
        ("U9", AuditAct.ROLE_CHANGED, "manager → rep"),
        ("U9", AuditAct.ROLE_CHANGED, "as in Slack → manager"),
    ]
    await shop.durable.settle()
    assert shop.audience.of(HomeChanged) == [HomeChanged("T1", "U1")] * 3


async def test_who_was_given_a_role_is_listed_for_those_who_settle(shop: Workshop) -> None:
    await shop.members.give(ADMIN, "U1", Role.MANAGER)
    (member,) = await shop.members.all(ADMIN)
    assert (member.user, member.role, member.given_by) == ("U1", Role.MANAGER, "U9")
    with pytest.raises(NotAllowedError):
        await shop.members.all(DANA)


async def test_settings_are_kept_noted_and_not_noted_twice(shop: Workshop) -> None:
    for _ in range(2):
        await shop.members.settle(ADMIN, ALONE)
    assert (await shop.members.standing("T1", "U1")).policy == ALONE
    assert (await shop.members.standing("T2", "U1")).policy == Policy()
    (entry,) = await acts(shop)
    assert entry[2] == (
        "plans are approved by: author, managers, admins → admins; managers see leads of: team → own"
    )


async def test_only_admins_give_roles_and_only_those_who_may_settle(shop: Workshop) -> None:
    for actor in (DANA, MANAGER):
        with pytest.raises(NotAllowedError):
            await shop.members.give(actor, SAM.user, Role.MANAGER)
        with pytest.raises(NotAllowedError):
            await shop.members.settle(actor, ALONE)
        with pytest.raises(NotAllowedError):
            await shop.audit.page(actor)


async def test_a_manager_who_may_settle_cannot_say_who_else_may(shop: Workshop) -> None:
    opened = Policy(settings=Role.MANAGER)
    await shop.members.settle(ADMIN, opened)
    manager = replace(MANAGER, policy=opened)
    await shop.members.settle(manager, replace_policy(opened, connections=Role.MANAGER))
    with pytest.raises(NotAllowedError):
        await shop.members.settle(manager, Policy(settings=Role.ADMIN))
    assert (await shop.members.standing("T1", "U1")).policy.connections is Role.MANAGER


def replace_policy(policy: Policy, **changes: Role) -> Policy:
    return policy.model_copy(update=changes)


async def test_the_policy_decides_over_plans_and_connections(shop: Workshop) -> None:
    plan_id = await shop.proposed()
    strict = Policy(approvers=frozenset({Approver.MANAGERS}), connections=Role.MANAGER)
    with pytest.raises(NotAllowedError, match="Only a manager can approve that"):
        await shop.execution.approve(replace(DANA, policy=strict), plan_id, 1)
    with pytest.raises(NotAllowedError, match="can change connections here"):
        await shop.connections.put(replace(DANA, policy=strict), "linkedin", {"a": "b"})
    assert await shop.connections.of(DANA) == {}
    assert await acts(shop) == []
