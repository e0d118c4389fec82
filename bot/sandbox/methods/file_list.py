"""files.list: the files that one may see, by who, where, when and what they are."""

from __future__ import annotations

import math
from dataclasses import dataclass

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


@dataclass(frozen=True)
class _Wish:
    """What a call asks for."""

    kinds: tuple[str, ...]
    user: str | None
    channel: str | None
    begin: float
    end: float

    def fits(self, file: File) -> bool:
        placed = self.channel is None or self.channel in file.channels
        made = self.begin <= file.created <= self.end and self.user in (None, file.user)
        return placed and made and any(file.mimetype.startswith(kind) for kind in self.kinds)


def _wish(call: Call) -> _Wish:
    kinds = [kind.strip() for kind in (call.arguments.get("types") or "all").split(",")]
    if not set(kinds) <= set(_KINDS):
        raise SlackError("unknown_type")
    user = call.arguments.get("user")
    return _Wish(
        kinds=tuple(_KINDS[kind] for kind in kinds),
        user=call.slack.user(user).id if user else None,
        channel=call.channel().id if call.arguments.get("channel") else None,
        begin=float(call.arguments.get("ts_from") or 0),
        end=float(call.arguments.get("ts_to") or math.inf),
    )


def _list(call: Call) -> Answer:
    wish = _wish(call)
    there = reversed(call.slack.workspace.files.values())
    found = [file for file in there if file.complete and visible(call, file) and wish.fits(file)]
    count = min(max(1, call.arguments.number("count", _PAGE)), _MOST)
    page = max(1, call.arguments.number("page", 1))
    shown = found[(page - 1) * count : page * count]
    pages = math.ceil(len(found) / count)
    paging = {"count": count, "total": len(found), "page": page, "pages": pages}
    return {"files": [file.payload(call.origin) for file in shown], "paging": paging}


METHODS = {"files.list": Method(_list, ("files:read",))}
