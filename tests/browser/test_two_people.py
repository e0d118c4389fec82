"""Two people, two threads, two widths: nobody gets in anybody's way."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.scenes import GOAL
from tests.browser.visitor import Visitor, trial_at

pytestmark = pytest.mark.browser
OTHER_GOAL = "find 30 CFOs in Texas and get their emails"
PHONE = 390


async def in_channel(visitor: Visitor, name: str) -> None:
    await visitor.page.click(f'.place:has-text("{name}")')
    await expect(visitor.page.locator("#place-name")).to_have_text(f"#{name}")


async def in_newest_thread(visitor: Visitor) -> None:
    await visitor.page.locator("#content .replies:not(.quiet)").last.click()


async def mention(visitor: Visitor, text: str) -> None:
    """Mention Leadsmith in this channel, and open the thread with its plan."""
    await visitor.say(f"@Leadsmith {text}")
    await in_newest_thread(visitor)
    await visitor.offered("plan_approve")


async def test_the_manager_decides_on_the_plan_of_the_rep(tmp_path: Path, visit: Visit) -> None:
    async with trial_at(tmp_path) as trial:
        await trial.sandbox.person("rep").invite_app("sales")
        dana = await visit(trial)
        await in_channel(dana, "sales")
        await mention(dana, GOAL)
        await dana.page.click('[data-user-switch="manager"]')
        await in_channel(dana, "sales")
        await in_newest_thread(dana)
        await dana.press("plan_approve")
        await dana.reads("Approved by @Max")


async def test_only_who_may_not_decide_is_told_so(tmp_path: Path, visit: Visit) -> None:
    async with trial_at(tmp_path) as trial:
        await trial.sandbox.person("rep").invite_app("sales")
        dana, max_ = await visit(trial), await visit(trial, "manager")
        for person in (max_, dana):
            await in_channel(person, "sales")
        await mention(max_, GOAL)
        await in_newest_thread(dana)
        await dana.press("plan_approve")
        await dana.reads("Only visible to you")
        await expect(max_.page.locator("#thread-content .ephemeral")).to_have_count(0)
        await max_.press("plan_approve")
        await dana.reads("Approved by @Max")


async def test_two_runs_at_once_stay_in_their_threads(tmp_path: Path, visit: Visit) -> None:
    async with trial_at(tmp_path, row_seconds=0.05) as trial:
        dana = await visit(trial)
        await dana.ready(GOAL)
        await dana.press("run_start")
        await dana.reads("Running")
        await dana.plan(OTHER_GOAL)
        await dana.press("plan_approve")
        await dana.press("run_inputs")
        await dana.submit()
        await dana.press("run_start")
        await dana.reads("30 people")
        await expect(dana.page.locator("#thread-content")).not_to_contain_text("marketing managers")
        await dana.page.locator("#content .replies:not(.quiet)").first.click()
        await dana.reads("50 people")
        await expect(dana.page.locator("#thread-content")).not_to_contain_text("CFOs")


async def test_it_works_on_the_width_of_a_phone(tmp_path: Path, visit: Visit) -> None:
    async with trial_at(tmp_path) as trial:
        dana = await visit(trial, width=PHONE)
        await dana.ready(GOAL)
        await dana.press("run_start")
        await dana.offered("run_again")
        await dana.reads("50 people")
        assert await dana.page.evaluate("document.documentElement.scrollWidth") <= PHONE
        await dana.page.click("#thread-close")
        await dana.tab("home")
        await dana.reads("Leads · 50", "#content")
        assert await dana.page.evaluate("document.documentElement.scrollWidth") <= PHONE
