from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Options, Person, Sandbox

HOME = {"type": "home", "blocks": [{"type": "divider"}]}


def modal(title: str = "Ask", **more: Any) -> dict[str, Any]:
    blocks = [{"type": "divider"}]
    return {"type": "modal", "title": {"type": "plain_text", "text": title}, "blocks": blocks, **more}


def code(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(error.value.response["error"])


def trigger(sandbox: Sandbox, person: Person) -> str:
    return sandbox.slack.triggers.issue(person.id)


async def test_a_trigger_opens_one_modal_only(client: AsyncWebClient, sandbox: Sandbox, dana: Person) -> None:
    issued = trigger(sandbox, dana)
    await client.views_open(trigger_id=issued, view=modal())
    with pytest.raises(SlackApiError) as refused:
        await client.views_open(trigger_id=issued, view=modal())
    assert code(refused) == "exchanged_trigger_id"
    assert len(dana.views()) == 1


async def test_a_trigger_expires_and_must_be_known() -> None:
    async with Sandbox(options=Options(trigger_seconds=-1)) as sandbox:
        client = AsyncWebClient(token=sandbox.credentials.bot_token, base_url=f"{sandbox.url}/api/")
        with pytest.raises(SlackApiError) as late:
            await client.views_open(trigger_id=trigger(sandbox, sandbox.person("rep")), view=modal())
        with pytest.raises(SlackApiError) as unknown:
            await client.views_open(trigger_id="1.2.3", view=modal())
    assert code(late) == "expired_trigger_id"
    assert code(unknown) == "invalid_trigger_id"


async def test_three_modals_stack_and_a_fourth_does_not(
    client: AsyncWebClient, sandbox: Sandbox, dana: Person
) -> None:
    await client.views_open(trigger_id=trigger(sandbox, dana), view=modal("1"))
    for title in ("2", "3"):
        await client.views_push(trigger_id=trigger(sandbox, dana), view=modal(title))
    with pytest.raises(SlackApiError) as refused:
        await client.views_push(trigger_id=trigger(sandbox, dana), view=modal("4"))
    assert code(refused) == "push_limit_reached"
    first, second, third = dana.views()
    assert (third["previous_view_id"], third["root_view_id"]) == (second["id"], first["id"])


async def test_an_update_with_an_old_hash_conflicts(
    client: AsyncWebClient, sandbox: Sandbox, dana: Person
) -> None:
    opened = (await client.views_open(trigger_id=trigger(sandbox, dana), view=modal()))["view"]
    await client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal("New"))
    with pytest.raises(SlackApiError) as refused:
        await client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal("Newer"))
    assert code(refused) == "hash_conflict"
    assert dana.views()[0]["title"]["text"] == "New"


async def test_a_closed_modal_is_not_found(client: AsyncWebClient, sandbox: Sandbox, dana: Person) -> None:
    opened = (await client.views_open(trigger_id=trigger(sandbox, dana), view=modal()))["view"]
    await dana.close(opened["id"])
    with pytest.raises(SlackApiError) as refused:
        await client.views_update(view_id=opened["id"], view=modal("New"))
    assert code(refused) == "not_found"


async def test_home_is_published_for_one_person(client: AsyncWebClient, dana: Person, boss: Person) -> None:
    first = (await client.views_publish(user_id=dana.id, view=HOME))["view"]
    await client.views_publish(user_id=dana.id, view=HOME, hash=first["hash"])
    with pytest.raises(SlackApiError) as refused:
        await client.views_publish(user_id=dana.id, view=HOME, hash=first["hash"])
    assert code(refused) == "hash_conflict"
    assert (dana.home() or {})["id"] == first["id"]
    assert boss.home() is None


async def test_an_external_id_names_one_view_of_all(
    client: AsyncWebClient, sandbox: Sandbox, dana: Person, boss: Person
) -> None:
    await client.views_open(trigger_id=trigger(sandbox, dana), view=modal(external_id="mine"))
    with pytest.raises(SlackApiError) as taken:
        await client.views_open(trigger_id=trigger(sandbox, boss), view=modal(external_id="mine"))
    assert code(taken) == "duplicate_external_id"
    other = (await client.views_open(trigger_id=trigger(sandbox, boss), view=modal()))["view"]
    with pytest.raises(SlackApiError) as again:
        await client.views_update(view_id=other["id"], view=modal(external_id="mine"))
    assert code(again) == "duplicate_external_id"
    updated = await client.views_update(external_id="mine", view=modal("New", external_id="mine"))
    assert updated["view"]["title"]["text"] == "New"


async def test_a_home_is_shown_only_where_the_manifest_has_one() -> None:
    async with Sandbox(manifest={"features": {"app_home": {"home_tab_enabled": False}}}) as sandbox:
        client = AsyncWebClient(token=sandbox.credentials.bot_token, base_url=f"{sandbox.url}/api/")
        with pytest.raises(SlackApiError) as refused:
            await client.views_publish(user_id=sandbox.person("rep").id, view=HOME)
    assert code(refused) == "not_enabled"
