"""A new user's first five minutes: from the greeting to a file of leads."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import anyio
import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, trial_at

pytestmark = pytest.mark.browser
GOAL = "Find 50 SaaS marketing managers in Berlin and get their e-mails"


async def downloaded(visitor: Visitor) -> tuple[str, str]:
    """The newest file of the thread: its name and its text."""
    async with visitor.page.expect_download() as download:
        await visitor.page.locator("#thread-content a[download]").last.click()
    file = await download.value
    return file.suggested_filename, await anyio.Path(await file.path()).read_text("utf-8-sig")


async def test_a_new_user_gets_from_a_goal_to_a_csv(tmp_path: Path, visit: Visit) -> None:
    async with trial_at(tmp_path) as trial:
        dana = await visit(trial)
        await dana.reads("Hi @Dana", "#content")
        await expect(dana.page.locator("#prompts .chip")).to_have_count(4)
        await dana.page.click("#prompts .chip >> nth=0")
        await dana.reads("Plan: 50 SaaS marketing managers in Berlin")
        await expect(dana.page.locator("#prompts")).to_be_hidden()

        await dana.press("plan_approve")
        await dana.reads("Approved by @Dana")
        await expect(dana.page.locator('[data-action-id="plan_cancel"]')).to_have_count(0)

        await dana.press("run_inputs")
        url = await dana.page.input_value('#modal [data-block-id="1:linkedinsearchurl"]')
        assert url.startswith("https://www.linkedin.com/search/results/people/?keywords=")
        await dana.press("connection_demo")
        await dana.submit()

        await dana.press("run_start")
        await dana.reads("Running · 1 of 1")
        await dana.reads("50 people, ")
        await expect(dana.page.locator("#thread-content .grid").first).to_contain_text("E-mail")

        name, text = await downloaded(dana)
        assert name == "50-saas-marketing-managers-in-berlin-with-e-mails.csv"
        rows = list(csv.DictReader(io.StringIO(text)))
        assert len(rows) == 50
        assert {"Name", "Company"} <= set(rows[0])
        assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]

        await dana.tab("home")
        await dana.reads("Leads · 50", "#content")
        shown = await dana.page.locator("#content .home strong a").all_inner_texts()
        assert shown
        assert set(shown) <= {row["Name"] for row in rows}


async def test_the_thread_shows_what_it_does_while_it_plans(tmp_path: Path, visit: Visit) -> None:
    async with trial_at(tmp_path) as trial:
        dana = await visit(trial)
        trial.sandbox.faults.latency = 0.3  # as far away as Slack is
        await dana.page.evaluate(
            """() => { window.statuses = new Set(); const line = document.querySelector('#thread-status');
            new MutationObserver(() => statuses.add(line.innerText)).observe(line, {childList: true}); }"""
        )
        await dana.plan(GOAL)
        shown = await dana.page.evaluate("[...statuses].join()")
        assert "is reading your goal" in shown
        await expect(dana.page.locator("#thread-status")).to_be_empty()


async def test_a_reset_begins_anew(tmp_path: Path, visit: Visit) -> None:
    async with trial_at(tmp_path) as trial:
        dana = await visit(trial)
        await dana.plan(GOAL)
        await dana.page.click("#reset")
        await dana.page.click("#confirm-confirm")
        await expect(dana.page.locator("#thread")).to_be_hidden()
        await expect(dana.page.locator("#prompts .chip")).to_have_count(4)
        await dana.tab("home")
        await dana.reads("Your plans will be here", "#content")
        await dana.plan(GOAL)
