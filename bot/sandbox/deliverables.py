"""The addresses beside the Web API: file uploads and downloads, and response URLs."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.sandbox import posting
from bot.sandbox.arguments import Arguments
from bot.sandbox.core import Slack
from bot.sandbox.errors import SlackError
from bot.sandbox.naming import named
from bot.sandbox.triggers import ResponseUrl
from bot.sandbox.validation.message import check_message
from bot.sandbox.webapi import fail
from bot.sandbox.workspace import File

_GONE = 404
_BAD = 400


async def upload(slack: Slack, request: web.Request) -> web.StreamResponse:
    """Take a file's bytes, raw or as a form's first file."""
    file = slack.workspace.files.get(request.match_info["file"])
    if file is None or file.deleted:
        return web.Response(status=_GONE, text="file_not_found")
    fault = slack.faults.take("files.upload")
    with slack.log.call("files.upload", {"file": file.id, "name": file.name}) as entry:
        if fault is not None and not fault.after:
            return await fail(fault, request, slack, entry)
        slack.workspace.files.fill(file, await _bytes(request))
        slack.changed()
        entry.answered({"size": file.received})
        if fault is not None:
            return await fail(fault, request, slack, entry)
    return web.Response(text=f"OK - {file.received}")


async def _bytes(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return b"".join([piece async for piece in request.content.iter_any()])  # whatever its size
    for value in (await request.post()).values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""


async def download(slack: Slack, request: web.Request) -> web.StreamResponse:
    """A file for whoever uses the page."""
    file = slack.workspace.files.get(request.match_info["file"])
    if file is None or file.deleted:
        return web.Response(status=_GONE, text="file_not_found")
    return content_of(slack, file)


def content_of(slack: Slack, file: File) -> web.Response:
    """A file's bytes, to be kept and never to be shown."""
    content = slack.workspace.files.content(file.id)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}",
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(body=content, content_type=file.mimetype, headers=headers)


async def respond(slack: Slack, request: web.Request) -> web.StreamResponse:
    """An app's late answer to an interaction, over its response URL."""
    body = json.loads(await request.text() or "{}")
    fault = slack.faults.take("response_url")
    with slack.log.call("response_url", body) as entry:
        if fault is not None and not fault.after:
            return await fail(fault, request, slack, entry)
        status, text = _answer(slack, request.match_info["token"], body)
        entry.answered(text, text)
        if fault is not None:
            return await fail(fault, request, slack, entry)
    return web.Response(status=status, text=text)


def _answer(slack: Slack, token: str, body: dict[str, Any]) -> tuple[int, str]:
    try:
        place = slack.response_urls.use(token)
        _apply(slack, place, body)
    except SlackError as error:
        if error.code in ("used_url", "expired_url"):
            return _GONE, error.code
        slack.log.violation("response_url", error.code, error.messages, body)
        return _BAD, error.code
    return web.HTTPOk.status_code, "ok"


def _apply(slack: Slack, place: ResponseUrl, body: dict[str, Any]) -> None:
    given = Arguments(body)
    if given.flag("delete_original"):
        _delete(slack, place)
        if not body.get("text") and not body.get("blocks"):
            return
    check_message(body.get("text"), body.get("blocks"), other=bool(body.get("attachments")))
    content: dict[str, Any] = {"text": body.get("text") or ""}
    content["blocks"] = named(body["blocks"]) if body.get("blocks") else None
    if given.flag("replace_original") and place.message_ts:
        _replace(slack, place, content)
    else:
        thread = {"thread_ts": body["thread_ts"]} if body.get("thread_ts") else {}
        say(slack, place, content | thread, shared=body.get("response_type") == "in_channel")


def say(slack: Slack, place: ResponseUrl, content: dict[str, Any], *, shared: bool) -> None:
    """A new message where the interaction happened: for everybody, or for the person only."""
    channel = slack.workspace.channel(place.channel)
    message = posting.by_app(slack, {name: value for name, value in content.items() if value is not None})
    if shared:
        posting.post(slack, channel, message)
    else:
        posting.whisper(slack, channel, place.user, message)


def _replace(slack: Slack, place: ResponseUrl, content: dict[str, Any]) -> None:
    channel = slack.workspace.channel(place.channel)
    ts = str(place.message_ts)
    if not place.ephemeral:
        posting.edit(slack, channel, ts, content, editor=slack.bot.id)
        return
    hidden = channel.ephemerals(place.user).get(ts)
    if hidden is None:
        raise SlackError("message_not_found")
    channel.ephemerals(place.user).put(hidden | content)
    slack.changed()


def _delete(slack: Slack, place: ResponseUrl) -> None:
    channel = slack.workspace.channel(place.channel)
    if place.ephemeral:
        posting.unwhisper(slack, channel, place.user, str(place.message_ts))
    elif place.message_ts:
        posting.remove(slack, channel, place.message_ts)
