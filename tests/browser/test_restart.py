"""What was begun goes on: after a closed page, and after a stopped program."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.scenes import GOAL
from tests.browser.visitor import trial_at

pytestmark = pytest.mark.browser


async def test_a_run_goes_on_without_its_page(tmp_path: Path, visit: Visit) -> None:
    async with trial_at(tmp_path, row_seconds=0.05) as trial:
        dana = await visit(trial)
        await dana.ready(GOAL)
        await dana.press("run_start")
        await dana.page.reload()
        await dana.page.locator("#content .replies:not(.quiet)").last.click()
        await dana.offered("run_again")
        await dana.reads("50 people")


async def test_a_run_goes_on_in_its_card_after_a_restart(tmp_path: Path, visit: Visit) -> None:
    async with trial_at(tmp_path, row_seconds=0.1) as trial:
        dana = await visit(trial)
        await dana.ready(GOAL)
        await dana.press("run_start")
        await dana.reads("of 50")
        await dana.page.goto("about:blank")
    async with trial_at(tmp_path, row_seconds=0.1) as trial:
        dana = await visit(trial)
        await dana.page.locator("#content .replies:not(.quiet)").last.click()
        await dana.offered("run_again")
        await dana.reads("50 people")
        await expect(dana.page.locator("#thread-content .plan")).to_have_count(1)
        await expect(dana.page.locator("#thread-content a[download]")).to_have_count(1)
