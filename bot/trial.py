"""Running on the sandbox: `leadsmith try`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from aiohttp import web
from pydantic import SecretStr

from agent.errors import AgentError
from agent.market.providers.server import ProviderServer
from agent.market.web.server import MarketServer
from agent.market.web.weather import Weather
from agent.pages.resolver import FictionalResolver, Resolver, SystemResolver
from agent.prospecting.parts import Parts
from agent.prospecting.stream import Streams
from bot.app import Application
from bot.finding import in_market
from bot.http.stream import StreamDoor
from bot.manifest import manifest
from bot.process import listen, loading, until_stopped
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.slack import called
from bot.wiring.ground import Outside

TRY_HOST = "127.0.0.1"
DATABASE = "leadsmith.db"
PROVIDER_SECONDS = 0.08
"""How long a simulated contact provider takes, so that one sees it at work."""


class Trial:
    """Leadsmith on the sandbox: both in one process, their data in one folder.

    The market's sites are served, too; `resolver` knows where others are, and `weather` how long the market's
    pages take, times `pace`. `parts` search for customers like one's own otherwise than in the market.
    `equipped`: a workspace that is new has the keys of the simulated contact providers.
    """

    def __init__(
        self,
        settings: Settings,
        resolver: Resolver | None = None,
        parts: Parts[Any] | None = None,
        weather: Weather | None = None,
        *,
        equipped: bool = False,
        pace: float = 1.0,
    ) -> None:
        self._equipped = equipped
        self._parts = parts
        self._resolver = resolver or SystemResolver()
        self.market = MarketServer(weather=weather, pace=pace)
        self._folder: Path = settings.data / "try"
        self._port = settings.port
        self._settings = settings
        self.sandbox = Sandbox(state=self._folder / "slack", manifest=manifest(), on_reset=self._forget)
        self.leadsmith: Application | None = None
        self.providers = ProviderServer(seconds=PROVIDER_SECONDS)

    async def start(self) -> web.AppRunner:
        """Serve the page, then start Leadsmith on it."""
        app = self.sandbox.application()

        async def health(_request: web.Request) -> web.Response:
            return web.json_response({"ok": self.leadsmith is not None})

        app.router.add_get("/health", health)
        StreamDoor(self._streams, self._settings.stream_origins).routes(app)
        runner = await listen(app, TRY_HOST, self._port)
        port = runner.addresses[0][1]
        self.sandbox.slack.origin = f"http://{TRY_HOST}:{port}"
        await self.providers.start()
        await self.market.start()
        await self._start_leadsmith()
        return runner

    def _streams(self) -> Streams | None:
        return self.leadsmith.streams() if self.leadsmith is not None else None

    async def stop(self) -> None:
        await self._stop_leadsmith()
        await self.market.stop()

    async def _stop_leadsmith(self) -> None:
        if self.leadsmith is not None:
            await self.leadsmith.stop()
            self.leadsmith = None
        await self.providers.stop()

    async def _start_leadsmith(self) -> None:
        credentials, new = self.sandbox.credentials, not (self._folder / DATABASE).exists()
        settings = self._settings.model_copy(
            update={
                "slack_bot_token": SecretStr(credentials.bot_token),
                "slack_app_token": SecretStr(credentials.app_token),
                "slack_api_url": f"{self.sandbox.slack.origin}/api/",
                "data": self._folder,
                "database_url": None,
                "public_url": self.sandbox.slack.origin,
            }
        )
        leadsmith = Application(
            settings,
            Outside(
                provider_urls=self.providers.urls,
                resolver=FictionalResolver(self.market.resolve, self._resolver),
                parts=self._parts or in_market(self.market.port),
            ),
            only_demo=True,
        )
        try:
            await leadsmith.start()
        except AgentError:
            await leadsmith.stop()
            raise
        if new and self._equipped:
            identity = await called(leadsmith.client.auth_test())
            await leadsmith.services.vendors.equip(identity["team_id"])
        self.leadsmith = leadsmith

    async def _forget(self) -> None:
        """The workspace was reset: a fresh one has no plans and no leads."""
        await self._stop_leadsmith()
        await self.providers.start()
        for file in self._folder.glob(f"{DATABASE}*"):
            file.unlink()
        await self._start_leadsmith()


async def try_out(settings: Settings) -> None:
    """Run on the sandbox until stopped."""
    trial = Trial(settings, weather=Weather(), equipped=True)
    with loading():
        runner = await trial.start()
    sys.stdout.write(f"Leadsmith is at {trial.sandbox.slack.origin}  (Ctrl+C stops it)\n")
    sys.stdout.write("Companies, people and contact providers are simulated; demo keys are set.\n")
    sys.stdout.flush()
    try:
        await until_stopped()
    finally:
        await trial.stop()
        await runner.cleanup()
