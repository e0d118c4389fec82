"""A conversation as with a colleague: one thing leads to the next, and the clock goes on with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, trial_at

GOAL = "Find 50 SaaS marketing managers in Berlin and get their e-mails"


async def ask(dana: Visitor, text: str, answer: str, place: str = "#thread-content") -> None:
    """Say something in the conversation itself, not in a thread, and read the answer."""
    await dana.say(text)
    await dana.reads(text, "#content")
    await dana.reads(answer, place)


@pytest.mark.timeout(240)
async def test_twelve_turns_a_saved_schedule_a_briefing_and_home(tmp_path: Path, visit: Visit) -> None:
    async with trial_at(tmp_path) as trial:
        dana = await visit(trial)
        await ask(dana, "hi", "Who do you want to reach?")
        await dana.ready(GOAL)
        await dana.press("run_start")
        await dana.offered("run_again")
        await ask(dana, "how many leads do I have?", "50 leads")
        await ask(dana, "only those with an e-mail", "with an e-mail")
        await ask(dana, "by company", "by company")
        await ask(dana, "list my last 3 leads", "3 leads")
        await ask(dana, "add those to my priority list", "3 leads added to your priority list")
        await ask(dana, "show my priority list", "Your priority list:")
        await ask(dana, "mark the second one as done", "Done:")
        await ask(dana, "show my runs", "Run again")
        await ask(dana, "remind me tomorrow at 10 to call Acme", "call Acme")
        await dana.press("task_save")
        await ask(dana, "what is scheduled?", "Reminder: call Acme")
        await ask(dana, "keep it short", "Noted. From now on:")
        await ask(dana, "what should I focus on today?", "On your list", "#content")
        await ask(dana, "thanks, that helped", "You're welcome")
        await dana.tab("home")
        await dana.reads("call Acme", "#content")
        await dana.reads("Leads · 50", "#content")
