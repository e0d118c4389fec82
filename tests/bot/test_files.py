"""Files as Slack keeps them: fetched over HTTP from the local Slack, with a token that goes nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from agent.errors import NotFoundError, UnavailableError
from agent.imports.files import Files, RefusedError, Upload
from bot.files import SlackFiles, upload_of
from bot.manifest import manifest
from bot.sandbox import Person, Sandbox
from bot.slack import client
from tests.contracts.files import FilesContract

CONTENT = b"Name\nAda\n"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(manifest=manifest()) as running:
        yield running


@pytest.fixture
def dana(sandbox: Sandbox) -> Person:
    return sandbox.person("rep")


def files_of(sandbox: Sandbox, token: str | None = None) -> SlackFiles:
    token = sandbox.credentials.bot_token if token is None else token
    return SlackFiles(client(token, f"{sandbox.url}/api/"), token, f"{sandbox.url}/api/")


async def shared(person: Person, content: bytes = CONTENT, channel: str | None = None) -> dict[str, Any]:
    ts = await person.send("", channel, files=[("crm.csv", content)])
    (message,) = (each for each in person.messages(channel) if each["ts"] == ts)
    file: dict[str, Any] = message["files"][0]
    return file


class TestFilesInSlack(FilesContract):
    @pytest.fixture(autouse=True)
    def _there(self, sandbox: Sandbox, dana: Person) -> None:
        self._sandbox, self._dana = sandbox, dana

    async def holding(self, content: bytes) -> tuple[Files, Upload]:
        return files_of(self._sandbox), upload_of(await shared(self._dana, content))


async def test_what_a_message_keeps_back_is_asked_for(sandbox: Sandbox, dana: Person) -> None:
    file = await shared(dana)
    upload = upload_of({"id": file["id"], "file_access": "check_file_info"})
    assert upload.unseen
    assert await files_of(sandbox).fetch(upload) == CONTENT


@pytest.mark.parametrize("of", ["a stranger", "no scope"])
async def test_slacks_sign_in_page_is_no_list(sandbox: Sandbox, dana: Person, of: str) -> None:
    upload = upload_of(await shared(dana))
    if of == "no scope":
        held = sandbox.slack.tokens._known[sandbox.credentials.bot_token]
        held.scopes = tuple(scope for scope in held.scopes or () if scope != "files:read")
    token = "xoxb-of-nobody" if of == "a stranger" else None
    with pytest.raises(NotFoundError, match="permission to read files"):
        await files_of(sandbox, token).fetch(upload)


@pytest.mark.parametrize("kind", ["429", "500", "503"])
async def test_what_passes_is_worth_another_try(sandbox: Sandbox, dana: Person, kind: str) -> None:
    upload = upload_of(await shared(dana))
    sandbox.faults.change({"method": "files.download", "kind": kind, "times": 1})
    with pytest.raises(UnavailableError):
        await files_of(sandbox).fetch(upload)
    assert await files_of(sandbox).fetch(upload) == CONTENT


async def test_our_token_goes_to_slack_alone(sandbox: Sandbox) -> None:
    asked: list[str | None] = []

    async def steal(request: web.Request) -> web.Response:
        asked.append(request.headers.get("Authorization"))
        return web.Response(body=CONTENT)

    app = web.Application()
    app.router.add_get("/{tail:.*}", steal)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    slack = sandbox.url.removeprefix("http://")
    for url in (
        f"http://{host}:{port}/crm.csv",
        f"http://{slack}@{host}:{port}/crm.csv",
        "http://files.slack.com/crm.csv",
        "https://files.slack.com.evil.example/crm.csv",
        "",
    ):
        with pytest.raises(RefusedError):
            await files_of(sandbox).fetch(Upload(id="F1", name="crm.csv", size=9, url=url))
    await runner.cleanup()
    assert asked == []
