"""What people write never becomes code in the page, and never pings anybody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.trial import Trial
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, trial_at

pytestmark = pytest.mark.browser
HOSTILE = (
    "find 20 <script>window.hit=1</script> CTOs in Berlin <img src=x onerror='window.hit=1'>",
    "find 20 CTOs in Berlin for <!channel> and <!everyone> and @here and @channel",
    "find 20 *CTOs* in `Berlin` [click](javascript:window.hit=1) <https://evil.example|Berlin>",
    "'; DROP TABLE ls_plan; -- find 20 CTOs in Berlin \u202e\u0007",
)
PINGS = ("<!channel", "<!here", "<!everyone", "<!subteam")


def posted_by_the_bot(trial: Trial) -> str:
    """Every message of Leadsmith's, as Slack has it."""
    channels = trial.sandbox.slack.workspace.channels.values()
    messages = [message for channel in channels for message in channel.messages.values()]
    return json.dumps([message for message in messages if "bot_id" in message])


async def is_unharmed(visitor: Visitor) -> bool:
    """Nothing that somebody wrote ran, or became a part of the page."""
    return bool(
        await visitor.page.evaluate(
            """() => window.hit === undefined && !document.querySelector(".content :is(img, script)")
            && [...document.querySelectorAll(".content a")].every(a => !a.href.startsWith("javascript:"))"""
        )
    )


@pytest.mark.parametrize("goal", HOSTILE)
async def test_markup_in_a_goal_is_only_text(goal: str, tmp_path: Path, visit: Visit) -> None:
    async with trial_at(tmp_path) as trial:
        dana = await visit(trial)
        await dana.plan(goal)
        await dana.press("plan_approve")
        await dana.tab("home")
        await dana.reads("Latest plans", "#content")
        assert await is_unharmed(dana)
        posted = posted_by_the_bot(trial)
        assert "Plan: " in posted
        assert [ping for ping in PINGS if ping in posted] == []


async def test_a_goal_of_40_000_characters_gets_a_sentence(tmp_path: Path, visit: Visit) -> None:
    async with trial_at(tmp_path) as trial:
        dana = await visit(trial)
        await dana.say("find CTOs " * 4_000)
        await dana.reads("That is longer than a goal can be (2,000 characters).")
        await expect(dana.action("plan_approve")).to_have_count(0)


async def test_words_typed_into_a_window_stay_words(tmp_path: Path, visit: Visit) -> None:
    async with trial_at(tmp_path) as trial:
        dana = await visit(trial)
        await dana.plan("find 20 CTOs in Berlin")
        await dana.press("plan_regenerate")
        await dana.field("feedback").fill("<!channel> <script>window.hit=1</script> include outreach")
        await dana.submit()
        await dana.reads("version 2")
        assert await is_unharmed(dana)
        posted = posted_by_the_bot(trial)
        assert "Plan: " in posted
        assert [ping for ping in PINGS if ping in posted] == []
