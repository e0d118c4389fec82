"""A running sandbox, clients for its Web API, and a small Bolt app that is not ours."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox

ADDRESS = re.compile(r"(https?:|mailto:|/files/|/\?as=)", re.IGNORECASE)


class Danger(HTMLParser):
    """Finds whatever could run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "img", "iframe", "object", "embed", "style", "link", "svg", "base", "meta"):
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                self.found.append(f"{tag} {name}")
            if name in ("href", "src") and not ADDRESS.match(value or ""):
                self.found.append(f"{tag} {name}={value}")


@pytest.fixture(scope="session")
def dangers() -> Callable[[str], list[str]]:
    def look(html: str) -> list[str]:
        parser = Danger()
        parser.feed(html)
        return parser.found

    return look


@pytest.fixture(autouse=True)
def strict(refusals: list[tuple[str, str]]) -> Iterator[None]:
    """Refusing is what these tests are about: each asserts its own."""
    yield
    refusals.clear()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        yield running


@pytest.fixture
def connect(sandbox: Sandbox) -> Callable[[str], AsyncWebClient]:
    return lambda token: AsyncWebClient(token=token, base_url=f"{sandbox.url}/api/")


@pytest.fixture
def client(sandbox: Sandbox, connect: Callable[[str], AsyncWebClient]) -> AsyncWebClient:
    return connect(sandbox.credentials.bot_token)


@pytest.fixture
def dana(sandbox: Sandbox) -> Person:
    return sandbox.person("rep")


@pytest.fixture
def boss(sandbox: Sandbox) -> Person:
    return sandbox.person("manager")


@pytest.fixture
def heard() -> list[dict[str, Any]]:
    """Every body that the Bolt app was given."""
    return []


@pytest.fixture
async def bolt(
    sandbox: Sandbox, client: AsyncWebClient, heard: list[dict[str, Any]]
) -> AsyncIterator[AsyncApp]:
    app = AsyncApp(client=client)
    handler = AsyncSocketModeHandler(app, sandbox.credentials.app_token, ping_interval=0.2)

    @app.middleware
    async def remember(body: dict[str, Any], next_: Any) -> None:
        heard.append(body)
        await next_()

    await handler.connect_async()
    yield app
    await sandbox.idle()
    await handler.close_async()


@pytest.fixture
def listening(bolt: AsyncApp) -> AsyncApp:
    """An app that acknowledges whatever comes."""

    async def acknowledge(ack: Any) -> None:
        await ack()

    bolt.event(re.compile(".*"))(acknowledge)
    bolt.action(re.compile(".*"))(acknowledge)
    bolt.shortcut(re.compile(".*"))(acknowledge)
    bolt.view("form")(acknowledge)
    bolt.view_closed("form")(acknowledge)
    return bolt
