"""What who knows or checks addresses owes its callers; a file in vendors/ holds what a vendor says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import httpx2
import pytest
import yaml
from aiohttp import web

from agent.enrichment import provider
from agent.enrichment.line import new_http
from agent.enrichment.provider import Kind, NoKeyError, ProviderError, ThrottledError, Tools
from agent.enrichment.wanted import Answer, Wanted
from agent.tables import load

FOLDER = Path(__file__).parent / "vendors"
ADA = Wanted("Ada", "Lovelace", "Acme", "acme.example")
SLOW_SECONDS = 0.3
STATUSES = {
    401: "RefusedError",
    402: "OutOfCreditError",
    403: "RefusedError",
    500: "BrokenError",
    503: "BrokenError",
}


@dataclass
class Canned:
    """A server on this machine that says what a test wants; `heard` is what it was sent."""

    replies: dict[str, web.Response | None] = field(default_factory=dict)
    heard: list[tuple[web.Request, str]] = field(default_factory=list)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.heard.append((request, await request.text()))
        reply = self.replies[request.path]
        if reply is None:
            await asyncio.sleep(SLOW_SECONDS)
            return web.json_response({})
        return web.Response(body=reply.body, status=reply.status, headers=dict(reply.headers))


@asynccontextmanager
async def canned() -> AsyncIterator[Canned]:
    """A server of its own on any free port."""
    server, app = Canned(), web.Application()
    app.router.add_route("*", "/{path:.*}", server.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()


def reply(case: Mapping[str, Any]) -> web.Response:
    return web.json_response(case["body"], status=case.get("status", 200))


class VendorContract:
    """Subclass it with a `kind`; its documented words are in vendors/<name>.yaml."""

    kind: ClassVar[Kind[Any]]

    @property
    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = load((FOLDER / f"{self.kind.name}.yaml").read_text())
        return found

    @pytest.fixture
    async def server(self) -> AsyncIterator[Canned]:
        async with canned() as server:
            for path, body in self.said.get("before", {}).items():
                server.replies[path] = web.json_response(body)
            yield server

    def make(self, server: Canned, http: httpx2.AsyncClient) -> Any:
        keys = {field.name: "secret" for field in self.kind.fields}
        return self.kind.make(Tools(http, server.url, keys))

    async def asked(self, server: Canned, case: web.Response | None, seconds: float = 5.0) -> Any:
        """What it makes of an answer to its question."""
        server.replies[self.said["asks"]] = case
        async with new_http(seconds) as http:
            return await self.ask(self.make(server, http))

    async def ask(self, port: Any) -> Any:
        return await port.find(ADA)

    def test_it_says_where_its_words_are_documented(self) -> None:
        assert self.said["documentation"].startswith("https://")

    def test_it_needs_its_key(self) -> None:
        with pytest.raises(NoKeyError):
            self.kind.make(Tools(new_http(), ""))

    async def test_it_asks_as_documented(self, server: Canned) -> None:
        with pytest.raises(ProviderError):
            await self.asked(server, web.Response(status=500))
        request, text = server.heard[-1]
        sends = self.said["sends"]
        assert sends.get("headers", {}).items() <= dict(request.headers).items()
        assert sends.get("query", {}).items() <= dict(request.query).items()
        if "json" in sends:
            assert yaml.safe_load(text) == sends["json"]

    async def test_refusals_are_told_apart(self, server: Canned) -> None:
        for status, name in (STATUSES | self.said.get("statuses", {})).items():
            with pytest.raises(getattr(provider, name)):
                await self.asked(server, web.json_response({"error": "no"}, status=status))

    async def test_too_many_requests_tell_when_to_come_again(self, server: Canned) -> None:
        if 429 in self.said.get("statuses", {}):
            pytest.skip("it means something else by that")
        with pytest.raises(ThrottledError) as raised:
            await self.asked(server, web.json_response({}, status=429, headers={"Retry-After": "7"}))
        assert raised.value.retry_after == 7

    async def test_what_is_slow_is_not_waited_for(self, server: Canned) -> None:
        with pytest.raises(provider.BrokenError, match="too long"):
            await self.asked(server, None, seconds=0.05)

    @pytest.mark.parametrize(
        "body", ["<html>", "", "[]", "null", '"text"', '{"data": 7, "person": 7, "organic": 7}']
    )
    async def test_what_makes_no_sense_is_broken(self, server: Canned, body: str) -> None:
        if self.kind.name == "zerobounce" and body.startswith("{"):
            pytest.skip("nothing there is its own")
        with pytest.raises(ProviderError):
            await self.asked(server, web.Response(text=body, content_type="application/json"))

    async def test_it_follows_nobody_elsewhere(self, server: Canned) -> None:
        with pytest.raises(provider.BrokenError):
            await self.asked(server, web.Response(status=302, headers={"Location": "/v2/elsewhere"}))
        assert "elsewhere" not in server.heard[-1][0].path

    async def test_errors_never_hold_the_key(self, server: Canned) -> None:
        for status in (401, 500):
            with pytest.raises(ProviderError) as raised:
                await self.asked(server, web.json_response({}, status=status))
            assert "secret" not in repr(raised.value.args)

    async def test_what_it_documents_besides(self, server: Canned) -> None:
        for case in self.said.get("odd", []):
            with pytest.raises(getattr(provider, case["raises"])):
                await self.asked(server, reply(case))

    async def test_a_key_can_be_checked_for_nothing(self, server: Canned) -> None:
        account = self.said["account"]
        server.replies[account["path"]] = web.json_response(account["body"])
        async with new_http() as http:
            await self.make(server, http).check()
            server.replies[account["path"]] = (
                web.json_response(account["refused"])
                if "refused" in account
                else web.json_response({}, status=401)
            )
            with pytest.raises(provider.RefusedError):
                await self.make(server, http).check()


class ProviderContract(VendorContract):
    """Of who knows addresses."""

    async def test_what_is_found_has_its_confidence(self, server: Canned) -> None:
        found = self.said["found"]
        answer = await self.asked(server, reply(found))
        assert [[each.email, each.confidence] for each in answer.candidates] == found["candidates"]

    async def test_nothing_is_an_answer(self, server: Canned) -> None:
        for case in self.said["nothing"]:
            assert await self.asked(server, reply(case)) == Answer()


class VerifierContract(VendorContract):
    """Of who checks addresses."""

    async def ask(self, port: Any) -> Any:
        return await port.verify("ada@acme.example")

    async def test_every_status_has_its_mark(self, server: Canned) -> None:
        for case in self.said["marks"]:
            assert (await self.asked(server, reply(case))).value == case["mark"]
