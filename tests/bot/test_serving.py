"""Leadsmith on the sandbox in one process, as `leadsmith try` runs it."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from bot.serving import Trial
from bot.settings import Settings
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


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ({"LEADSMITH_ADMINS": " U1, U2 ,"}, ("admins", frozenset({"U1", "U2"}))),
        ({"SLACK_API_URL": "http://localhost:1/api"}, ("slack_api_url", "http://localhost:1/api/")),
        ({"PORT": ""}, ("port", 8155)),
        ({"DATABASE_URL": "postgresql://h/db"}, ("database", "postgresql://h/db")),
    ],
)
def test_settings_are_read_as_people_write_them(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], meant: tuple[str, object]
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert getattr(Settings(), meant[0]) == meant[1]


def test_settings_hide_what_is_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, "planted")
    monkeypatch.setenv("LEADSMITH_SECRET_KEY", "planted")
    assert "planted" not in repr(Settings())
