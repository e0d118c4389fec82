"""The lead check tells of what is new or lacking, once, and only when there is more of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from agent.briefings.lead_check import Checked, line_of
from agent.events import Alerted
from agent.planner.plan import Outcome
from agent.scheduling.asking import LEAD_CHECK
from storage.repositories.happenings import LeadState
from tests.agent.briefings.morning import Morning, hours, morning_at
from tests.storage import rows
from tests.support import plan_with
from tests.workshop import DANA, NOW

pytestmark = pytest.mark.long
PLANNED = Outcome(plan=plan_with("find people", "LinkedIn Search Export.js"))


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Morning]:
    async with morning_at(tmp_path, PLANNED) as made:
        await made.meet()
        made.run = await made.shop.waiting_run()  # type: ignore[attr-defined]
        await made.shop.execution.cancel(DANA, made.run)  # type: ignore[attr-defined]
        yield made


async def found(day: Morning, lead_id: str, **changes: Any) -> None:
    async with day.shop.store.transaction("T1") as repos:
        await repos.leads.add(rows.lead(id=lead_id, created_at=day.shop.clock.at, **changes))
        await repos.leads.link_run(day.run, lead_id, known=False)  # type: ignore[attr-defined]


async def told(day: Morning) -> list[str]:
    keys = [event.key for event in day.told(Alerted)]
    return [(await day.shop.alerts.card("T1", key)).line.text for key in keys if key.startswith("cron:")]


async def checks(day: Morning) -> list[str]:
    card = await day.usual(LEAD_CHECK)
    return [line.sentence for line in reversed(await day.schedules.history(DANA, card.id))]


async def test_it_tells_only_of_what_changed_for_the_worse(day: Morning) -> None:
    await day.at(NOW + hours(4))
    await found(day, "l1", title="CFO", company="Berg")
    await found(day, "l2", title="CFO", company="Berg")
    await found(day, "l3", name="Max Ode", email="max@ode.example", title="CTO", company="Ode")
    for number in (8, 12):
        await day.at(NOW + hours(number))
    async with day.shop.store.transaction("T1") as repos:
        (lead,) = [row for row in await repos.leads.latest(DANA.user) if row.id == "l1"]
        lead.email = "ada@berg.example"
    await day.at(NOW + hours(16))
    await day.at(NOW + hours(20))
    assert await told(day) == [
        "Your leads: 3 new leads, 2 without an e-mail, 1 duplicate by name and company."
    ]
    assert await checks(day) == [
        "Nothing changed.",
        "Alerted you.",
        "Nothing changed.",
        "Less than last time; nothing to do.",
        "Nothing changed.",
    ]


async def test_asked_for_it_tells_how_it_is(day: Morning) -> None:
    await found(day, "l1")
    await day.at(NOW + hours(4))
    card = await day.usual(LEAD_CHECK)
    await day.schedules.run_now(DANA, card.id, datetime(2026, 11, 21, 14, tzinfo=UTC))
    await day.shop.durable.settle()
    assert len(await told(day)) == 2


def test_buttons_are_those_that_help() -> None:
    labels = [getattr(each, "label", "") for each in line_of(Checked(1, LeadState(2, 1))).buttons]
    assert labels == ["Show the newest", "Find e-mails", "Show those without"]
    line = line_of(Checked(0, LeadState(2, 0, 2)))
    assert line.text == "Your leads: 2 without a title or a company, so not qualified."
    assert line.buttons == ()
