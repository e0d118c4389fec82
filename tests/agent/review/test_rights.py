"""Whose leads somebody may review."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from agent.errors import NotAllowedError, NotFoundError
from agent.review.card import Decision, Place, Tier
from agent.review.place import wanted
from agent.roles import Actor, LeadScope, Policy, Role
from tests.agent.review.people import named, reviewed_at
from tests.workshop import DANA, SAM, Workshop

pytestmark = pytest.mark.long

MANAGER = Actor("T1", "U5", Role.MANAGER)
ANYWHERE = Place(team=True)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Workshop]:
    async with reviewed_at(tmp_path) as shop:
        yield shop


async def test_others_see_and_decide_nothing_of_it(shop: Workshop) -> None:
    ada = await named(shop.store, "Ada")
    assert (await shop.review.look(SAM, Place(team=True))).lead is None
    assert (await shop.review.look(SAM, Place(lead=ada.id))).lead is None
    assert (await shop.review.summary(SAM)).best == []
    with pytest.raises(NotFoundError):
        await shop.review.decide(SAM, ada.id, "-", Decision.APPROVED)
    with pytest.raises(NotAllowedError):
        await shop.review.look(SAM, Place(run="run1"))
    assert await shop.review.decide_tier(SAM, ANYWHERE, Tier.HIGH, Decision.APPROVED, 2) == 0


async def test_managers_review_the_teams_leads_where_they_see_them(shop: Workshop) -> None:
    assert (await shop.review.table(MANAGER, ANYWHERE)).people == 4
    assert (await shop.review.table(MANAGER, Place())).people == 0
    own = replace(MANAGER, policy=Policy(manager_leads=LeadScope.OWN))
    assert wanted(own, ANYWHERE).owner == own.user


async def test_a_run_that_is_gone(shop: Workshop) -> None:
    with pytest.raises(NotFoundError):
        await shop.review.look(DANA, Place(run="gone"))
