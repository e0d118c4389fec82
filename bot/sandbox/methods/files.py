"""files: the three steps of an upload, and what is known of a file."""

from __future__ import annotations

import mimetypes
import secrets
from typing import Any

from bot.sandbox import posting
from bot.sandbox.errors import SlackError
from bot.sandbox.methods.chat import authored, in_thread
from bot.sandbox.methods.method import Answer, Call, Method
from bot.sandbox.ratelimits import TIER_4
from bot.sandbox.workspace import Channel, File

_WRITE = ("files:write",)


def new_file(call_user: str, name: str, size: int, created: int) -> File:
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return File(f"F{secrets.token_hex(5).upper()}", name, name, size, mimetype, call_user, created)


def _upload_url(call: Call) -> Answer:
    size = call.arguments.number("length", 0)
    if size <= 0:
        raise SlackError("missing_argument")
    file = new_file(call.caller.user.id, call.arguments.text("filename"), size, int(call.slack.now()))
    call.slack.workspace.files.add(file)
    return {"upload_url": f"{call.origin}/upload/{file.id}", "file_id": file.id}


def _found(call: Call, file_id: str) -> File:
    file = call.slack.workspace.files.get(file_id)
    if file is None or not visible(call, file):
        raise SlackError("file_not_found")
    if file.deleted:
        raise SlackError("file_deleted")
    return file


def visible(call: Call, file: File) -> bool:
    """Whether a file is the caller's, or where the caller may look. A form's files are the app's to read."""
    user = call.caller.user.id
    shared = [call.slack.workspace.channel(channel) for channel in file.channels]
    return not shared or file.user == user or any(channel.seen_by(user) for channel in shared)


def _complete(call: Call) -> Answer:
    wanted = call.arguments.json("files")
    if not isinstance(wanted, list) or not wanted:
        raise SlackError("invalid_arguments", ["missing required field: files [json-pointer:/files]"])
    files = [_finished(call, entry) for entry in wanted]
    for channel in _targets(call):
        _share(call, channel, files)
    return {"files": [file.payload(call.origin) for file in files]}


def _finished(call: Call, entry: dict[str, Any]) -> File:
    file = _found(call, str(entry.get("id")))
    if file.received != file.size:
        raise SlackError("file_not_found")
    file.title = entry.get("title") or file.name
    file.complete = True
    call.slack.workspace.files.put(file)
    return file


def _targets(call: Call) -> list[Channel]:
    listed = (call.arguments.get("channels") or call.arguments.get("channel_id") or "").split(",")
    channels = [call.slack.workspace.named(name) for name in listed if name]
    if any(call.caller.user.id not in channel.members for channel in channels):
        raise SlackError("not_in_channel")
    return channels


def _share(call: Call, channel: Channel, files: list[File]) -> None:
    for file in files:
        file.channels.append(channel.id)
        call.slack.workspace.files.put(file)
    content = {
        "text": call.arguments.get("initial_comment") or "",
        "files": [file.payload(call.origin) for file in files],
        "upload": True,
        **in_thread(call, channel),
    }
    posting.post(call.slack, channel, authored(call, content))


def _info(call: Call) -> Answer:
    return {"file": _found(call, call.arguments.text("file")).payload(call.origin)}


def _delete(call: Call) -> Answer:
    file = _found(call, call.arguments.text("file"))
    if file.user != call.caller.user.id and not call.caller.user.is_admin:
        raise SlackError("cant_delete_file")
    call.slack.workspace.files.remove(file)
    for channel_id in file.channels:
        messages = call.slack.workspace.channel(channel_id).messages
        for message in messages.containing(file.id):
            messages.put(message | {"files": [f for f in message.get("files", ()) if f["id"] != file.id]})
    call.slack.changed()
    return {}


METHODS = {
    "files.getUploadURLExternal": Method(_upload_url, _WRITE, tier=TIER_4),
    "files.completeUploadExternal": Method(_complete, _WRITE, tier=TIER_4),
    "files.info": Method(_info, ("files:read",), tier=TIER_4),
    "files.delete": Method(_delete, _WRITE),
}
