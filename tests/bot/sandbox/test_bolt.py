"""A real Bolt app over real sockets cannot tell the sandbox from Slack."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.sandbox import Person, Sandbox

BUTTON = {"type": "button", "action_id": "go", "value": "7", "text": {"type": "plain_text", "text": "Go"}}
ASK = {
    "type": "modal",
    "callback_id": "ask",
    "title": {"type": "plain_text", "text": "Ask"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": {"type": "plain_text", "text": "Name"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}


def _answering(bolt: AsyncApp) -> None:
    @bolt.event("message")
    async def answer(event: dict[str, Any], say: Any) -> None:
        if "subtype" not in event:
            await say(text="hi", thread_ts=event["ts"], blocks=[{"type": "actions", "elements": [BUTTON]}])

    @bolt.action("go")
    async def go(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=ASK)

    @bolt.view("ask")
    async def asked(ack: Any, view: dict[str, Any]) -> None:
        name = view["state"]["values"]["name"]["text"]["value"]
        if name == "nobody":
            await ack(response_action="errors", errors={"name": "Somebody, please"})
        elif name == "more":
            await ack(response_action="update", view={**ASK, "title": {"type": "plain_text", "text": "More"}})
        else:
            await ack()


async def test_a_message_an_answer_a_button_a_modal_with_errors_and_an_update(
    sandbox: Sandbox, bolt: AsyncApp, dana: Person
) -> None:
    _answering(bolt)
    ts = await dana.send("hello")
    reply = (await sandbox.until(lambda: dana.replies(ts)))[0]
    await dana.click(reply["ts"], "go")
    view = (await sandbox.until(dana.views))[0]
    assert await dana.submit(view["id"], {"text": "nobody"}) == {"name": "Somebody, please"}
    assert await dana.submit(view["id"], {"text": "more"}) is None
    assert dana.views()[0]["title"]["text"] == "More"
    assert await dana.submit(view["id"], {"text": "Ada"}) is None
    assert dana.views() == []
    assert sandbox.violations == []
