"""The sandbox as one object: a server to start or to mount, and the people who use it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Self, TypeVar

from aiohttp import web

from bot.sandbox import deliverables, private_files, schedule
from bot.sandbox.calls import CallLog, Violation
from bot.sandbox.clock import Clock, MachineClock
from bot.sandbox.consent import Consent
from bot.sandbox.core import Options, Slack
from bot.sandbox.database import Database
from bot.sandbox.delivery.http import RequestUrl
from bot.sandbox.faults import Faults
from bot.sandbox.identity import PEOPLE, VISITOR, Credentials
from bot.sandbox.interface import Interface
from bot.sandbox.person import Person
from bot.sandbox.webapi import WebApi

T = TypeVar("T")
_MOST_BYTES = 64 * 1024 * 1024


class Sandbox:
    """A local Slack. `state` is the folder that keeps its workspace; without one nothing is kept."""

    def __init__(
        self,
        *,
        state: Path | None = None,
        manifest: Mapping[str, Any] | None = None,
        clock: Clock | None = None,
        faults: Faults | None = None,
        options: Options | None = None,
        on_reset: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.faults = faults or Faults()
        self.slack = Slack(
            manifest=manifest,
            clock=clock or MachineClock(),
            database=Database(state / "workspace.db" if state else None),
            faults=self.faults,
            options=options or Options(),
        )
        if state is not None:
            self.slack.tokens.keep(state / "tokens.json")
        self._on_reset = on_reset
        self._people = {user.who: Person(self.slack, user) for user in (*PEOPLE, VISITOR)}
        self._runner: web.AppRunner | None = None

    @property
    def credentials(self) -> Credentials:
        return self.slack.credentials

    @property
    def calls(self) -> CallLog:
        return self.slack.log

    @property
    def violations(self) -> list[Violation]:
        return self.slack.log.violations

    @property
    def url(self) -> str:
        return self.slack.origin

    def person(self, who: str) -> Person:
        """`rep` (Dana), `manager` (Max, an admin), or `visitor` (Pat, of another company)."""
        return self._people[who]

    def routes(self, app: web.Application) -> None:
        """Mount everything: the Web API at /api/, Socket Mode at /link, the page at /."""
        slack = self.slack
        api = WebApi(slack)

        async def upload(request: web.Request) -> web.StreamResponse:
            return await deliverables.upload(slack, request)

        async def download(request: web.Request) -> web.StreamResponse:
            return await deliverables.download(slack, request)

        async def fetch(request: web.Request) -> web.StreamResponse:
            return await private_files.fetch(slack, request)

        async def respond(request: web.Request) -> web.StreamResponse:
            return await deliverables.respond(slack, request)

        app.router.add_route("*", "/api/{method}", api.handle)
        app.router.add_get("/link", slack.socket.handle)
        app.router.add_post("/upload/{file}", upload)
        app.router.add_get("/files/{file}/{name}", download)
        app.router.add_get("/files-pri/{file}/{name}", fetch)
        app.router.add_get("/files-pri/{file}/download/{name}", fetch)
        app.router.add_post("/response/{token}", respond)
        Consent(slack).routes(app)
        Interface(slack, self._people, self.reset).routes(app)
        app.cleanup_ctx.append(self._post_when_due)
        app.on_shutdown.append(self._shut_down)
        app.on_cleanup.append(self._clean_up)

    def application(self) -> web.Application:
        app = web.Application(client_max_size=_MOST_BYTES)
        self.routes(app)
        return app

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Serve on a port of the machine, 0 for any free one; returns the address."""
        self._runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        bound: tuple[str, int] = self._runner.addresses[0]
        self.slack.origin = f"http://{bound[0]}:{bound[1]}"
        return self.slack.origin

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _post_when_due(self, _app: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(schedule.run(self.slack))
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def _shut_down(self, _app: web.Application) -> None:
        self.slack.live.close()
        await self.slack.socket.close()
        await self.slack.postman.close()

    async def _clean_up(self, _app: web.Application) -> None:
        self.slack.close()

    async def reset(self) -> None:
        """Empty the workspace, and whatever the owner of this sandbox keeps beside it."""
        self.slack.reset()
        if self._on_reset is not None:
            await self._on_reset()

    async def idle(self) -> None:
        """Return once every event so far was acknowledged by the app, or given up."""
        await self.slack.postman.idle()

    async def shake_hands(self) -> bool:
        """Make Slack's handshake with the request URL (url_verification): whether an app is there."""
        route = self.slack.postman.route
        return isinstance(route, RequestUrl) and await route.verify(secrets.token_urlsafe(16))

    async def until(self, look: Callable[[], T | None], seconds: float = 5.0) -> T:
        """Wait until something becomes true of the workspace: `look` is asked again after every change."""
        async with asyncio.timeout(seconds):
            while not (found := look()):
                await self.slack.live.next_change()
        return found
