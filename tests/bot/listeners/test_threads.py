"""Threads in channels: followed without a mention, for whoever was answered last, and not for chatter."""

from __future__ import annotations

import pytest

from bot.sandbox import Person
from tests.support import Office, Thread, said

pytestmark = pytest.mark.long


async def _planned(office: Office, text: str = "find 20 CTOs in Berlin") -> Thread:
    thread = await office.says(f"@Leadsmith {text}", channel="sales")
    await thread.offers("Approve")
    return thread


async def _replies(thread: Thread, text: str, person: Person | None = None) -> None:
    await (person or thread.person).send(text, "sales", thread.ts)


async def _settled(office: Office) -> None:
    """Everything was taken: a direct greeting, answered after it, tells."""
    await office.sandbox.idle()
    await office.goal("hello")


async def test_feedback_needs_no_other_mention(office: Office) -> None:
    thread = await _planned(office)
    await _replies(thread, "use Sales Navigator")
    await thread.shows("version 2")


async def test_a_question_goes_on_without_a_mention(office: Office) -> None:
    thread = await office.says("@Leadsmith how many leads do I have?", channel="sales")
    await thread.shows("leads")
    before = len([m for m in thread.messages if m["user"] != office.dana.id])
    await _replies(thread, "only those in Berlin")
    await office.until(lambda: len([m for m in thread.messages if m["user"] != office.dana.id]) > before)
    await thread.shows("leads in Berlin")
    assert len([m for m in thread.messages if m["user"] != office.dana.id]) == before + 1


async def test_chatter_is_left_alone(office: Office) -> None:
    thread = await _planned(office)
    before = said(thread.messages[0])
    for text in ("nice, lunch at 12?", "lol", "thanks!"):
        await _replies(thread, text)
    await _settled(office)
    ours = [m for m in thread.messages if m["user"] not in {office.dana.id, office.max.id}]
    assert [said(m) for m in ours] == [before]


async def test_what_others_say_is_not_taken_and_ends_the_following(office: Office) -> None:
    thread = await _planned(office)
    await _replies(thread, "use Sales Navigator", office.max)
    await _replies(thread, "make it 100 people")
    await _settled(office)
    assert "version 1" in said(thread.plan)
    await _replies(thread, "@Leadsmith make it 100 people")
    await thread.shows("version 2")
    await _replies(thread, "skip the e-mails")
    await thread.shows("version 3")


async def test_words_to_somebody_else_are_not_for_us(office: Office) -> None:
    thread = await _planned(office)
    await _replies(thread, "@Max use Sales Navigator, what do you think?")
    await _settled(office)
    assert "version 1" in said(thread.plan)


async def test_a_thread_without_us_is_not_followed(office: Office) -> None:
    thread = await office.says("who has leads?", channel="sales")
    await _replies(thread, "find 20 CTOs in Berlin")
    await _settled(office)
    assert [m["text"] for m in thread.messages] == ["find 20 CTOs in Berlin"]


async def test_a_goal_that_is_edited_in_a_channel_is_planned_again(office: Office) -> None:
    thread = await _planned(office)
    await office.dana.edit(thread.ts, "@Leadsmith find 30 CTOs in Rome", "sales")
    await thread.shows("Rome", "version 2")


async def test_private_channels_are_followed_as_well(office: Office) -> None:
    place = await office.dana.create_channel("quiet", private=True)
    await office.dana.invite_app(place)
    ts = await office.dana.send("@Leadsmith find 20 CTOs in Berlin", place)
    thread = Thread(office, office.dana, ts, place)
    await thread.offers("Approve")
    await office.dana.send("use Sales Navigator", place, ts)
    await thread.shows("version 2")
