"""People of another company get nothing; in a channel that they read, nothing of ours is shown."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.strangers import is_stranger
from tests.support import Office, Thread, buttons, elements, office_at, said

pytestmark = pytest.mark.long
GRID = [{"enterprise_id": "E1"}]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """An office of one's own, whose channel can be shared."""
    async with office_at(tmp_path) as own:
        yield own


def _in_channel(office: Office) -> list[dict[str, Any]]:
    own = {office.dana.id, office.max.id, office.sam.id, office.sandbox.person("visitor").id}
    return [m for m in office.dana.messages("sales") if m["user"] not in own]


async def test_a_stranger_gets_one_polite_sentence_a_thread(office: Office) -> None:
    await office.dana.share("sales")
    pat = office.sandbox.person("visitor")
    ts = await pat.send("@Leadsmith how many leads do you have?", "sales")
    thread = Thread(office, pat, ts, "sales")
    await thread.shows("one company only")
    for text in ("@Leadsmith find 20 CTOs in Berlin", "@Leadsmith show my leads", "stop"):
        await pat.send(text, "sales", ts)
    await office.sandbox.idle()
    await office.goal("hello")
    assert len(_in_channel(office)) == 1


async def test_a_colleague_is_answered_where_nobody_else_reads_along(office: Office) -> None:
    await office.dana.share("sales")
    thread = await office.says("@Leadsmith find 20 CTOs in Berlin", channel="sales")
    await thread.shows("our own conversation")
    await office.until(lambda: any("Approve" in buttons(m) for m in office.dana.messages()))
    assert not any("Plan:" in said(m) for m in _in_channel(office))


async def test_a_thread_that_was_there_before_goes_on_in_private(office: Office) -> None:
    thread = await office.says("@Leadsmith find 20 CTOs in Berlin", channel="sales")
    await thread.ready()
    await office.dana.share("sales")
    await office.dana.send("good morning", "sales")
    await office.sandbox.idle()
    before = json.dumps(_in_channel(office))
    await thread.click("Run")
    direct = lambda: [m for m in office.dana.messages() if "Run again" in buttons(m)]  # noqa: E731
    assert await office.until(direct)
    await office.until(lambda: any(m.get("files") for m in office.dana.messages()))
    assert json.dumps(_in_channel(office)) == before


async def test_pages_of_an_old_answer_are_not_turned_before_others(office: Office) -> None:
    found = await office.plan("find 20 CTOs in Berlin")
    await found.finished()
    thread = await office.says("@Leadsmith show my leads", channel="sales")
    before = await thread.offers("Next")
    await office.dana.share("sales")
    await office.dana.send("good morning", "sales")
    await office.sandbox.idle()
    told = await office.whisper(office.dana, lambda: thread.click("Next"), "sales")
    assert "in our own conversation" in told
    assert said(thread.plan) == said(before)


async def test_a_strangers_click_is_declined(office: Office) -> None:
    thread = await office.says("@Leadsmith find 20 CTOs in Berlin", channel="sales")
    shown = await thread.offers("Approve")
    await office.dana.share("sales")
    pat = office.sandbox.person("visitor")
    for action in ("plan_approve", "verdict"):
        found = next(each for each in elements(shown["blocks"]) if each["action_id"] == action)
        value = found.get("value") or found["positive_button"]["value"]
        before = len(pat.ephemerals("sales"))
        await pat.click(shown["ts"], action, value=value)
        await office.until(lambda count=before: len(pat.ephemerals("sales")) > count)  # type: ignore[misc]
        assert "not for you" in pat.ephemerals("sales")[-1]["text"]
    assert "Approve" in buttons(thread.plan)
    assert await office.services.verdicts.tallies() == []


async def test_a_channel_that_is_shared_no_more_is_as_before(office: Office) -> None:
    await office.dana.share("sales")
    await office.dana.send("good morning", "sales")
    await office.dana.unshare("sales")
    thread = await office.says("@Leadsmith find 20 CTOs in Berlin", channel="sales")
    assert "Plan:" in said(await thread.offers("Approve"))


@pytest.mark.parametrize(
    ("body", "stranger"),
    [
        ({"type": "block_actions", "user": {"team_id": "T1"}}, False),
        ({"type": "block_actions", "user": {"team_id": "T2"}, "team": {"id": "T2"}}, True),
        ({"type": "block_actions", "user": {"team_id": "E1"}, "enterprise": {"id": "E1"}}, False),
        ({"team_id": "T1", "command": "/leadsmith"}, False),
        ({"team_id": "T2", "command": "/leadsmith"}, True),
        ({"type": "event_callback", "event": {"team": "T1"}}, False),
        ({"type": "event_callback", "event": {"team": "T1", "user_team": "T2"}}, True),
        ({"type": "event_callback", "event": {"source_team": "E1"}, "authorizations": GRID}, False),
        ({"type": "event_callback", "event": {}}, False),
        ({"type": "url_verification"}, False),
    ],
)  # fmt: skip
def test_who_is_a_stranger(body: dict[str, Any], stranger: bool) -> None:
    assert is_stranger(body, "T1") is stranger
