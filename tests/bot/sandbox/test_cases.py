"""The table of cases: what Slack takes and refuses, each sent with the real SDK, sync and async."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.sandbox import Sandbox
from bot.sandbox.core import Options
from bot.sandbox.validation.blocks import BLOCKS
from bot.sandbox.validation.places import ELEMENTS
from bot.sandbox.validation.rich_text import PARTS
from bot.sandbox.validation.runs import RUNS
from tests.bot.sandbox.cases.place import Hands, Place
from tests.bot.sandbox.cases.reading import Case, Kind, cases

CASES = cases()
NARROW = {"oauth_config": {"scopes": {"bot": ["chat:write"]}}, "settings": {}, "features": {}}
Said = tuple[str, list[str]]
"""What Slack answers: a code, and what it tells besides."""


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """One loop for all of them, so that the workspace stays open."""
    return "asyncio"


async def _open(manifest: dict[str, Any] | None) -> AsyncIterator[Place]:
    hands = Hands()
    async with Sandbox(manifest=manifest, clock=hands, options=Options(rate_limits=False)) as sandbox:
        yield Place(sandbox, hands)


@pytest.fixture(scope="module")
async def wide() -> AsyncIterator[Place]:
    async for place in _open(None):
        yield place


@pytest.fixture(scope="module")
async def narrow() -> AsyncIterator[Place]:
    async for place in _open(NARROW):
        yield place


def _said(response: Any) -> Said:
    told = (response.get("response_metadata") or {}).get("messages") or []
    return str(response.get("error", "ok")), told


def _asked(client: WebClient | AsyncWebClient, case: Case, arguments: dict[str, Any]) -> Any:
    if case.raw:
        return client.api_call(case.method, json=arguments)
    return getattr(client, case.method.replace(".", "_"))(**arguments)


async def _async(place: Place, case: Case, arguments: dict[str, Any]) -> Said:
    if case.method == "response_url":
        hook = AsyncWebhookClient(arguments.pop("to"))
        return (await hook.send_dict(arguments)).body, []
    client = AsyncWebClient(token=case.token, base_url=f"{place.sandbox.url}/api/")
    try:
        return _said(await _asked(client, case, arguments))
    except SlackApiError as error:
        return _said(error.response)


async def _sync(place: Place, case: Case, arguments: dict[str, Any]) -> Said:
    return await asyncio.to_thread(_blocking, place, case, arguments)


def _blocking(place: Place, case: Case, arguments: dict[str, Any]) -> Said:
    if case.method == "response_url":
        hook = WebhookClient(arguments.pop("to"))
        return hook.send_dict(arguments).body, []
    client = WebClient(token=case.token, base_url=f"{place.sandbox.url}/api/")
    try:
        return _said(_asked(client, case, arguments))
    except SlackApiError as error:
        return _said(error.response)


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")  # by aiohttp, in the SDK's oauth_v2_access
@pytest.mark.parametrize("case", CASES, ids=[f"{case.family}: {case.name}" for case in CASES])
async def test_slack_answers_both_clients_as_the_source_says(case: Case, wide: Place, narrow: Place) -> None:
    place = narrow if case.narrow else wide
    for ask in (_sync, _async):
        answer, told = await ask(place, case, await place.filled(case.arguments))
        assert answer == case.answer, told
        for part in case.told:
            assert any(part in message for message in told), told


def test_there_are_enough_cases_and_each_says_how_one_knows() -> None:
    documented = [case for case in CASES if case.kind is Kind.DOCUMENTED]
    assert len(CASES) >= 150
    assert len(documented) >= 50
    assert all(case.page.startswith("https://docs.slack.dev/") for case in documented)
    assert all(case.says for case in CASES)


def test_no_two_cases_have_one_name() -> None:
    names = Counter((case.family, case.name) for case in CASES)
    assert [name for name, count in names.items() if count > 1] == []


def _types(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield str(node.get("type"))
        for value in node.values():
            yield from _types(value)
    elif isinstance(node, list):
        for item in node:
            yield from _types(item)


@pytest.mark.parametrize("taken", [True, False], ids=["taken", "refused"])
def test_every_block_and_element_is_in_a_case_that_is(*, taken: bool) -> None:
    kinds = {*BLOCKS.shapes, *ELEMENTS, *PARTS.shapes, *RUNS.shapes}
    met = {kind for case in CASES if (case.answer == "ok") is taken for kind in _types(case.arguments)}
    assert kinds - met == set()
