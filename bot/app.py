"""The composition root: from settings to a running Leadsmith."""

from __future__ import annotations

import logging
from contextlib import AsyncExitStack

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from agent.assistant.router import plans
from agent.assistant.speakers import Speakers
from agent.courtesy import Courtesy
from agent.durable import Durable
from agent.people.members import Members
from agent.prospecting.stream import Streams
from agent.scheduling.clockwork import Clockwork
from agent.telling import Telling
from bot import middleware, strangers
from bot.admins import Admins
from bot.audience import SlackAudience
from bot.desk import Desk
from bot.files import SlackFiles
from bot.home_pages import HomePages
from bot.homes import Homes
from bot.listeners import LISTENERS
from bot.posting import Posting
from bot.reasoning import Reasoning
from bot.sessions import Sessions
from bot.settings import Settings
from bot.slack import called, client, hasty_client, patient_client
from bot.wiring.ground import Ground, Outside
from bot.wiring.services import Wiring
from bot.zones import Zones
from storage.migrations import migrate
from storage.store import Store

_log = logging.getLogger(__name__)


class Application:
    """Leadsmith on one Slack workspace. `only_demo` is for the sandbox, where real cookies are declined."""

    def __init__(
        self, settings: Settings, outside: Outside | None = None, *, only_demo: bool = False
    ) -> None:
        outside = outside or Outside()
        clock = outside.clock
        self.settings = settings
        token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
        self.client = patient_client(token, settings.slack_api_url)
        hasty = hasty_client(token, settings.slack_api_url)
        durable_client = client(token, settings.slack_api_url)
        self.store = Store.at(settings.database)
        courtesy = Courtesy()
        self.durable = Durable(self.store.engine, executor=settings.executor_id, courtesy=courtesy)
        posting = Posting(durable_client, hasty, self.store, clock)
        zones = Zones(hasty_client(token, settings.slack_api_url, 1))
        self.pages = HomePages(posting, zones)
        self.homes = Homes(durable_client, self.pages, posting)
        self.audience = SlackAudience(
            durable_client, hasty, posting, Reasoning(hasty, posting), zones, self.homes, Sessions(hasty)
        )
        telling = Telling(self.store, self.durable, self.audience)
        self._open = AsyncExitStack()
        asking = hasty_client(token, settings.slack_api_url, 1)
        admins = Admins(asking, settings.admins, Members(self.store, telling, clock))
        speakers = Speakers(admins, zones)
        files = SlackFiles(durable_client, token, settings.slack_api_url)
        ground = Ground(
            store=self.store,
            durable=self.durable,
            telling=telling,
            courtesy=courtesy,
            speakers=speakers,
            zones=zones,
            admins=admins,
            files=files,
            outside=outside,
        )
        self.services = Wiring(settings, ground, self._open).services()
        self.audience.services = self.pages.services = self.services
        self.pages.admins = admins
        self.clockwork = Clockwork(self.store, self.durable, telling, clock)
        desk = Desk(
            services=self.services,
            posting=posting,
            admins=admins,
            zones=zones,
            hasty=hasty,
            only_demo=only_demo,
            address=settings.address,
            public=settings.public_url is not None,
        )
        self.bolt = self._bolt(desk)
        self._started = False

    def _bolt(self, desk: Desk) -> AsyncApp:
        secret = self.settings.slack_signing_secret
        app = AsyncApp(
            name="Leadsmith",  # not given, Bolt reads the sources of all modules to find out who calls it
            client=self.client,
            signing_secret=secret.get_secret_value() if secret else "",
            request_verification_enabled=secret is not None,
        )
        middleware.install(app, desk.services.deliveries, desk.services.courtesy)
        strangers.install(app, desk)
        for register in LISTENERS:
            register(app, desk)
        return app

    async def start(self) -> None:
        """Migrate, take up unfinished work, and listen to Slack."""
        self._open.push_async_callback(self.store.close)
        await migrate(self.store.engine)
        # The first text that is read compiles the tables of reading: Slack must not wait for that.
        plans("find 20 CTOs in Berlin")
        identity = await called(self.client.auth_test())
        self.pages.url = identity.get("url", "")
        self._open.push_async_callback(self.homes.close)
        self._open.push_async_callback(self.durable.close)
        await self.durable.launch()
        await self.services.scoring.begin()
        self._open.push_async_callback(self.services.inbox.close)
        await self.services.inbox.start()
        self._open.push_async_callback(self.clockwork.stop)
        await self.clockwork.start()
        if self.settings.slack_app_token is not None:
            handler = AsyncSocketModeHandler(
                self.bolt, self.settings.slack_app_token.get_secret_value(), web_client=self.client
            )
            self._open.push_async_callback(handler.close_async)
            await called(handler.connect_async())  # type: ignore[no-untyped-call]
        if self.services.streams is not None:
            # Closed first: whoever follows is to look for another process at once.
            self._open.push_async_callback(self.services.streams.close)
        self._started = True

    def started(self) -> bool:
        return self._started

    def streams(self) -> Streams | None:
        """What can be followed; nothing before it has started."""
        return self.services.streams if self._started else None

    async def is_well(self) -> bool:
        """Whether it has started and the database answers."""
        return self.started() and await self.store.answers()

    async def stop(self) -> None:
        """Stop listening and working; unfinished work goes on at the next start."""
        self._started = False
        await self._open.aclose()
