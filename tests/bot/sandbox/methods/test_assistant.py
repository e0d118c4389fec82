from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox


async def test_a_status_shows_until_the_app_posts(
    client: AsyncWebClient, sandbox: Sandbox, dana: Person
) -> None:
    ts = await dana.send("hello")
    channel = dana.channel().id
    await client.assistant_threads_setStatus(channel_id=channel, thread_ts=ts, status="is thinking…")
    status = sandbox.slack.statuses.of(channel, ts)
    assert status is not None
    assert status.text == "is thinking…"
    await client.chat_postMessage(channel=channel, thread_ts=ts, text="done")
    assert sandbox.slack.statuses.of(channel, ts) is None


async def test_at_most_four_prompts_and_none_with_a_thread(client: AsyncWebClient, dana: Person) -> None:
    channel = dana.channel()
    prompts = [{"title": "Find", "message": "Find people"}]
    await client.assistant_threads_setSuggestedPrompts(
        channel_id=channel.id, prompts=prompts, thread_ts="1.1"
    )
    assert channel.prompts is None
    await client.assistant_threads_setSuggestedPrompts(channel_id=channel.id, prompts=prompts)
    assert channel.prompts == {"title": "", "prompts": prompts}
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.assistant_threads_setSuggestedPrompts(channel_id=channel.id, prompts=prompts * 5)


async def test_a_session_has_a_status_and_a_title(client: AsyncWebClient, dana: Person) -> None:
    ts = await dana.send("hello")
    channel = dana.channel()
    answer = await client.agents_sessions_setStatus(
        channel_id=channel.id, thread_ts=ts, status="processing", title="Berlin"
    )
    assert (answer["status"], answer["title"]) == ("processing", "Berlin")
    with pytest.raises(SlackApiError, match="invalid_status"):
        await client.agents_sessions_setStatus(channel_id=channel.id, thread_ts=ts, status="busy")


async def test_another_name_or_icon_needs_a_scope_of_its_own() -> None:
    async with Sandbox(manifest={"oauth_config": {"scopes": {"bot": ["chat:write"]}}}) as sandbox:
        client = AsyncWebClient(token=sandbox.credentials.bot_token, base_url=f"{sandbox.url}/api/")
        dana = sandbox.person("rep")
        session = {"channel_id": dana.channel().id, "thread_ts": await dana.send("x"), "status": "active"}
        await client.agents_sessions_setStatus(**session)
        with pytest.raises(SlackApiError) as refused:
            await client.agents_sessions_setStatus(**session, icon_emoji=":robot_face:")
    assert refused.value.response["needed"] == "chat:write.customize"
