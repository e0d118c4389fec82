from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from bot.sandbox import Person, Sandbox

BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "*hi*"}}]


@pytest.fixture
def answering(bolt: AsyncApp) -> AsyncApp:
    """An app whose answer to /say is what was said, for everybody when it begins with an exclamation mark."""

    @bolt.command("/say")
    async def say(ack: Any, command: dict[str, Any]) -> None:
        shared = "in_channel" if command["text"].startswith("!") else "ephemeral"
        await ack(text=command["text"], blocks=BLOCKS, response_type=shared)

    @bolt.command("/quiet")
    async def quiet(ack: Any) -> None:
        await ack()

    return bolt


@pytest.mark.usefixtures("answering")
async def test_an_answer_is_for_the_person_or_for_everybody(dana: Person, boss: Person) -> None:
    await dana.command("/say", "just me", "sales")
    await dana.command("/say", "!all", "sales")
    assert [m["text"] for m in dana.ephemerals("sales")] == ["just me"]
    assert boss.ephemerals("sales") == []
    (shared,) = boss.messages("sales")
    assert (shared["text"], shared["blocks"][0]["text"]) == ("!all", BLOCKS[0]["text"])


@pytest.mark.usefixtures("answering")
async def test_a_command_may_be_acknowledged_without_a_word(
    dana: Person, heard: list[dict[str, Any]], sandbox: Sandbox
) -> None:
    await dana.command("/quiet", "as a mouse", "sales")
    assert (dana.ephemerals("sales"), dana.messages("sales")) == ([], [])
    (payload,) = heard
    assert (payload["text"], payload["channel_name"], payload["user_name"]) == ("as a mouse", "sales", "dana")
    assert payload["response_url"].startswith(sandbox.url)
