from __future__ import annotations

import base64
import re
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import FileInstallationStore, Installation
from slack_sdk.oauth.state_store import FileOAuthStateStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Credentials, Options, Sandbox
from bot.sandbox.identity import TEAM_ID
from bot.sandbox.installations import asked
from tests.bot.sandbox.acts import Hands

# slack_sdk sends client id and secret with a class that aiohttp is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

BACK = "http://127.0.0.1:1/back"
OURS = Credentials()
CLIENT = {"client_id": OURS.client_id, "client_secret": OURS.client_secret}
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Rotating"},
    "oauth_config": {"scopes": {"bot": ["chat:write", "users:read"], "user": ["users:read"]}},
    "settings": {
        "token_rotation_enabled": True,
        "event_subscriptions": {"bot_events": ["app_uninstalled", "tokens_revoked", "message.im"]},
    },
}


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
async def rotating(clock: Hands) -> AsyncIterator[Sandbox]:
    async with Sandbox(manifest=MANIFEST, clock=clock, options=Options(ack_seconds=0.05)) as running:
        yield running


def web_client(sandbox: Sandbox, token: str | None = None) -> AsyncWebClient:
    return AsyncWebClient(token=token, base_url=f"{sandbox.url}/api/")


def code_for(sandbox: Sandbox, **scopes: str) -> str:
    query = {"client_id": OURS.client_id, "redirect_uri": BACK, **(scopes or {"scope": "chat:write"})}
    wanted = asked(query, sandbox.slack.manifest, OURS.client_id)
    address = sandbox.slack.installations.allow(wanted, sandbox.person("rep").id)
    return parse_qs(urlsplit(address).query)["code"][0]


