"""chat: post, update, delete, whisper, link. Nothing is unfurled, whatever a call says of that."""

from __future__ import annotations

from typing import Any

from bot import limits
from bot.sandbox import posting
from bot.sandbox.errors import SlackError
from bot.sandbox.identity import TEAM_DOMAIN, TokenKind
from bot.sandbox.methods.method import BOT_ONLY, Answer, Call, Method
from bot.sandbox.naming import named
from bot.sandbox.ratelimits import OFTEN, POSTING, TIER_4
from bot.sandbox.validation.message import check_attachments, check_markdown_text, check_message
from bot.sandbox.workspace import Channel, Message

_WRITE = ("chat:write",)
_PUBLIC = "chat:write.public"


def _content(call: Call, longest: int = limits.MESSAGE_TEXT) -> dict[str, Any]:
    """What a message says, checked."""
    text = call.arguments.get("text")
    markdown = call.arguments.get("markdown_text")
    blocks = call.arguments.json("blocks", "invalid_blocks_format")
    metadata = call.arguments.json("metadata", "invalid_metadata_format")
    attachments = call.arguments.json("attachments", "invalid_attachments")
    check_markdown_text(markdown, text, blocks)
    check_attachments(attachments)
    if markdown:
        blocks = [{"type": "markdown", "text": markdown}]
    check_message(text, blocks, metadata, other=bool(attachments), longest=longest)
    content: dict[str, Any] = {"text": text or markdown or ""}
    if blocks:
        content["blocks"] = named(blocks)
    if metadata:
        content["metadata"] = metadata
    return content


def in_thread(call: Call, channel: Channel) -> dict[str, str]:
    """The thread a message goes to: always the thread's first message, as Slack makes it."""
    thread_ts = call.arguments.get("thread_ts")
    if thread_ts is None:
        return {}
    parent = channel.messages.get(thread_ts)
    return {"thread_ts": parent.get("thread_ts", thread_ts) if parent else thread_ts}


def authored(call: Call, content: dict[str, Any]) -> Message:
    if call.caller.kind is TokenKind.BOT:
        return posting.by_app(call.slack, content)
    return posting.by_person(call.caller.user.id, content)


def prepared(call: Call, channel: Channel) -> Message:
    """The message that a call asks to post, checked."""
    message = authored(call, _content(call) | in_thread(call, channel))
    if call.arguments.flag("reply_broadcast") and "thread_ts" in message:
        message["reply_broadcast"] = True
    return message


def postable(call: Call) -> Channel:
    """A conversation to post to: one's own, or any public channel with the scope that says so."""
    channel = call.channel()
    everywhere = channel.kind == "channel" and _PUBLIC in (call.caller.scopes or ())
    return channel if everywhere else call.joined_channel()


def _post(call: Call) -> Answer:
    channel = postable(call)
    message = posting.post(call.slack, channel, prepared(call, channel))
    return {"channel": channel.id, "ts": message["ts"], "message": message}


def own_message(call: Call, channel: Channel, wrong: str) -> Message:
    message = channel.message(call.arguments.text("ts"))
    if message["user"] != call.caller.user.id:
        raise SlackError(wrong)
    return message


def _update(call: Call) -> Answer:
    channel = call.channel()
    message = own_message(call, channel, "cant_update_message")
    if channel.archived:
        raise SlackError("is_inactive")
    if call.slack.streams.writes(channel.id, message["ts"]):
        raise SlackError("streaming_state_conflict")
    content = _content(call, limits.UPDATE_TEXT)
    if call.arguments.json("blocks", "invalid_blocks_format") == []:
        content["blocks"] = None
    message = posting.edit(call.slack, channel, message["ts"], content, editor=call.caller.user.id)
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": message}


def _delete(call: Call) -> Answer:
    channel = call.channel()
    message = own_message(call, channel, "cant_delete_message")
    if call.slack.streams.writes(channel.id, message["ts"]):
        raise SlackError("cant_delete_message")
    posting.remove(call.slack, channel, message["ts"])
    return {"channel": channel.id, "ts": message["ts"]}


def _whisper(call: Call) -> Answer:
    channel = call.joined_channel()
    user = call.arguments.text("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    content = _content(call) | in_thread(call, channel)
    message = posting.whisper(call.slack, channel, user, posting.by_app(call.slack, content))
    return {"message_ts": message["ts"]}


def _me(call: Call) -> Answer:
    channel = call.joined_channel()
    text = call.arguments.get("text")
    check_message(text, None)
    message = authored(call, {"text": text, "subtype": "me_message"})
    posting.post(call.slack, channel, message)
    return {"channel": channel.id, "ts": message["ts"]}


def permalink(channel: Channel, message: Message) -> str:
    link = f"https://{TEAM_DOMAIN}.slack.com/archives/{channel.id}/p{message['ts'].replace('.', '')}"
    if message.get("thread_ts", message["ts"]) != message["ts"]:
        link += f"?thread_ts={message['thread_ts']}&cid={channel.id}"
    return link


def _permalink(call: Call) -> Answer:
    channel = call.channel()
    message = channel.message(call.arguments.text("message_ts"))
    return {"channel": channel.id, "permalink": permalink(channel, message)}


METHODS = {
    "chat.postMessage": Method(_post, _WRITE, tier=POSTING),
    "chat.update": Method(_update, _WRITE),
    "chat.delete": Method(_delete, _WRITE),
    "chat.meMessage": Method(_me, _WRITE),
    "chat.postEphemeral": Method(_whisper, _WRITE, BOT_ONLY, tier=TIER_4),
    "chat.getPermalink": Method(_permalink, tier=OFTEN),
}
