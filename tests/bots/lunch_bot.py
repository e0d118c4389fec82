"""A lunch bot in plain Bolt over Socket Mode: messages, a mention, a form of two pages, Home, a stream."""

from __future__ import annotations

import os
from typing import Any

from slack_bolt import Ack, App, Respond, Say
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

app = App(client=WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"]))


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(text: str) -> dict[str, Any]:
    return {"text": plain(text.capitalize()), "value": text}


def button(action_id: str, text: str) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": plain(text)}


def select(action_id: str, *choices: str) -> dict[str, Any]:
    options = [option(choice) for choice in choices]
    return {"type": "static_select", "action_id": action_id, "options": options}


def offer() -> list[dict[str, Any]]:
    more = {"type": "overflow", "action_id": "more", "options": [option("allergens"), option("prices")]}
    return [
        {"type": "section", "text": plain("Lunch is at noon."), "accessory": more},
        {"type": "actions", "elements": [button("order", "Order"), select("place", "indoors", "terrace")]},
    ]


def field(block_id: str, label: str, *, optional: bool = False) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "text"}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element,
        "optional": optional,
    }


def form(callback_id: str, title: str, *blocks: dict[str, Any], about: str = "") -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title),
        "submit": plain("Done"),
        "private_metadata": about,
        "blocks": list(blocks),
    }


@app.message("lunch")
def lunch(message: dict[str, Any], say: Say) -> None:
    say(text="Lunch is at noon.", blocks=offer(), thread_ts=message["ts"])


@app.message("menu")
def menu(message: dict[str, Any], context: dict[str, Any], client: WebClient) -> None:
    stream = client.chat_stream(
        buffer_size=1,
        channel=message["channel"],
        thread_ts=message["ts"],
        recipient_team_id=context["team_id"],
        recipient_user_id=message["user"],
    )
    for dish in ("*Soup*", "*Bread*", "*Pears*"):
        stream.append(markdown_text=f"- {dish}\n")
    stream.stop(blocks=[{"type": "actions", "elements": [button("order", "Order")]}])


@app.event("app_mention")
def mentioned(event: dict[str, Any], say: Say) -> None:
    say(text=f"<@{event['user']}>, lunch is at noon.", thread_ts=event["ts"])


@app.action("place")
def placed(ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
    ack()
    chosen = action["selected_option"]["value"]
    where = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
    client.chat_update(**where, text=f"Lunch is at noon, {chosen}.", blocks=[])


@app.action("more")
def more(ack: Ack, action: dict[str, Any], respond: Respond) -> None:
    ack()
    respond(text=f"About {action['selected_option']['value']}: ask the cook.", replace_original=False)


@app.action("order")
def order(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
    ack()
    extras = {"type": "actions", "block_id": "extras", "elements": [button("extras", "Extras")]}
    view = form("order", "Your lunch", field("dishes", "How many dishes?"), extras)
    client.views_open(trigger_id=body["trigger_id"], view=view)


@app.action("extras")
def extras(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
    ack()
    view = form("extras", "Extras", field("wish", "A wish", optional=True), about=body["view"]["id"])
    client.views_push(trigger_id=body["trigger_id"], view=view)


@app.view("extras")
def wished(ack: Ack, view: dict[str, Any], client: WebClient) -> None:
    wish = view["state"]["values"]["wish"]["text"]["value"] or "nothing"
    ack()
    note = {"type": "section", "text": plain(f"Extra: {wish}")}
    changed = form("order", "Your lunch", field("dishes", "How many dishes?"), note, about=wish)
    client.views_update(view_id=view["private_metadata"], view=changed)


@app.view("order")
def ordered(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
    dishes = view["state"]["values"]["dishes"]["text"]["value"]
    if not dishes.isdigit():
        ack(response_action="errors", errors={"dishes": "A number, please"})
        return
    ack()
    extra = view["private_metadata"] or "nothing"
    client.chat_postMessage(channel=body["user"]["id"], text=f"Ordered {dishes} dishes and {extra}.")


@app.event("app_home_opened")
def opened(event: dict[str, Any], client: WebClient) -> None:
    if event["tab"] == "home":
        text = f"Lunch for <@{event['user']}>"
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


@app.event("message")
def anything_else() -> None:
    """What is said besides needs no answer."""


if __name__ == "__main__":
    SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start()
