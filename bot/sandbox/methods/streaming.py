"""chat.startStream, appendStream, stopStream: a message that fills in while one reads."""

from __future__ import annotations

from bot.sandbox import posting
from bot.sandbox.errors import SlackError
from bot.sandbox.identity import TEAM_ID
from bot.sandbox.methods.chat import in_thread, own_message
from bot.sandbox.methods.method import BOT_ONLY, Answer, Call, Method
from bot.sandbox.naming import named
from bot.sandbox.ratelimits import TIER_2, TIER_4
from bot.sandbox.streams import Stream
from bot.sandbox.validation import check_blocks_argument
from bot.sandbox.validation.message import check_metadata
from bot.sandbox.workspace import Channel, Message

_WRITE = ("chat:write",)


def _append(call: Call, stream: Stream) -> None:
    stream.append(call.arguments.get("markdown_text"), call.arguments.json("chunks", "invalid_chunks"))


def _write(call: Call, channel: Channel, message: Message, stream: Stream) -> None:
    message["text"] = stream.text
    message["blocks"] = stream.blocks()
    posting.rewrite(call.slack, channel, message)


def _open(call: Call, channel: Channel, message: Message) -> Stream:
    """The stream that writes a message; once it is dead, the message is finished as it stands."""
    try:
        return call.slack.streams.of(channel.id, message["ts"])
    except SlackError:
        if message.get("streaming_state") == "in_progress":
            posting.rewrite(call.slack, channel, message | {"streaming_state": "completed"})
        raise


def _names_recipient(call: Call) -> None:
    for name in ("recipient_team_id", "recipient_user_id"):
        if call.arguments.get(name) is None:
            raise SlackError(f"missing_{name}")
    if call.arguments.text("recipient_team_id") != TEAM_ID:
        raise SlackError("team_not_found")
    call.slack.user(call.arguments.text("recipient_user_id"))


def _start(call: Call) -> Answer:
    channel = call.joined_channel()
    if channel.is_im:
        call.arguments.text("thread_ts")
    else:
        _names_recipient(call)
    mode = call.arguments.get("task_display_mode") or "timeline"
    if mode not in ("timeline", "plan"):
        raise SlackError(
            "invalid_arguments", ["must be a valid enum value [json-pointer:/task_display_mode]"]
        )
    stream = call.slack.streams.start(plan_mode=mode == "plan")
    _append(call, stream)
    content = {"text": stream.text, "blocks": stream.blocks(), "streaming_state": "in_progress"}
    message = posting.by_app(call.slack, content | in_thread(call, channel))
    posting.post(call.slack, channel, message)
    call.slack.streams.keep(channel.id, message["ts"], stream)
    return {"channel": channel.id, "ts": message["ts"]}


def _more(call: Call) -> Answer:
    channel = call.channel()
    message = own_message(call, channel, "message_not_owned_by_app")
    if call.slack.streams.was_stopped(channel.id, message["ts"]):
        raise SlackError("stopped_by_user")
    stream = _open(call, channel, message)
    if not call.arguments.get("markdown_text") and not call.arguments.json("chunks", "invalid_chunks"):
        raise SlackError("no_text")
    _append(call, stream)
    _write(call, channel, message, stream)
    return {"channel": channel.id, "ts": message["ts"]}


def _stop(call: Call) -> Answer:
    channel = call.channel()
    message = own_message(call, channel, "message_not_owned_by_app")
    stream = _open(call, channel, message)
    metadata = call.arguments.json("metadata", "invalid_metadata_format")
    check_metadata(metadata)
    blocks = call.arguments.json("blocks", "invalid_blocks_format")
    checked = named(check_blocks_argument(blocks)) if blocks else []
    _append(call, stream)
    call.slack.streams.stop(channel.id, message["ts"])
    message["streaming_state"] = "completed"
    if metadata:
        message["metadata"] = metadata
    if call.arguments.get("session_status"):
        thread_ts = str(message.get("thread_ts", message["ts"]))
        session = channel.sessions.get(thread_ts, {"title": ""})
        channel.sessions[thread_ts] = session | {"status": call.arguments.get("session_status")}
    stream.extra += checked
    _write(call, channel, message, stream)
    return {"channel": channel.id, "ts": message["ts"], "message": message}


METHODS = {
    "chat.startStream": Method(_start, _WRITE, BOT_ONLY, tier=TIER_2),
    "chat.appendStream": Method(_more, _WRITE, BOT_ONLY, tier=TIER_4),
    "chat.stopStream": Method(_stop, _WRITE, BOT_ONLY, tier=TIER_2),
}
