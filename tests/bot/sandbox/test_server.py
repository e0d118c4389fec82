from __future__ import annotations

from bot.sandbox import Sandbox


async def test_a_reset_empties_everything_and_tells_the_owner() -> None:
    told: list[bool] = []

    async def on_reset() -> None:
        told.append(True)

    async with Sandbox(on_reset=on_reset) as sandbox:
        await sandbox.person("rep").send("hello")
        await sandbox.reset()
        assert sandbox.person("rep").messages() == []
        assert len(sandbox.calls.entries) == 0
    assert told == [True]
