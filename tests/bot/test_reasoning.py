"""A model's reasoning is streamed into the thread, and the plan comes whatever becomes of the stream."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.sandbox import FaultKind
from tests.model_server import model_server
from tests.support import Message, Office, Thread, buttons, office_at, said

pytestmark = pytest.mark.long

GOAL = "find 50 saas marketing managers in berlin and get their emails"


@pytest.fixture
async def thoughtful(tmp_path: Path) -> AsyncIterator[Office]:
    """An office with a competent model."""
    async with model_server("good", []) as endpoint:
        model = {"openai_api_key": SecretStr("sk-test"), "openai_base_url": endpoint}
        async with office_at(tmp_path, **model) as office:
            yield office


def streams(thread: Thread) -> list[Message]:
    return [message for message in thread.messages if "streaming_state" in message]


async def ended(office: Office, thread: Thread) -> Message:
    """The reasoning, once there will be no more of it."""

    def look() -> Message | None:
        return next((m for m in streams(thread) if m["streaming_state"] == "completed"), None)

    return await office.until(look)


async def test_the_thread_shows_how_the_model_came_to_its_plan(thoughtful: Office) -> None:
    thread = await thoughtful.plan(GOAL)
    reasoning = await ended(thoughtful, thread)
    (plan,) = reasoning["blocks"]
    assert (plan["type"], plan["title"]) == ("plan", "How I came to this plan")
    titles = [task["title"] for task in plan["tasks"]]
    assert any("phantoms for “" in title for title in titles)
    assert any(title.startswith("Step 1: ") for title in titles)
    assert titles[-1] == "The steps fit together"
    assert {task["status"] for task in plan["tasks"]} == {"complete"}
    assert thread.messages[0]["ts"] == reasoning["ts"]
    assert "Planned with a model" in said(thread.plan)


async def test_planning_again_has_reasoning_of_its_own(thoughtful: Office) -> None:
    thread = await thoughtful.plan(GOAL)
    await thoughtful.dana.send("with sales navigator please", thread_ts=thread.ts)
    await thread.shows("version 2")
    await thoughtful.until(lambda: len(streams(thread)) == 2)


@pytest.mark.parametrize("method", ["chat.startStream", "chat.appendStream", "chat.stopStream"])
async def test_the_plan_comes_when_slack_fails_the_stream(thoughtful: Office, method: str) -> None:
    thoughtful.sandbox.faults.fail(method, FaultKind.SERVER_ERROR, times=10)
    thread = await thoughtful.plan(GOAL)
    assert "Approve" in buttons(thread.plan)
    assert len(streams(thread)) == (method != "chat.startStream")


async def test_rules_have_nothing_to_stream(office: Office) -> None:
    thread = await office.plan(GOAL)
    assert streams(thread) == []
