"""What people write: goals, small talk, and things that are neither."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox import posting
from tests.support import Office, said

pytestmark = pytest.mark.long


async def test_opening_the_conversation_greets_once_and_offers_prompts(office: Office) -> None:
    await office.max.open_messages()
    await office.max.open_messages()
    await office.until(lambda: office.max.messages() and office.max.channel().prompts)
    await office.sandbox.idle()
    greetings = [m for m in office.max.messages() if "Hi <@" in m["text"]]
    assert len(greetings) == 1
    prompts = office.max.channel().prompts or {}
    assert "What can you do?" in json.dumps(prompts)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("hello", "Who do you want to reach?"),
        ("thanks!", "You're welcome"),
        ("what can you do?", "nothing runs before you approve it"),
        ("help", "Try one of these"),
    ],
)
async def test_small_talk_gets_a_short_answer_and_no_plan(office: Office, text: str, answer: str) -> None:
    thread = await office.goal(text)
    assert answer in said(thread.plan)
    assert len(thread.messages) == 1


async def test_40_000_characters_are_no_goal(office: Office) -> None:
    thread = await office.goal("find people " * 3_334)
    assert "longer than a goal can be (2,000 characters)" in said(thread.plan)


async def test_a_goal_of_exactly_the_limit_is_planned(office: Office) -> None:
    text = "find 20 CTOs in Berlin "
    thread = await office.plan(text + "x" * (2_000 - len(text)))
    assert "Berlin" in said(thread.plan)


async def test_control_characters_are_dropped(office: Office) -> None:
    thread = await office.plan("find 20 CTOs\x00\x1b[31m in\u202e \u200bBerlin\x07")
    shown = json.dumps(thread.plan["blocks"])
    assert not any(f"\\u{code:04x}" in shown for code in (0, 7, 0x1B, 0x202E, 0x200B))
    assert "Berlin" in said(thread.plan)


async def test_a_file_without_text_is_answered(office: Office) -> None:
    ts = await office.dana.send("", files=[("leads.pdf", b"a,b")])
    reply = (await office.until(lambda: office.dana.replies(ts)))[0]
    assert "Of files I read lists of leads only" in reply["text"]


async def test_a_goal_with_a_file_is_planned(office: Office) -> None:
    ts = await office.dana.send("find 20 CTOs in Berlin", files=[("notes.txt", b"see above")])
    reply = (await office.until(lambda: office.dana.replies(ts)))[0]
    assert "CTOs in Berlin" in reply["text"]


async def test_a_mention_in_a_channel_is_planned_in_its_thread(office: Office) -> None:
    thread = await office.says("@Leadsmith find 20 CTOs in Berlin", channel="sales")
    shown = await thread.offers("Approve")
    assert shown["thread_ts"] == thread.ts
    assert "Leadsmith" not in shown["text"]


async def test_an_empty_mention_is_asked_what_for(office: Office) -> None:
    thread = await office.says("@Leadsmith", channel="sales")
    shown = await thread.shows("Tell me who you want to reach")
    assert shown["thread_ts"] == thread.ts


async def test_a_message_in_a_channel_without_a_mention_is_not_for_us(office: Office) -> None:
    thread = await office.says("find 20 CTOs in Berlin", channel="sales")
    await office.sandbox.idle()
    await office.goal("hello")
    assert thread.messages == []


async def test_a_bot_is_not_answered(office: Office) -> None:
    place = office.dana.channel()
    bot = {
        "subtype": "bot_message",
        "user": "U0OTHERBOT",
        "bot_id": "B0OTHER001",
        "username": "other",
        "type": "message",
    }
    ts = posting.post(office.sandbox.slack, place, bot | {"text": "find 20 CTOs in Berlin"})["ts"]
    await office.sandbox.idle()
    await office.goal("hello")
    assert office.dana.replies(ts) == []


async def test_a_link_is_understood_as_its_address(office: Office) -> None:
    thread = await office.plan("export the members of https://www.linkedin.com/groups/12345/ please")
    assert "prefilled" in said(thread.plan)


PINGS = (
    "<!channel> <!here> <!everyone> <@U0MAXMNGR1> <#C0SALES001> <!subteam^S123|@all> <https://evil.example|x>"
)


async def test_markup_in_a_goal_never_pings_or_links(office: Office) -> None:
    before = len(office.sandbox.calls.entries)
    thread = await office.plan(f"find 20 CTOs in Berlin {PINGS} & <b>")
    view = await thread.opens("Regenerate")
    await office.dana.submit(view["id"], {"feedback": f"use Sales Navigator {PINGS}"})
    await thread.shows("version 2")
    await thread.finished()
    await office.home(office.dana, "approved")
    await office.dana.command("/leadsmith", f"find 20 CTOs in Rome {PINGS}")
    await office.sandbox.idle()
    sent = [e for e in list(office.sandbox.calls.entries)[before:] if e.direction == "call"]
    assert any(e.name == "views.publish" for e in sent)
    for entry in sent:
        assert not list(_live_markup(entry.request)), entry


def _live_markup(node: Any) -> Any:
    """Texts with markup that Slack would act on and that can only come from the goal."""
    if isinstance(node, str):
        risky = ("<!channel", "<!here", "<!everyone", "<!subteam", "<@U0MAX", "<#C0", "<https://evil", "<b>")
        if any(mark in node for mark in risky):
            yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            # A plain text never pings, and a view's state is what the person typed.
            if not (key == "text" and node.get("type") in {"plain_text", "raw_text"}) and key != "state":
                yield from _live_markup(value)
    elif isinstance(node, list):
        for item in node:
            yield from _live_markup(item)
