"""The slash command."""

from __future__ import annotations

import pytest

from bot.listeners.schedules import VERBS
from bot.views.reply import full_help
from tests.support import Office, Thread, buttons, said

pytestmark = pytest.mark.long


async def told(office: Office, text: str) -> str:
    """What the command answers to the person alone."""
    return await office.whisper(
        office.dana, lambda: office.dana.command("/leadsmith", text, "sales"), "sales"
    )


@pytest.mark.parametrize("text", ["", "help", "HELP", "?"])
async def test_help_explains_to_the_person_alone(office: Office, text: str) -> None:
    told = await office.whisper(
        office.dana, lambda: office.dana.command("/leadsmith", text, "sales"), "sales"
    )
    assert told == "What I can do"
    assert office.dana.ephemerals("sales")[-1]["blocks"]


async def test_a_goal_is_planned_in_the_persons_own_conversation(office: Office) -> None:
    goal = "find 20 CTOs in Vienna"
    told = await office.whisper(
        office.dana, lambda: office.dana.command("/leadsmith", goal, "sales"), "sales"
    )
    assert told == "I'm planning that in our conversation."
    shown = await office.until(lambda: next((m for m in office.dana.messages() if m["text"] == goal), None))
    thread = Thread(office, office.dana, shown["ts"])
    await thread.offers("Approve")
    assert "Vienna" in said(thread.plan)
    assert "Regenerate" in buttons(thread.plan)


async def test_a_goal_that_is_too_long_is_declined(office: Office) -> None:
    assert "longer than a goal can be" in await told(office, "x" * 2_001)


async def test_small_talk_by_command_is_answered(office: Office) -> None:
    await office.dana.command("/leadsmith", "hello")
    shown = await office.until(
        lambda: next((m for m in office.dana.messages() if m["text"] == "hello"), None)
    )
    await Thread(office, office.dana, shown["ts"]).shows("Who do you want to reach?")


def test_help_names_every_command_that_exists() -> None:
    shown = said({"blocks": full_help().blocks})
    for verb in (*VERBS, "playbooks", "help"):
        assert f"`/leadsmith {verb}" in shown
