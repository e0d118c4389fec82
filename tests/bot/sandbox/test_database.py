from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.database import Database, Shelf
from bot.sandbox.identity import BOT_USER
from tests.bot.sandbox.alone import alone


async def test_a_restarted_sandbox_shows_the_same_conversations(tmp_path: Path) -> None:
    async with Sandbox(state=tmp_path) as first:
        dana = first.person("rep")
        ts = await dana.send("hello", files=[("a.csv", b"a,b\n")])
        first.slack.views.publish(dana.id, {"type": "home", "blocks": [{"type": "divider"}]}, None)
        before = (dana.messages(), dana.home())
    async with Sandbox(state=tmp_path) as second:
        dana = second.person("rep")
        assert (dana.messages(), dana.home()) == before
        files = second.slack.workspace.files
        assert [files.content(file.id) for file in files.values()] == [b"a,b\n"]
        assert await dana.send("later") > ts


async def test_a_change_is_kept_at_once_without_a_stop(tmp_path: Path) -> None:
    async with Sandbox(state=tmp_path) as sandbox:
        await sandbox.person("rep").send("hello")
        elsewhere = sqlite3.connect(tmp_path / "workspace.db")
        assert "hello" in str(elsewhere.execute("SELECT body FROM message").fetchall())
        elsewhere.close()


async def test_a_killed_sandbox_has_lost_nothing_that_it_answered(tmp_path: Path) -> None:
    async with alone(tmp_path) as process:
        client = process.client("xoxb-sandbox")
        for number in range(20):
            ts = (await client.chat_postMessage(channel="D0DANABOT1", text=f"message {number}"))["ts"]
        await client.chat_update(channel="D0DANABOT1", ts=str(ts), text="the last word")
        await client.conversations_create(name="leads")
        await process.kill()
    async with Sandbox(state=tmp_path) as again:
        texts = [m["text"] for m in again.person("rep").messages()]
        assert (len(texts), texts[0], texts[-1]) == (20, "message 0", "the last word")
        assert again.slack.workspace.named("leads").members == [BOT_USER]


async def test_a_reset_is_kept_too(tmp_path: Path) -> None:
    async with Sandbox(state=tmp_path) as first:
        await first.person("rep").send("hello", files=[("a.csv", b"a,b\n")])
        await first.reset()
    async with Sandbox(state=tmp_path) as second:
        assert second.person("rep").messages() == []
        assert second.slack.workspace.files.values() == []


def test_what_is_read_from_a_shelf_is_a_copy() -> None:
    shelf = Shelf(Database(), "home")
    shelf["dana"] = {"blocks": []}
    shelf["dana"]["blocks"].append("lost")
    assert dict(shelf) == {"dana": {"blocks": []}}
    del shelf["dana"]
    assert len(shelf) == 0
    with pytest.raises(KeyError):
        del shelf["dana"]


def test_shelves_of_different_kinds_do_not_mix() -> None:
    database = Database()
    Shelf(database, "home")["dana"] = 1
    assert "dana" not in Shelf(database, "title")
