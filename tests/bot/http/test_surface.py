"""Whatever is sent over HTTP gets an answer that docs/openapi.yml knows, and never a failure of ours."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import httpx2
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from agent.prospecting.service import Asked
from agent.prospecting.stream import Link
from agent.roles import Actor
from bot.app import Application
from bot.http.server import application
from bot.http.stream import StreamDoor
from bot.manifest import manifest
from bot.process import listen
from bot.sandbox import Sandbox
from bot.sandbox.core import Options
from bot.sandbox.delivery.http import signed_headers
from bot.sandbox.identity import TEAM_ID
from bot.wiring.ground import Outside
from tests.agent.prospecting.conftest import INTAKE
from tests.lookalikes import small_web
from tests.support import settings_for

pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]
DESCRIBED = Path(__file__).parents[3] / "docs" / "openapi.yml"
EXAMPLES = 15
"""For each operation and phase: a bound, so that it takes seconds."""
FORM_IN_FORM = """
[[operations]]
include-path = "/slack/events"
checks.positive_data_acceptance.enabled = false
"""
"""That a form's field holds JSON of Slack's shapes cannot be described; other tests send such."""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
DANA: Mapping[str, Any] = {"id": "U0DANAREP1", "team_id": TEAM_ID}
CLICKED: Mapping[str, Any] = {
    "user": DANA,
    "team": {"id": TEAM_ID, "domain": "acme"},
    "enterprise": None,
    "container": {"type": "message", "channel_id": "D1", "message_ts": "1.1"},
    "channel": {"id": "D1"},
    "message": {"ts": "1.1", "thread_ts": "1.0"},
    "trigger_id": "1.2.x",
}
SPOKEN: Mapping[str, Any] = {
    "type": "message",
    "channel": "D1",
    "channel_type": "im",
    "ts": "1.1",
    "user": "U0DANAREP1",
    "text": "find 20 CTOs in Berlin",
    "team": TEAM_ID,
    "files": [{"id": "F1", "name": "a.csv"}],
}
HAPPENED: Mapping[str, Any] = {
    "type": "event_callback",
    "team_id": TEAM_ID,
    "event_id": "Ev1",
    "is_ext_shared_channel": True,
    "authorizations": [{"team_id": TEAM_ID, "enterprise_id": None, "is_enterprise_install": False}],
}
ACTION = {"action_id": "icp_confirm", "action_ts": "1.1", "type": "button", "value": "5e551017aaaa"}
WINDOW = {"id": "V1", "callback_id": "icp_form", "private_metadata": "", "hash": "x", "type": "modal"}
FILLED = {"values": {"customers": {"value": {"type": "plain_text_input", "value": "acme.example"}}}}
REAL: tuple[dict[str, Any], ...] = (
    {**HAPPENED, "event": SPOKEN},
    {**HAPPENED, "event": {**SPOKEN, "type": "app_mention", "channel": "C1", "channel_type": "channel"}},
    {**HAPPENED, "event": {"type": "app_home_opened", "user": "U0DANAREP1", "tab": "home", "channel": "D1"}},
    {**CLICKED, "type": "block_actions", "actions": [ACTION]},
    {**CLICKED, "type": "view_submission", "view": {**WINDOW, "state": FILLED}},
    {**CLICKED, "type": "block_suggestion", "action_id": "plan_step_add", "value": "send"}
    | {"view": {**WINDOW, "private_metadata": "p:1", "blocks": [], "state": {"values": {}}}},
    {"type": "url_verification", "challenge": "x", "token": "y"},
)
CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.none() | JSON), max_size=2)
"""Where in a request, and what stands there instead; every third time nothing does."""


def changed(body: Any, at: int, other: Any) -> Any:
    """The request with something else at one place of it, however deep; or with that place gone."""
    if not isinstance(body, dict | list) or not body or at % 5 == 0:
        return other
    keys = list(body) if isinstance(body, dict) else list(range(len(body)))
    key, rest = keys[at % len(keys)], at // len(keys)
    kept = dict(body) if isinstance(body, dict) else list(body)
    if rest % 3 == 0:
        del kept[key]
    else:
        kept[key] = changed(kept[key], rest // 3, other)
    return kept


@dataclass
class Surface:
    """Leadsmith over HTTP alone, with a search in it that was cancelled."""

    url: str
    secret: str
    link: Link


@pytest.fixture(scope="module")
def bodies() -> list[tuple[Any, bool]]:
    """What Slack could sign, and whether it comes as a form. Drawn before anything runs beside it."""
    found: list[tuple[Any, bool]] = []

    @settings(max_examples=200, derandomize=True, phases=[Phase.generate])
    @given(st.sampled_from(REAL), CHANGES, st.booleans())
    def draw(body: dict[str, Any], changes: list[tuple[int, Any]], as_form: bool) -> None:
        for at, other in changes:
            body = changed(body, at, other)
        once = {"event_id": f"Ev{len(found)}"} if isinstance(body, dict) and "event_id" in body else {}
        found.append((body | once if once else body, as_form))

    draw()
    return found


@pytest.fixture(scope="module")
async def surface(bodies: object, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Surface]:
    del bodies
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    url = f"http://127.0.0.1:{port}"
    options = Options(rate_limits=False, request_url=f"{url}/slack/events")
    async with (
        small_web() as web,
        httpx2.AsyncClient() as http,
        Sandbox(manifest=manifest(), options=options) as sandbox,
    ):
        secret = sandbox.credentials.signing_secret
        changed = {"slack_app_token": None, "slack_signing_secret": SecretStr(secret), "port": port}
        leadsmith = Application(
            settings_for(sandbox, tmp_path_factory.mktemp("surface"), **changed),
            Outside(parts=web.parts(http)),
            only_demo=True,
        )
        app = application(
            leadsmith.bolt,
            leadsmith.started,
            leadsmith.is_well,
            events=True,
            stream=StreamDoor(leadsmith.streams, frozenset({"https://crm.example"})),
        )
        runner = await listen(app, "127.0.0.1", port)
        try:
            await leadsmith.start()
            yield Surface(url, secret, await _over(leadsmith, sandbox.person("rep").id))
        finally:
            await leadsmith.stop()
            await runner.cleanup()


async def _over(leadsmith: Application, user: str) -> Link:
    """The link of a search that is over, so that its stream ends."""
    actor = Actor(TEAM_ID, user)
    services = leadsmith.services
    assert INTAKE is not None
    assert services.prospecting is not None
    assert services.streams is not None
    session_id = await services.prospecting.begin(actor, Asked("Ev1", INTAKE))
    await services.prospecting.cancel(actor, session_id)
    return await services.streams.link(actor, session_id)


async def explored(surface: Surface, folder: Path, *more: str, config: str = "") -> None:
    """Let schemathesis send what it makes of the description; what it finds wrong fails the test."""
    pytest.importorskip("schemathesis", reason="it comes with requirements/dev.txt")
    (folder / "schemathesis.toml").write_text(config)
    program = Path(sys.executable).parent / "schemathesis"
    bounded = ("-n", str(EXAMPLES), "--generation-deterministic")
    running = await asyncio.create_subprocess_exec(
        *(str(program), "run", str(DESCRIBED), "--url", surface.url, "--no-color", "--request-timeout", "20"),
        *(*bounded, *more),
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await running.communicate()
    assert running.returncode == 0, said.decode()


async def test_what_anybody_may_send(surface: Surface, tmp_path: Path):
    await explored(surface, tmp_path, config=FORM_IN_FORM)


async def test_what_whoever_has_a_link_may_send(surface: Surface, tmp_path: Path):
    config = f"""
[parameters]
"path.session" = "{surface.link.session_id}"
"query.token" = "{surface.link.token}"
"""
    await explored(surface, tmp_path, "--include-path", "/stream/{session}", config=config)


async def test_whatever_slack_may_sign(surface: Surface, bodies: list[tuple[Any, bool]]):
    """The signature of Slack opens the way to what reads its requests."""
    async with aiohttp.ClientSession() as http:
        answered: Counter[int] = Counter()
        wrong = []
        for body, as_form in bodies:
            text = urlencode({"payload": json.dumps(body)}) if as_form else json.dumps(body)
            kind = "application/x-www-form-urlencoded" if as_form else "application/json"
            headers = signed_headers(surface.secret, int(time.time()), text) | {"Content-Type": kind}
            async with http.post(f"{surface.url}/slack/events", data=text, headers=headers) as answer:
                answered[answer.status] += 1
                if answer.status not in {200, 400, 401, 404}:
                    wrong.append((answer.status, body))
    assert wrong == []
    assert min(answered[200], answered[400]) > len(bodies) / 10, answered