async def code(call: Any) -> str:
    """What a call is refused with."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


def deliveries(sandbox: Sandbox, kind: str) -> list[dict[str, Any]]:
    rows = [row for row in sandbox.calls.rows() if row["name"] == kind]
    return [row["request"]["event"] for row in rows]


async def test_a_code_becomes_a_token_that_works_with_its_scopes(sandbox: Sandbox) -> None:
    given = code_for(sandbox, scope="chat:write", user_scope="users:read")
    answer = await web_client(sandbox).oauth_v2_access(code=given, redirect_uri=BACK, **CLIENT)
    assert (answer["scope"], answer["token_type"], answer["team"]["name"]) == ("chat:write", "bot", "Acme")
    assert "refresh_token" not in answer.data
    bot = web_client(sandbox, answer["access_token"])
    await bot.chat_postMessage(channel="sales", text="hi")
    assert await code(bot.users_list()) == "missing_scope"
    person = answer["authed_user"]
    assert person["id"] == sandbox.person("rep").id
    assert (await web_client(sandbox, person["access_token"]).users_list())["ok"]


async def test_only_a_persons_scopes_make_no_bot_token(sandbox: Sandbox) -> None:
    given = code_for(sandbox, user_scope="users:read")
    answer = await web_client(sandbox).oauth_v2_access(code=given, redirect_uri=BACK, **CLIENT)
    assert "access_token" not in answer.data
    assert answer["authed_user"]["scope"] == "users:read"


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"client_secret": "other"}, "bad_client_secret"),
        ({"code": "1.2.3"}, "invalid_code"),
        ({"redirect_uri": "http://127.0.0.1:1/other"}, "bad_redirect_uri"),
        ({"grant_type": "password"}, "invalid_grant_type"),
        ({"grant_type": "refresh_token", "refresh_token": "xoxe-1-no"}, "invalid_refresh_token"),
    ],
)
async def test_a_wrong_request_for_a_token_is_refused(
    sandbox: Sandbox, change: dict[str, str], refused: str
) -> None:
    arguments = {**CLIENT, "code": code_for(sandbox), "redirect_uri": BACK, **change}
    assert await code(web_client(sandbox).oauth_v2_access(**arguments)) == refused


async def test_the_client_may_come_as_basic_authentication(sandbox: Sandbox) -> None:
    form = {"code": code_for(sandbox), "redirect_uri": BACK}
    pair = base64.b64encode(f"{OURS.client_id}:{OURS.client_secret}".encode()).decode()
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Basic {pair}"}) as session,
        session.post(f"{sandbox.url}/api/oauth.v2.access", data=form) as response,
    ):
        assert (await response.json())["ok"] is True
    assert OURS.client_secret not in str(sandbox.calls.rows())


async def test_tokens_rotate(rotating: Sandbox, clock: Hands) -> None:
    given = code_for(rotating, scope="chat:write", user_scope="users:read")
    first = await web_client(rotating).oauth_v2_access(code=given, redirect_uri=BACK, **CLIENT)
    assert first["expires_in"] == first["authed_user"]["expires_in"] == 43_200
    clock.time += timedelta(hours=12)
    old = web_client(rotating, first["access_token"])
    assert await code(old.auth_test()) == "token_expired"
    renew = {**CLIENT, "grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = await web_client(rotating).oauth_v2_access(**renew)
    assert (second["token_type"], second["bot_user_id"]) == ("bot", first["bot_user_id"])
    assert (await web_client(rotating, second["access_token"]).auth_test())["ok"]
    assert await code(web_client(rotating).oauth_v2_access(**renew)) == "invalid_refresh_token"


async def test_slacks_own_rotator_renews_both_tokens(rotating: Sandbox) -> None:
    given = code_for(rotating, scope="chat:write", user_scope="users:read")
    answer = await web_client(rotating).oauth_v2_access(code=given, redirect_uri=BACK, **CLIENT)
    person = answer["authed_user"]
    installed = Installation(
        user_id=person["id"],
        bot_token=answer["access_token"],
        bot_refresh_token=answer["refresh_token"],
        bot_token_expires_in=answer["expires_in"],
        user_token=person["access_token"],
        user_refresh_token=person["refresh_token"],
        user_token_expires_in=person["expires_in"],
    )
    rotator = AsyncTokenRotator(**CLIENT, client=web_client(rotating))
    renewed = await rotator.perform_token_rotation(installation=installed, minutes_before_expiration=721)
    assert renewed is not None
    assert renewed.bot_token not in (None, installed.bot_token)
    assert (await web_client(rotating, renewed.bot_token).auth_test())["bot_id"]
    assert (await web_client(rotating, renewed.user_token).auth_test())["user_id"] == person["id"]


async def test_a_lasting_token_is_exchanged_where_tokens_rotate(sandbox: Sandbox, rotating: Sandbox) -> None:
    token = OURS.bot_token
    exchanged = await web_client(rotating).oauth_v2_exchange(token=token, **CLIENT)
    assert exchanged["access_token"].startswith("xoxe.xoxb-")
    again = web_client(rotating).oauth_v2_exchange(token=token, **CLIENT)
    assert await code(again) == "token_already_exchanged"
    elsewhere = web_client(sandbox).oauth_v2_exchange(token=token, **CLIENT)
    assert await code(elsewhere) == "token_rotation_not_enabled"


async def test_a_revoked_token_is_told_of_and_gone(rotating: Sandbox) -> None:
    given = code_for(rotating, scope="chat:write", user_scope="users:read")
    answer = await web_client(rotating).oauth_v2_access(code=given, redirect_uri=BACK, **CLIENT)
    person = web_client(rotating, answer["authed_user"]["access_token"])
    assert (await person.auth_revoke(test=True))["revoked"] is False
    assert (await person.auth_revoke())["revoked"] is True
    assert await code(person.auth_test()) == "token_revoked"
    await rotating.idle()
    told = deliveries(rotating, "tokens_revoked")
    assert told[0]["tokens"] == {"oauth": [rotating.person("rep").id], "bot": []}
    assert deliveries(rotating, "app_uninstalled") == []


async def test_the_last_token_takes_the_app_with_it(rotating: Sandbox) -> None:
    bot = web_client(rotating, OURS.bot_token)
    await bot.auth_revoke()
    assert await code(bot.auth_test()) == "account_inactive"
    await rotating.person("rep").send("is anybody there?")
    await rotating.idle()
    assert len(deliveries(rotating, "app_uninstalled")) > 0
    assert deliveries(rotating, "message") == []


async def test_an_uninstalled_app_is_told_once_and_for_all_its_tokens(rotating: Sandbox) -> None:
    bot = web_client(rotating, OURS.bot_token)
    wrong = bot.apps_uninstall(client_id="1.2", client_secret="")
    assert await code(wrong) == "invalid_client_id"
    assert (await bot.apps_uninstall(**CLIENT))["ok"]
    assert await code(bot.auth_test()) == "account_inactive"
    await rotating.idle()
    revoked = deliveries(rotating, "tokens_revoked")[0]
    assert revoked["tokens"]["bot"] == [rotating.slack.bot.id]


@pytest.fixture
async def shop(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[str]:
    """A Bolt app that is installed with OAuth, served over HTTP; its address."""
    port = unused_port()
    origin = f"http://127.0.0.1:{port}"
    settings = AsyncOAuthSettings(
        client_id=OURS.client_id,
        client_secret=OURS.client_secret,
        scopes=["chat:write", "app_mentions:read"],
        redirect_uri=f"{origin}/slack/oauth_redirect",
        authorization_url=f"{sandbox.url}/oauth/v2/authorize",
        installation_store=FileInstallationStore(base_dir=str(tmp_path), client_id=OURS.client_id),
        state_store=FileOAuthStateStore(expiration_seconds=60, base_dir=str(tmp_path)),
    )
    app = AsyncApp(client=web_client(sandbox), signing_secret=OURS.signing_secret, oauth_settings=settings)
    runner = web.AppRunner(app.server(port).web_app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield origin
    await runner.cleanup()


async def test_a_bolt_app_is_installed_from_its_first_page_to_its_token(
    sandbox: Sandbox, shop: str, connect: Callable[[str], AsyncWebClient], tmp_path: Path
) -> None:
    async with aiohttp.ClientSession() as browser:
        async with browser.get(f"{shop}/slack/install") as page:
            link = re.search(r'href="([^"]+authorize[^"]+)"', await page.text())
            cookie = page.headers["Set-Cookie"].partition(";")[0]  # Secure: sent here by a browser only
        assert link is not None
        async with browser.get(link[1].replace("&amp;", "&")) as page:
            ticket = re.search(r'name="ticket" value="([^"]+)"', await page.text())
        assert ticket is not None
        form = {"ticket": ticket[1], "decision": "allow", "who": "manager"}
        allowed = browser.post(f"{sandbox.url}/oauth/v2/authorize", data=form, allow_redirects=False)
        async with allowed as answer:
            back = answer.headers["Location"]
        async with browser.get(back, headers={"Cookie": cookie}) as done:
            assert (done.status, "Thank you" in await done.text()) == (200, True)
    store = FileInstallationStore(base_dir=str(tmp_path), client_id=OURS.client_id)
    installed = store.find_installation(enterprise_id=None, team_id=TEAM_ID)
    assert installed is not None
    assert installed.user_id == sandbox.person("manager").id
    await connect(str(installed.bot_token)).chat_postMessage(channel="sales", text="installed")
    assert [m["text"] for m in sandbox.person("rep").messages("sales")] == ["installed"]
