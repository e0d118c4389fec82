"""Makes the pictures of the docs afresh, small where pngquant is installed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any

from playwright.async_api import Browser, Page, ViewportSize

from tests.browser.customer_pictures import a_list_and_a_research, customers_like_ours
from tests.browser.sandbox_pictures import take_sandbox
from tests.browser.scenes import LIKERS
from tests.browser.visitor import Visitor, chromium, trial_at

DOCS = Path(__file__).parents[2] / "docs"
PICTURES, IMAGES = DOCS / "pictures", DOCS / "images"
"""Of Leadsmith, and of the sandbox alone."""
SIZE = ViewportSize(width=1280, height=820)
GOAL = "Find 50 SaaS marketing managers in Berlin and get their e-mails"
Walk = Callable[[Visitor], Awaitable[None]]


async def shoot(page: Page, name: str, folder: Path = IMAGES) -> None:
    """The window as it is, without a pointer over anything."""
    await page.mouse.move(0, 0)
    await page.wait_for_timeout(300)
    path = folder / f"{name}.png"
    await page.screenshot(path=path, animations="disabled")
    if palette := which("pngquant"):
        done = await asyncio.create_subprocess_exec(
            palette, "--force", "--ext=.png", "--skip-if-larger", str(path)
        )
        await done.wait()
    print(name)  # noqa: T201 - a script tells how far it is


async def picture(dana: Visitor, name: str) -> None:
    await shoot(dana.page, name, PICTURES)


async def from_goal_to_leads(dana: Visitor) -> None:
    await picture(dana, "greeting")
    await dana.plan(GOAL)
    await picture(dana, "plan")
    await dana.press("plan_chip_place")
    await picture(dana, "understood")
    await dana.close()
    await dana.press("plan_approve")
    await dana.press("run_inputs")
    await picture(dana, "inputs")
    await dana.press("connection_demo")
    await dana.submit()
    await dana.press("run_start")
    await dana.reads("found")
    await dana.page.wait_for_timeout(1_500)
    await picture(dana, "running")
    await dana.offered("run_again")
    await dana.page.locator("#thread-content .file").wait_for()
    await dana.page.locator("#thread-content .message:has(.plan)").evaluate("card => card.scrollIntoView()")
    await picture(dana, "results")
    await dana.tab("home")
    await dana.reads("Leads · 50", "#content")
    await picture(dana, "home")


async def ask_for_a_number(dana: Visitor) -> None:
    await dana.ready(GOAL)
    await dana.press("run_start")
    await dana.offered("run_again")
    await dana.say("How many of my leads have an e-mail?")
    await dana.reads("with an e-mail")
    await dana.page.locator("#thread-content .message").last.evaluate("answer => answer.scrollIntoView()")
    await picture(dana, "answer")


async def a_conversation_that_goes_on(dana: Visitor) -> None:
    await dana.ready(GOAL)
    await dana.press("run_start")
    await dana.offered("run_again")
    for text, answer in (
        ("how many leads do I have?", "50 leads"),
        ("by company", "by company"),
        ("list my last 3 leads", "3 leads"),
        ("add those to my priority list", "added to your priority list"),
    ):
        await dana.say(text)
        await dana.reads(text, "#content")
        await dana.reads(answer)
    await picture(dana, "conversation")
    await dana.say("every weekday at 8:30: how many leads did we find yesterday?")
    await dana.offered("task_save")
    await picture(dana, "schedule")
    await dana.press("task_save")
    await dana.say("what should I focus on today?")
    await dana.reads("On your list", "#content")
    await dana.page.keyboard.press("Escape")
    await picture(dana, "briefing")


async def another_version(dana: Visitor) -> None:
    await dana.plan(GOAL)
    await dana.press("plan_regenerate")
    await dana.page.check('#modal input[value="Include outreach"]')
    await dana.submit()
    await dana.reads("version 2")
    await picture(dana, "regenerate")


async def a_question_first(dana: Visitor) -> None:
    await dana.say("find people")
    await dana.offered("plan_answer")
    await picture(dana, "question")


async def steps_changed_by_hand(dana: Visitor) -> None:
    await dana.plan(LIKERS)
    await dana.press("plan_edit")
    await dana.press("plan_step_down")
    await picture(dana, "edit")


async def an_approved_plan_again(dana: Visitor) -> None:
    await dana.plan(GOAL)
    await dana.press("plan_regenerate")
    await dana.submit()
    await dana.reads("version 2")
    await dana.press("plan_approve")
    await dana.plan("find 30 saas marketing managers in hamburg and get their emails")
    await dana.offered("playbook_use")
    await picture(dana, "playbook")
    await dana.say("/leadsmith playbooks")
    await dana.reads("Playbooks", "#modal")
    await picture(dana, "playbooks")


async def a_run_that_stops(dana: Visitor) -> None:
    await dana.ready(GOAL)
    await dana.press("run_start")
    await dana.offered("run_reconnect")
    await picture(dana, "stopped")


async def take(browser: Browser, walk: Walk, **settings: Any) -> None:
    with TemporaryDirectory() as folder:
        async with trial_at(Path(folder), row_seconds=0.08, **settings) as trial:
            page = await browser.new_page(viewport=SIZE)
            dana = Visitor(page, trial.sandbox.slack.origin)
            await dana.arrive()
            await walk(dana)
            await page.close()


async def with_customers(dana: Visitor) -> None:
    await customers_like_ours(dana, picture)


async def with_a_list(dana: Visitor) -> None:
    await a_list_and_a_research(dana, picture)


async def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    IMAGES.mkdir(parents=True, exist_ok=True)
    async with chromium() as browser:
        await take_sandbox(browser, shoot)
        await take(browser, from_goal_to_leads)
        await take(browser, another_version)
        for walk in (a_question_first, steps_changed_by_hand, an_approved_plan_again):
            await take(browser, walk)
        await take(browser, ask_for_a_number)
        await take(browser, a_conversation_that_goes_on)
        await take(browser, a_run_that_stops, faults="1=expired_cookie@20")
        await take(browser, with_customers, equipped=True, pace=0.02)
        await take(browser, with_a_list, equipped=True)


if __name__ == "__main__":
    asyncio.run(main())
