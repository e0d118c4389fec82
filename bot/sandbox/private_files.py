"""The addresses from which an app fetches files: for those whose token may read them, and nobody else."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from bot.sandbox.core import Slack
from bot.sandbox.deliverables import content_of
from bot.sandbox.errors import SlackError
from bot.sandbox.identity import Caller
from bot.sandbox.webapi import fail
from bot.sandbox.workspace import File

METHOD = "files.download"
"""What such a request is called in the log, and what a fault names; it is no method of the Web API."""
_GONE = 404


async def fetch(slack: Slack, request: web.Request) -> web.StreamResponse:
    """A file's bytes. Without a good token, or its scope, Slack leads to its sign-in page instead.

    See https://docs.slack.dev/reference/objects/file-object on url_private.
    """
    file_id = request.match_info["file"].rpartition("-")[2]
    fault = slack.faults.take(METHOD)
    with slack.log.call(METHOD, {"file": file_id}) as entry:
        if fault is not None and not fault.after:
            return await fail(fault, request, slack, entry)
        caller = _caller(slack, request)
        file = slack.workspace.files.get(file_id)
        if caller is None or not caller.may("files:read"):
            entry.answered({}, "sign in")
            raise web.HTTPFound(f"/?redir={quote(request.path)}")
        if file is None or file.deleted or not _sees(slack, caller, file):
            entry.answered({}, "not found")
            return web.Response(status=_GONE, text="File not found", content_type="text/html")
        entry.answered({"size": file.size})
        return content_of(slack, file)


def _caller(slack: Slack, request: web.Request) -> Caller | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    try:
        return slack.caller(token.strip()) if scheme.lower() == "bearer" else None
    except SlackError:
        return None


def _sees(slack: Slack, caller: Caller, file: File) -> bool:
    """Whether it is the caller's, or where the caller may look; a form's files are the app's to read."""
    shared = [slack.workspace.channel(channel) for channel in file.channels]
    own = not shared or file.user == caller.user.id
    return own or any(channel.seen_by(caller.user.id) for channel in shared)
