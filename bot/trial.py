"""Running on the sandbox: `leadsmith try`."""

from __future__ import annotations

import sys
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr

from agent.errors import AgentError
from bot.app import Application
from bot.manifest import manifest
from bot.process import listen, loading, until_stopped
from bot.sandbox.server import Sandbox
from bot.settings import Settings

TRY_HOST = "127.0.0.1"


class Trial:
    """Leadsmith on the sandbox: both in one process, their data in one folder."""

    def __init__(self, settings: Settings) -> None:
        self._folder: Path = settings.data / "try"
        self._port = settings.port
        self._settings = settings
        self.sandbox = Sandbox(state=self._folder / "slack", manifest=manifest(), on_reset=self._forget)
        self.leadsmith: Application | None = None

    async def start(self) -> web.AppRunner:
        """Serve the page, then start Leadsmith on it."""
        app = self.sandbox.application()

        async def health(_request: web.Request) -> web.Response:
            return web.json_response({"ok": self.leadsmith is not None})

        app.router.add_get("/health", health)
        runner = await listen(app, TRY_HOST, self._port)
        port = runner.addresses[0][1]
        self.sandbox.slack.origin = f"http://{TRY_HOST}:{port}"
        await self._start_leadsmith()
        return runner

    async def stop(self) -> None:
        if self.leadsmith is not None:
            await self.leadsmith.stop()
            self.leadsmith = None

    async def _start_leadsmith(self) -> None:
        credentials = self.sandbox.credentials
        settings = self._settings.model_copy(
            update={
                "slack_bot_token": SecretStr(credentials.bot_token),
                "slack_app_token": SecretStr(credentials.app_token),
                "slack_api_url": f"{self.sandbox.slack.origin}/api/",
                "data": self._folder,
                "database_url": None,
            }
        )
        leadsmith = Application(settings, only_demo=True)
        try:
            await leadsmith.start()
        except AgentError:
            await leadsmith.stop()
            raise
        self.leadsmith = leadsmith

    async def _forget(self) -> None:
        """The workspace was reset: a fresh one has no plans and no leads."""
        await self.stop()
        for file in self._folder.glob("leadsmith.db*"):
            file.unlink()
        await self._start_leadsmith()


async def try_out(settings: Settings) -> None:
    """Run on the sandbox until stopped."""
    trial = Trial(settings)
    with loading():
        runner = await trial.start()
    sys.stdout.write(f"Leadsmith is at {trial.sandbox.slack.origin}  (Ctrl+C stops it)\n")
    sys.stdout.flush()
    try:
        await until_stopped()
    finally:
        await trial.stop()
        await runner.cleanup()
