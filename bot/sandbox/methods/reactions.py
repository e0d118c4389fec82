"""reactions: add and remove."""

from __future__ import annotations

from bot.sandbox import posting
from bot.sandbox.errors import SlackError
from bot.sandbox.methods.method import Answer, Call, Method
from bot.sandbox.ratelimits import TIER_2
from bot.sandbox.workspace import Channel, Message


def _target(call: Call) -> tuple[Channel, Message, str]:
    channel = call.joined_channel()
    return channel, channel.message(call.arguments.text("timestamp")), call.arguments.text("name").strip(":")


def _add(call: Call) -> Answer:
    channel, message, name = _target(call)
    reactions = message.setdefault("reactions", [])
    reaction = next((r for r in reactions if r["name"] == name), None)
    if reaction is None:
        reaction = {"name": name, "users": [], "count": 0}
        reactions.append(reaction)
    if call.caller.user.id in reaction["users"]:
        raise SlackError("already_reacted")
    reaction["users"].append(call.caller.user.id)
    reaction["count"] += 1
    posting.rewrite(call.slack, channel, message)
    return {}


def _remove(call: Call) -> Answer:
    channel, message, name = _target(call)
    reaction = next((r for r in message.get("reactions", ()) if r["name"] == name), None)
    if reaction is None or call.caller.user.id not in reaction["users"]:
        raise SlackError("no_reaction")
    reaction["users"].remove(call.caller.user.id)
    reaction["count"] -= 1
    message["reactions"] = [r for r in message["reactions"] if r["count"]]
    posting.rewrite(call.slack, channel, message)
    return {}


METHODS = {
    "reactions.add": Method(_add, ("reactions:write",)),
    "reactions.remove": Method(_remove, ("reactions:write",), tier=TIER_2),
}
