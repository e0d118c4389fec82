from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from bot.sandbox import Sandbox

PATH = "/oauth/v2/authorize"
QUERY = {
    "scope": "chat:write,commands",
    "user_scope": "<script>alert(1)</script>",
    "state": "s1",
    "redirect_uri": "http://127.0.0.1:1/back",
}


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sandbox.url) as session:
        yield session


async def page(http: aiohttp.ClientSession, sandbox: Sandbox, **query: str) -> tuple[int, str]:
    params = {"client_id": sandbox.credentials.client_id, **QUERY, **query}
    async with http.get(PATH, params=params) as response:
        return response.status, await response.text()


async def decide(http: aiohttp.ClientSession, html: str, **form: str) -> tuple[int, dict[str, Any]]:
    ticket = re.search(r'name="ticket" value="([^"]+)"', html)
    assert ticket is not None
    async with http.post(PATH, data={"ticket": ticket[1], **form}, allow_redirects=False) as response:
        return response.status, parse_qs(urlsplit(response.headers.get("Location", "")).query)


async def test_the_page_says_what_is_asked_for_and_nothing_in_it_can_run(
    http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    status, html = await page(http, sandbox)
    assert status == 200
    assert "<code>commands</code>" in html
    assert "<script" not in html


async def test_allow_goes_back_with_a_code_and_the_state(
    http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    _, html = await page(http, sandbox)
    status, query = await decide(http, html, decision="allow", who="manager")
    assert (status, query["state"]) == (302, ["s1"])
    grant = sandbox.slack.installations.redeem(query["code"][0], QUERY["redirect_uri"])
    assert grant.user == sandbox.person("manager").id
    assert (await decide(http, html, decision="allow"))[0] == 400


async def test_cancel_goes_back_with_access_denied(http: aiohttp.ClientSession, sandbox: Sandbox) -> None:
    _, html = await page(http, sandbox)
    _, query = await decide(http, html, decision="cancel")
    assert query == {"error": ["access_denied"], "state": ["s1"]}


async def test_a_wrong_address_is_told_on_the_page(http: aiohttp.ClientSession, sandbox: Sandbox) -> None:
    status, html = await page(http, sandbox, client_id="3.4")
    assert status == 400
    assert 'data-error="invalid_client_id"' in html
