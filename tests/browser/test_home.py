"""Home in the browser: everything in its place at both widths, and up to date without being opened again."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.scenes import GOAL
from tests.browser.visitor import trial_at

pytestmark = pytest.mark.browser
TITLES = (
    *("Waiting for you", "Running", "This week", "Leads", "Customers like yours", "Priority list"),
    *("Schedules", "Playbooks"),
    *("Connections", "Preferences", "Help"),
)
WIDE = "document.documentElement.scrollWidth"


async def test_home_from_a_first_look_to_leads(width: int, tmp_path: Path, visit: Visit) -> None:
    async with trial_at(tmp_path) as trial:
        dana = await visit(trial, width=width)
        await dana.tab("home")
        await dana.reads("Nothing waits for you.", "#content")
        heads = await dana.page.locator("#content h2, #content h3, #content .header").all_inner_texts()
        assert [title.partition(" · ")[0] for title in heads] == list(TITLES)
        assert await dana.page.evaluate(WIDE) <= width
        await dana.ready(GOAL)
        await dana.press("run_start")
        await dana.offered("run_again")
        # On a phone the thread covers the tabs.
        await dana.page.click("#thread-close")
        await dana.tab("home")
        await dana.reads("Leads · 50", "#content")
        await expect(dana.page.locator("#content pre, #content .preformatted")).to_contain_text("█")
        await dana.reads("set by @Dana today", "#content")
        assert await dana.page.evaluate(WIDE) <= width
