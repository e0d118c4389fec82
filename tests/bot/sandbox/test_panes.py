"""What the page is told: who has something new, where, and what one can do there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox
from bot.sandbox.panes import Panes, Place
from bot.sandbox.workspace import GENERAL, SALES


@pytest.fixture
def panes(sandbox: Sandbox) -> Panes:
    return Panes(sandbox.slack)


def shown(panes: Panes, person: Person, channel: str = GENERAL, **place: Any) -> dict[str, Any]:
    return panes.all(person, Place(channel, **place))


def row(panes: Panes, person: Person, channel: str) -> str:
    """How another conversation stands in the sidebar."""
    found = re.search(rf'<button[^>]*data-channel="{channel}".*?</button>', shown(panes, person)["sidebar"])
    assert found is not None
    return found[0]


async def test_a_message_of_somebody_else_is_new_until_it_was_seen(
    panes: Panes, dana: Person, boss: Person
) -> None:
    await boss.send("hello", "sales")
    assert 'aria-label="unread"' in row(panes, dana, SALES)
    assert "unread" not in row(panes, boss, SALES)
    shown(panes, dana, SALES)
    assert "unread" not in row(panes, dana, SALES)


async def test_mentions_are_counted_also_in_threads(panes: Panes, dana: Person, boss: Person) -> None:
    ts = await boss.send(f"<@{dana.id}> one", "sales")
    await boss.send(f"<@{dana.id}> two", "sales", thread_ts=ts)
    assert "</span>2</span>" in row(panes, dana, SALES)


async def test_a_thread_that_does_not_mention_one_makes_no_mark(
    panes: Panes, dana: Person, boss: Person
) -> None:
    ts = await boss.send("one", "sales")
    shown(panes, dana, SALES)
    await boss.send("two", "sales", thread_ts=ts)
    assert "unread" not in row(panes, dana, SALES)


async def test_whatever_the_app_writes_to_one_counts(
    panes: Panes, dana: Person, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=dana.id, text="one")
    await client.chat_postMessage(channel=dana.id, text="two")
    assert "</span>2</span>" in row(panes, dana, dana.channel().id)


async def test_the_app_can_be_invited_where_it_is_not_yet(panes: Panes, dana: Person) -> None:
    assert shown(panes, dana, GENERAL)["invite"] is True
    assert shown(panes, dana, SALES)["invite"] is False


async def test_an_archived_channel_is_told_apart(panes: Panes, sandbox: Sandbox, dana: Person) -> None:
    sandbox.slack.workspace.channel(GENERAL).archived = True
    found = shown(panes, dana, GENERAL)
    assert (found["archived"], found["invite"]) == (True, False)
    assert "<summary>Archived</summary>" in found["sidebar"]


async def test_every_sign_is_offered_once(panes: Panes) -> None:
    names = re.findall(r'data-emoji="([^"]+)"', panes.shell())
    assert "+1" in names
    assert "thumbsup" not in names
    assert len(names) > 200
