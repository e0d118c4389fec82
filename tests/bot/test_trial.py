"""Leadsmith on the sandbox in one process, as `leadsmith try` runs it."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from bot.settings import Settings
from bot.trial import Trial
from tests.support import Office, said


@pytest.mark.long
async def test_a_trial_answers_and_begins_anew_after_a_reset(tmp_path: Path) -> None:
    settings = Settings().model_copy(update={"data": tmp_path, "port": 0, "tick_seconds": 0.05})
    trial = Trial(settings)
    runner = await trial.start()
    try:
        assert trial.leadsmith is not None
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{trial.sandbox.slack.origin}/health") as answer,
        ):
            assert await answer.json() == {"ok": True}
        before = Office(trial.sandbox, trial.leadsmith)
        await before.plan("find 20 CTOs in Berlin")
        await trial.sandbox.reset()
        assert trial.leadsmith is not before.leadsmith
        after = Office(trial.sandbox, trial.leadsmith)
        assert after.dana.messages() == []
        assert "Your plans will be here" in said(await after.home(after.dana))
        await after.plan("find 20 CTOs in Rome")
    finally:
        await trial.stop()
        await runner.cleanup()
