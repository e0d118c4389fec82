"""files.list: the files that one may see, by who, where, when and what they are."""

from __future__ import annotations

import math

from bot.sandbox.errors import SlackError
from bot.sandbox.methods.files import visible
from bot.sandbox.methods.method import Answer, Call, Method
from bot.sandbox.workspace import File

_PAGE = 100
_MOST = 1_000
_KINDS = {
    "all": "",
    "images": "image/",
    "pdfs": "application/pdf",
    "zips": "application/zip",
    "snippets": "text/",
    "spaces": "application/vnd.slack-docs",
    "gdocs": "application/vnd.google-apps",
}


def _wanted(call: Call) -> list[File]:
    """The files that fit, the newest first."""
    kinds = [kind.strip() for kind in (call.arguments.get("types") or "all").split(",")]
    if not set(kinds) <= set(_KINDS):
        raise SlackError("unknown_type")
    begin = float(call.arguments.get("ts_from") or 0)
    end = float(call.arguments.get("ts_to") or math.inf)
    user = call.arguments.get("user")
    if user is not None:
        call.slack.user(user)
    channel = call.channel().id if call.arguments.get("channel") else None
    return [
        file
        for file in reversed(call.slack.workspace.files.values())
        if file.complete
        and visible(call, file)
        and any(file.mimetype.startswith(_KINDS[kind]) for kind in kinds)
        and user in (None, file.user)
        and (channel is None or channel in file.channels)
        and begin <= file.created <= end
    ]


def _list(call: Call) -> Answer:
    found = _wanted(call)
    count = min(max(1, call.arguments.number("count", _PAGE)), _MOST)
    page = max(1, call.arguments.number("page", 1))
    shown = found[(page - 1) * count : page * count]
    pages = math.ceil(len(found) / count)
    paging = {"count": count, "total": len(found), "page": page, "pages": pages}
    return {"files": [file.payload(call.origin) for file in shown], "paging": paging}


METHODS = {"files.list": Method(_list, ("files:read",))}
