"""A help desk in plain async Bolt over HTTP: commands, a form with a searched select, response_url, files."""

from __future__ import annotations

import os
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

PEOPLE = ("Ada", "Grace", "Edsger", "Barbara", "Alan")

app = AsyncApp(
    client=AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"]),
    signing_secret=os.environ["SLACK_SIGNING_SECRET"],
)


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def ticket(what: str, channel: str) -> dict[str, Any]:
    owner = {"type": "external_select", "action_id": "owner", "min_query_length": 1}
    choices = [{"text": plain(name.capitalize()), "value": name} for name in ("low", "urgent")]
    urgency = {"type": "radio_buttons", "action_id": "urgency", "options": choices}
    text = {"type": "plain_text_input", "action_id": "what", "initial_value": what}
    return {
        "type": "modal",
        "callback_id": "ticket",
        "title": plain("New ticket"),
        "submit": plain("File it"),
        "private_metadata": channel,
        "blocks": [
            {"type": "input", "block_id": "what", "label": plain("What"), "element": text},
            {"type": "input", "block_id": "owner", "label": plain("Who"), "element": owner},
            {"type": "input", "block_id": "urgency", "label": plain("How soon"), "element": urgency},
        ],
    }


def told(title: str, text: str) -> dict[str, Any]:
    blocks = [{"type": "section", "text": plain(text)}]
    return {"type": "modal", "title": plain(title), "close": plain("Close"), "blocks": blocks}


@app.command("/ticket")
async def command(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
    if not body["text"]:
        await ack("What is it about?")
        return
    await ack()
    view = ticket(body["text"], body["channel_id"])
    await client.views_open(trigger_id=body["trigger_id"], view=view)


@app.command("/tickets")
async def listed(ack: Any, respond: Any) -> None:
    await ack()
    await respond("Counting…")
    await respond("No open tickets.", response_type="in_channel")


@app.options("owner")
async def owners(ack: Any, body: dict[str, Any]) -> None:
    found = [name for name in PEOPLE if body["value"].lower() in name.lower()]
    await ack(options=[{"text": plain(name), "value": name.lower()} for name in found])


@app.view("ticket")
async def filed(ack: Any, view: dict[str, Any], client: AsyncWebClient) -> None:
    values = view["state"]["values"]
    what, owner = values["what"]["what"]["value"], values["owner"]["owner"]["selected_option"]["value"]
    if owner == "alan":
        await ack(response_action="errors", errors={"owner": "Alan is away"})
        return
    if values["urgency"]["urgency"]["selected_option"]["value"] == "urgent":
        await ack(response_action="update", view=told("Call", f"Please call {owner}."))
    else:
        await ack(response_action="clear")
    content = f"what,owner\n{what},{owner}\n"
    await client.files_upload_v2(
        channel=view["private_metadata"], filename="ticket.csv", content=content, initial_comment="Filed."
    )


@app.event("app_mention")
async def mentioned(event: dict[str, Any], say: Any) -> None:
    await say(text="Try /ticket.", thread_ts=event["ts"])


@app.event("message")
async def anything_else() -> None:
    """What is said besides needs no answer."""


if __name__ == "__main__":
    app.start(port=int(os.environ["PORT"]), host="127.0.0.1")
