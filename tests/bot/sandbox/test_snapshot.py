from __future__ import annotations

import asyncio
from pathlib import Path

from bot.sandbox import Sandbox


async def test_a_restarted_sandbox_shows_the_same_conversations(tmp_path: Path) -> None:
    async with Sandbox(state=tmp_path) as first:
        dana = first.person("rep")
        ts = await dana.send("hello", files=[("a.csv", b"a,b\n")])
        first.slack.views.publish(dana.id, {"type": "home", "blocks": [{"type": "divider"}]}, None)
        before = (dana.messages(), dana.home())
    async with Sandbox(state=tmp_path) as second:
        dana = second.person("rep")
        assert (dana.messages(), dana.home()) == before
        assert [file.content for file in second.slack.workspace.files.values()] == [b"a,b\n"]
        assert await dana.send("later") > ts


async def test_a_change_is_written_a_moment_later_without_a_stop(tmp_path: Path) -> None:
    async with Sandbox(state=tmp_path) as sandbox:
        await sandbox.person("rep").send("hello")
        await asyncio.sleep(0.7)
        assert "hello" in (tmp_path / "workspace.json").read_text()
